"""What is a job in each ecosystem, and when a change adds one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewlint.data import read_toml
from tests.facts.changed import facts_of

CASES = read_toml(Path(__file__).with_name("jobs.toml"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["path"])
def test_finds_the_jobs_of(case: dict[str, Any], tmp_path: Path) -> None:
    with facts_of(tmp_path, {}, {case["path"]: case["text"]}) as facts:
        jobs = sorted(facts.jobs.added, key=lambda job: job.line)
    assert [f"{job.kind} {job.name}" for job in jobs] == case["jobs"]


TASK = "from celery import shared_task\n\n\n@shared_task\ndef tidy():\n    pass\n"


CRON = "const { CronJob } = require('cron');\nfunction start() {\n  new CronJob('* * * * *', sweepAll);\n}\n"
WRAPPED = "async () => { try { await sweepAll(); } catch (e) { report(e); } }"


@pytest.mark.parametrize(
    ("before", "after", "added", "removed"),
    [
        ({"a.py": TASK}, {"a.py": None, "b/c.py": TASK}, [], []),
        ({"a.py": TASK}, {"a.py": TASK.replace("@shared_task", "@shared_task(bind=True)")}, [], []),
        ({"a.py": TASK}, {"a.py": TASK + TASK.replace("tidy", "sweep")}, ["sweep"], []),
        ({"a.py": TASK}, {"a.py": None}, [], ["tidy"]),
        ({"a.py": TASK}, {"tests/test_a.py": TASK.replace("tidy", "fake")}, [], []),
        ({}, {"a.py": "def task(f):\n    return f\n\n\n@task\ndef tidy():\n    pass\n"}, [], []),
        ({"a.js": CRON}, {"a.js": CRON.replace("sweepAll", WRAPPED)}, [], []),
        ({"a.js": CRON}, {"a.js": CRON.replace("sweepAll", "() => { mendAll(); }")}, ["start"], ["sweepAll"]),
    ],
    ids=[
        "moved",
        "other arguments",
        "a second one",
        "removed",
        "in a test",
        "a decorator of another kind",
        "in a wrapper",
        "another in its place",
    ],
)
def test_compares_both_sides(
    tmp_path: Path, before: dict[str, str], after: dict[str, str | None], added: list[str], removed: list[str]
) -> None:
    with facts_of(tmp_path, before, after) as facts:
        assert [job.name for job in facts.jobs.added] == added
        assert [job.name for job in facts.jobs.removed] == removed


def test_a_schedule_of_a_new_job_is_the_same_job(tmp_path: Path) -> None:
    job = "class StatsGraphsJob < ApplicationJob\n  def perform; end\nend\n"
    schedule = "production:\n  stats_graphs:\n    class: StatsGraphsJob\n    schedule: every day\n"
    with facts_of(tmp_path, {}, {"app/jobs/s.rb": job, "config/recurring.yml": schedule}) as facts:
        assert [job.name for job in facts.jobs.added] == ["StatsGraphsJob"]


def test_a_file_that_does_not_parse_is_unseen(tmp_path: Path) -> None:
    with facts_of(tmp_path, {}, {"a.py": TASK + "x = " + "(" * 500 + ")" * 500 + "\n"}) as facts:
        assert [unseen.path for unseen in facts.jobs.unseen] == ["a.py"]
