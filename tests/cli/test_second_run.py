"""Asked again about the same change, the answer is the same and nothing is parsed; whatever differs is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.command import Done, own_checks, reviewlint
from tests.repository import Repository

CHECK = ("check", "--format", "json", "--select", "tests-exist")
BEFORE = "def price(net):\n    return net\n"
AFTER = "def price(net):\n    return net * 119 // 100 if net > 0 else refund(net)\n"


@pytest.fixture
def priced(repo: Repository) -> Repository:
    """A branch that changes what a function does, without a test of it."""
    repo.commit(
        {"shop/price.py": BEFORE, "tests/test_other.py": "def test_other():\n    assert 1 + 1 == 2\n"}
    )
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"shop/price.py": AFTER}, "Fix the price of what costs nothing")
    return repo


def parsed(where: Path, *args: str, env: Mapping[str, str] | None = None) -> tuple[bool, Done]:
    """Whether a run loaded the parser, and what it left."""
    done = reviewlint(where, *args, env={"PYTHONPROFILEIMPORTTIME": "1", **(env or {})})
    return "ast_grep_py" in done.err, done


def test_the_second_run_says_the_same_and_parses_nothing(priced: Repository) -> None:
    first_parsed, first = parsed(priced.path, *CHECK)
    again_parsed, again = parsed(priced.path, *CHECK)
    assert (first_parsed, again_parsed) == (True, False)
    assert first.statuses() == {"tests-exist": "failed"}
    assert (again.code, again.out) == (first.code, first.out)


def test_a_gate_in_ci_looks_for_itself(priced: Repository) -> None:
    reviewlint(priced.path, *CHECK, "main..topic")
    assert parsed(priced.path, *CHECK, "main..topic", env={"CI": "1"})[0]


BLOCKS = """module Shop
  SCHEMA = schema do
    group :prices do
      string :currency
    end
  end
end
"""


def test_what_an_earlier_run_kept_changes_no_unit(repo: Repository) -> None:
    """Blocks that look like groups of tests are no units of production code, whether its outline was kept or not."""
    repo.commit(
        {
            "lib/shop/schema.rb": BLOCKS,
            "spec/schema_spec.rb": "it 'reads' do\n  expect(Shop::SCHEMA).to be\nend\n",
        }
    )
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"lib/shop/schema.rb": BLOCKS.replace("string", "array")}, "Take many currencies")
    runs = [reviewlint(repo.path, "facts", "main..topic", "--format", "json") for _ in range(3)]
    units = [[(unit["name"], unit["kind"]) for unit in run.json["units"]] for run in runs]
    assert units == [[("", "module")]] * 3


def edited(repo: Repository) -> None:
    repo.write({"shop/price.py": BEFORE + "\n# noted\n"})


def tested(repo: Repository) -> None:
    test = "from shop.price import price\n\ndef test_price():\n    assert price(100) == 119\n"
    repo.commit({"tests/test_price.py": test})


def set_aside(repo: Repository) -> None:
    repo.commit({}, "Go on\n\nReviewlint-Waive: tests-exist: prices are played by hand on Mondays")


def called_a_test(repo: Repository) -> None:
    repo.write({"reviewlint.toml": '[reviewlint.roles]\n"shop/**" = "test"\n'})


def ignored(repo: Repository) -> None:
    repo.write({"reviewlint.toml": '[reviewlint.checks.tests-exist]\nignore = ["shop/"]\n'})


@pytest.mark.parametrize(
    ("alter", "status"),
    [
        (edited, "not-applicable"),
        (tested, "passed"),
        (set_aside, "waived"),
        (called_a_test, "not-applicable"),
        (ignored, "not-applicable"),
    ],
)
def test_what_differs_is_looked_at(
    priced: Repository, alter: Callable[[Repository], None], status: str
) -> None:
    reviewlint(priced.path, *CHECK)
    alter(priced)
    assert reviewlint(priced.path, *CHECK).statuses()["tests-exist"] == status


def test_a_smaller_limit_holds_at_once(priced: Repository) -> None:
    reviewlint(priced.path, *CHECK)
    priced.write({"reviewlint.toml": "[reviewlint]\nmax-lines = 1\n"})
    done = reviewlint(priced.path, *CHECK)
    assert (done.code, done.statuses()["tests-exist"]) == (3, "not-evaluated")


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00\x00\x00\x00garbage"])
def test_a_damaged_memory_is_none(priced: Repository, damage: bytes) -> None:
    first = reviewlint(priced.path, *CHECK)
    (kept,) = (priced.path / ".git/reviewlint").glob("*.outcomes")
    kept.write_bytes(damage)
    looked, done = parsed(priced.path, *CHECK)
    assert looked
    assert done.out == first.out


def test_a_check_of_the_repository_is_run_each_time(repo: Repository) -> None:
    own_checks(repo, today=_TODAY)
    repo.commit({"a.txt": "x\n"})
    assert reviewlint(repo.path, "check").code == 0
    (repo.path / ".git/said").write_text("no")
    assert reviewlint(repo.path, "check").code == 1


_TODAY = '''
"""Does the world agree?"""
from pathlib import Path
from reviewlint.api import Facts, Finding, Outcome, failed, passed


def run(facts: Facts, options: None) -> Outcome:
    if Path(".git/said").exists():
        return failed("it does not", (Finding("the world disagrees"),))
    return passed("it does")
'''
