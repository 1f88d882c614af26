"""A check ends in time, whatever it meets; a pattern that is none is said to be none."""

from __future__ import annotations

from tests.cli.command import ENDS, own_checks, reviewlint
from tests.repository import Repository

ENDLESS = '''
"""Does it end?"""
from reviewlint.api import Facts, Outcome, passed

def run(facts: Facts, options: None) -> Outcome:
    while True:
        pass
'''
CATASTROPHE = '''
"""Does the pattern match?"""
import re
from reviewlint.api import Facts, Outcome, option, passed

class Options:
    word: str = option("x", "a regular expression", pattern=True)

def run(facts: Facts, options: Options) -> Outcome:
    re.search(options.word, "a" * 60 + "!")
    return passed("matched")
'''


def _bounded(repo: Repository, table: str = "", **checks: str) -> None:
    own_checks(repo, **checks)
    names = ", ".join(f'"{name}"' for name in checks)
    repo.git("switch", "-q", "main")
    repo.commit({"reviewlint.toml": f"[reviewlint]\nselect = [{names}]\nmax-seconds = 1\n{table}"})
    repo.git("switch", "-q", "-C", "topic")
    repo.commit({"a.txt": "good\n"})


def test_a_check_that_does_not_end_is_not_evaluated_and_the_others_still_answer(repo: Repository) -> None:
    _bounded(repo, endless=ENDLESS, ends=ENDS)
    done = reviewlint(repo.path, "check", "--format", "json")
    assert done.code == 3
    assert done.statuses() == {"endless": "not-evaluated", "ends": "passed"}
    said = {result["check"]: result["summary"] for result in done.json["results"]}
    assert said["endless"] == "over the limit of 1 seconds (max-seconds)"


def test_a_catastrophic_pattern_ends_in_time(repo: Repository) -> None:
    _bounded(repo, '[reviewlint.checks.catastrophe]\nword = "(a+)+$"\n', catastrophe=CATASTROPHE)
    done = reviewlint(repo.path, "check", "--format", "json")
    assert done.code == 3
    assert done.statuses() == {"catastrophe": "not-evaluated"}


def test_a_pattern_that_is_none_is_an_error_of_the_configuration(repo: Repository) -> None:
    _bounded(repo, '[reviewlint.checks.catastrophe]\nword = "(a"\n', catastrophe=CATASTROPHE)
    done = reviewlint(repo.path, "check")
    assert done.code == 2
    assert "reviewlint.toml:5: word is no regular expression" in done.err
