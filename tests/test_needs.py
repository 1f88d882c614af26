"""What a pattern or a rule needs is there wherever it matches, and tells texts apart where it does not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ast_grep_py import SgRoot

from reviewlint import needs

FRAMEWORKS = Path(__file__).parents[1] / "config" / "frameworks"
CASES = Path(__file__).parent / "checks"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("celery|crontab|beat", [["celery", "crontab", "beat"]]),
        (r"^@\s*(([\w.]*\.)?(shared_task|ptask)\b|[\w.]*\.task\b)", [["shared_task", "ptask", ".task"]]),
        (r"(?i)Rename\b_?Column \w+", [["rename"], ["column"]]),
        (r"(un)?likely(?=\s+then)(?<!not )(ab){2}", [["likely"], ["then"], ["ab"]]),
        ("[ax]|bc", []),
        (r"\d*|x?", []),
        ("(?i:é)+", []),
        ("(", []),
    ],
)  # fmt: skip
def test_the_words_of_a_pattern(pattern: str, words: list[list[str]]) -> None:
    assert needs.of_pattern(pattern) == words


def test_the_words_of_a_rule() -> None:
    rule = {
        "kind": "call",
        "has": {"field": "function", "regex": r"\.every$"},
        "not": {"regex": "never"},
        "all": [{"inside": {"regex": "^schedule"}}, {"any": [{"pattern": "os.Getenv($NAME)"}, {"regex": "LookupEnv"}]}],
    }  # fmt: skip
    assert needs.of_rule(rule) == [[".every"], ["schedule"], ["getenv", "lookupenv"]]
    assert needs.of_rule(rule, around=False) == [[".every"], ["getenv", "lookupenv"]]
    assert needs.of_rule({"any": [{"regex": "import"}, {"kind": "import"}]}) == []


def test_words_are_sought_in_small_letters() -> None:
    assert needs.holds("self.task(beat)", [["celery", ".task"], ["beat"]])
    assert not needs.holds("self.task(beat)", [["celery"], ["beat"]])
    assert needs.holds("", [])


def _regexes(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _regexes(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _regexes(item, key)
    elif key in ("regex", "where") and isinstance(value, str):
        yield value


def test_shipped_patterns_that_match_shipped_cases_hold_what_they_need() -> None:
    patterns = {p for f in FRAMEWORKS.rglob("*.toml") for p in _regexes(tomllib.loads(f.read_text("utf-8")))}
    texts = [path.read_text("utf-8") for path in map(CASES.joinpath, ("job_safety.toml", "resilience.toml"))]
    matched = 0
    for pattern in patterns:
        free = re.compile(pattern if "[^" in pattern else re.sub(r"(?<!\\)[$^]", "", pattern))
        for text in texts:
            if free.search(text):
                matched += bool(needs.of_pattern(pattern))
                assert needs.holds(text.lower(), needs.of_pattern(pattern)), pattern
    assert matched > 40


def test_a_rule_matches_only_where_its_words_are() -> None:
    rule = {"kind": "call", "has": {"field": "function", "regex": r"(?i)sched\w*\.(add_job|cron)$"}}
    for source in ("Scheduler.add_job(a)", "sched.run(add_job)", "SCHED . cron()", "sched.cron()"):
        found = SgRoot(source, "python").root().find({"rule": rule}) is not None
        assert needs.holds(source.lower(), needs.of_rule(rule)) or not found
