"""`replay`: the checks over the past, read from objects."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.command import ASKS, ENDS, command_environment, interruptible, reviewlint
from tests.repository import Repository


@pytest.fixture
def past(repo: Repository) -> Repository:
    """24 commits that touch a text, six of which end badly; four that touch none; a merge."""
    repo.commit({".reviewlint/checks/ends.py": ENDS, "reviewlint.toml": '[reviewlint]\nselect = ["ends"]\n'})
    for number in range(24):
        repo.commit({f"{number}.txt": "BAD\n" if number % 4 == 0 else "good\n"}, f"Text {number}")
    for number in range(4):
        repo.commit({f"{number}.md": "# Page\n"}, f"Page {number}")
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"one.txt": "BAD\n"}, "One")
    repo.commit({"one.txt": "good\n"}, "Mend one")
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic")
    return repo


def row(done_json: dict, check: str) -> dict:
    return next(row for row in done_json["checks"] if row["check"] == check)


def test_it_counts_where_a_check_applies_and_fires(past: Repository) -> None:
    done = reviewlint(past.path, "replay", "--select", "ends", "--format", "json")
    assert (done.code, done.err) == (0, "")
    counted = row(done.json, "ends")
    assert (counted["applies"], counted["fires"], counted["asks"]) == (26, 7, 0)
    assert counted["rate"] == round(7 / 26, 4)
    assert (counted["level"], counted["suggest"]) == ("block", "ask")
    assert (done.json["changes"], done.json["stopped"], done.json["stopped_as_suggested"]) == (30, 7, 0)
    assert counted["commits"][0] | {"commit": ""} == {
        "commit": "", "title": "One", "path": "one.txt", "line": 1, "findings": 1,
    }  # fmt: skip


def test_the_table_says_what_was_looked_at_and_what_to_do(past: Repository) -> None:
    done = reviewlint(past.path, "replay", "--select", "ends")
    assert "30 commits of main, 2026-01-02 to 2026-01-02 (no merges)" in done.out
    assert "ends       26      7     0   27 %  ███░░░░░░░  block  ask" in done.out
    assert "With your levels 7 of 30 changes would have been stopped; as suggested, 0." in done.out
    assert done.err == ""


def test_few_cases_give_no_rate_and_no_suggestion(past: Repository) -> None:
    done = reviewlint(past.path, "replay", "--last", "10", "--select", "ends", "--format", "json")
    counted = row(done.json, "ends")
    assert counted["applies"] < 20
    assert (counted["rate"], counted["suggest"]) == (None, None)


def test_checks_that_are_off_are_asked_too(past: Repository) -> None:
    done = reviewlint(past.path, "replay", "--last", "2", "--format", "json")
    assert row(done.json, "tests-exist")["level"] == "off"
    assert row(done.json, "ends")["level"] == "block"


def test_show_lists_the_commits(past: Repository) -> None:
    done = reviewlint(past.path, "replay", "--show", "ends")
    lines = done.out.splitlines()
    assert len(lines) == 7
    assert lines[-1].split(maxsplit=1)[1] == "Text 0   0.txt:1"
    assert past.git("log", "-1", "--format=%s", lines[-1].split()[0]) == "Text 0"


def test_a_range_and_merges(past: Repository) -> None:
    ranged = reviewlint(past.path, "replay", "main~3..main~1", "--select", "ends", "--format", "json")
    assert ranged.json["changes"] == 2
    merged = reviewlint(past.path, "replay", "--by", "merge", "--select", "ends", "--format", "json")
    counted = row(merged.json, "ends")
    assert (merged.json["changes"], counted["applies"], counted["fires"]) == (1, 1, 0)


def test_a_waived_failure_fires_but_stops_nobody(past: Repository) -> None:
    past.commit({"w.txt": "BAD\n"}, "Waive\n\nReviewlint-Waive: ends: on purpose")
    done = reviewlint(past.path, "replay", "--last", "1", "--select", "ends", "--format", "json")
    assert (row(done.json, "ends")["fires"], done.json["stopped"]) == (1, 0)


def test_what_a_check_asks_is_no_failure(repo: Repository) -> None:
    repo.commit({".reviewlint/checks/sure.py": ASKS})
    for number in range(22):
        repo.commit({f"{number}.txt": "x\n"})
    done = reviewlint(repo.path, "replay", "--select", "sure", "--format", "json")
    counted = row(done.json, "sure")
    assert (counted["applies"], counted["fires"], counted["asks"], counted["rate"]) == (22, 0, 22, 0)


def test_the_working_tree_is_not_touched(past: Repository) -> None:
    (past.path / "0.txt").write_text("mine\n")
    (past.path / "0.md").unlink()
    before = past.git("status", "--porcelain")
    index = (past.path / ".git/index").read_bytes()
    assert reviewlint(past.path, "replay", "--last", "5").code == 0
    assert past.git("status", "--porcelain") == before
    assert (past.path / "0.txt").read_text() == "mine\n"
    assert (past.path / ".git/index").read_bytes() == index


def test_a_bare_repository_and_a_shallow_clone(past: Repository, tmp_path: Path) -> None:
    past.git("clone", "-q", "--bare", str(past.path), str(tmp_path / "bare.git"))
    bare = reviewlint(tmp_path, "-C", "bare.git", "replay", "--last", "5", "--format", "json")
    assert bare.json["done"] == 5
    past.git("clone", "-q", "--depth", "3", past.path.as_uri(), str(tmp_path / "shallow"))
    shallow = reviewlint(tmp_path / "shallow", "replay", "--format", "json")
    assert 0 < shallow.json["done"] < 5


def test_nothing_to_look_at_and_a_wrong_word(repo: Repository) -> None:
    assert "has no commit yet" in reviewlint(repo.path, "replay").err
    repo.commit({"a.txt": "x\n"})
    assert "none of them has a parent" in reviewlint(repo.path, "replay").err
    assert "no such revision: nowhere" in reviewlint(repo.path, "replay", "nowhere..HEAD").err
    assert "Did you mean tests-exist?" in reviewlint(repo.path, "replay", "--show", "test-exist").err


def test_what_is_found_is_what_check_finds(repo: Repository) -> None:
    """Contents, trees and words are shared between the changes; none of it may leak from one into another."""
    repo.commit({"price.py": "def price():\n    return 1\n", "test_price.py": "from price import price\n"})
    repo.commit({"price.py": "def price():\n    return 2\n"}, "Change")
    repo.commit(
        {"test_price.py": "from price import price\n\n\ndef test_it():\n    assert price() == 2\n"}, "Test"
    )
    repo.commit({"price.py": "def price():\n    return 3\n"}, "Change again")
    done = reviewlint(repo.path, "replay", "--format", "json")
    fired = {row["check"]: {hit["commit"] for hit in row["commits"]} for row in done.json["checks"]}
    for name in ("HEAD~2", "HEAD~1", "HEAD"):
        alone = reviewlint(repo.path, "check", f"{name}^..{name}", "--format", "json").statuses()
        commit = repo.git("rev-parse", name)
        for check, status in alone.items():
            assert (commit in fired[check]) == (status in ("failed", "needs-human")), (name, check, status)
    assert len(fired["tests-exist"]) == 1


_SLOW = '''"""Is it slow?"""
import time
from reviewlint.api import Facts, Outcome, passed


def run(facts: Facts, options: None) -> Outcome:
    time.sleep(0.15)
    return passed("it is")
'''


def test_an_interruption_leaves_the_table_so_far(repo: Repository) -> None:
    repo.commit({".reviewlint/checks/slow.py": _SLOW})
    for number in range(60):
        repo.commit({"a.txt": f"{number}\n"})
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "reviewlint", "replay", "--select", "slow"],
        cwd=repo.path, stdout=subprocess.PIPE, stderr=theirs, env=command_environment({"TERM": "xterm"}),
        preexec_fn=interruptible,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    until = time.monotonic() + 50
    while b" of 60" not in seen and time.monotonic() < until:
        seen += os.read(ours, 1000)
    process.send_signal(signal.SIGINT)
    out = process.communicate(timeout=50)[0].decode()
    os.close(ours)
    assert process.returncode == 130
    assert "of 60 commits of main" in out
    assert "stopped after" in out
    assert "\r" not in out
