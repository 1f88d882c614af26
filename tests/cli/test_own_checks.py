"""`new-check` and `test-checks`: from a name to a check of one's own whose cases hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import reviewlint
from tests.repository import Repository


@pytest.fixture
def started(repo: Repository) -> Repository:
    repo.commit({"readme.md": "# Shop\n"})
    assert reviewlint(repo.path, "new-check", "owner-named").code == 0
    return repo


def test_a_new_check_runs_as_it_is(started: Repository) -> None:
    done = reviewlint(started.path, "test-checks")
    assert (done.code, done.err) == (0, "")
    assert "[x] owner-named  a new source file over the limit (failed)" in done.out
    assert done.out.endswith("3 cases passed\n")
    started.commit(message="Own check")
    started.git("switch", "-q", "-c", "topic")
    started.commit({"long.py": "x = 1\n" * 500})
    judged = reviewlint(started.path, "check", "--select", "owner-named", "--format", "json")
    assert judged.code == 1
    assert judged.statuses()["owner-named"] == "failed"


def test_nothing_is_written_over(started: Repository) -> None:
    check = started.path / ".reviewlint/checks/owner_named.py"
    check.write_text('"""Mine?"""\n')
    done = reviewlint(started.path, "new-check", "owner-named")
    assert done.code == 2
    assert "nothing was written" in done.err
    assert check.read_text() == '"""Mine?"""\n'
    (started.path / ".reviewlint/checks/late.toml").write_text("# cases first\n")
    assert "late.toml exists" in reviewlint(started.path, "new-check", "late").err
    assert not (started.path / ".reviewlint/checks/late.py").exists()


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("Owner Named", "owner-named"),
        ("OwnerNamed", "owner-named"),
        ("owner_named.py", "owner-named"),
        ("test-owners", "owners"),
        ("../../evil", "evil"),
        ("2fast", "fast"),
    ],
)
def test_a_bad_name_gets_a_guess(repo: Repository, name: str, guess: str) -> None:
    done = reviewlint(repo.path, "new-check", name)
    assert done.code == 2
    assert f'"{name}" is not a check name; try {guess}\n' in done.err
    assert not (repo.path / ".reviewlint").exists()


def test_a_name_that_ships_is_taken_and_none_is_missing(repo: Repository) -> None:
    assert "there is a check called tests-exist" in reviewlint(repo.path, "new-check", "tests-exist").err
    assert reviewlint(repo.path, "new-check").err.startswith("error: ID is missing\n")


def test_no_link_is_followed(repo: Repository, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (repo.path / ".reviewlint").symlink_to(tmp_path / "elsewhere")
    done = reviewlint(repo.path, "new-check", "owner-named")
    assert done.code == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_case_that_fails_is_told_and_ends_with_1(started: Repository) -> None:
    cases = started.path / ".reviewlint/checks/owner_named.toml"
    cases.write_text(cases.read_text().replace('contains = "2 lines"', 'contains = "9 lines"', 1))
    done = reviewlint(started.path, "test-checks", "-q", ".reviewlint/checks/owner_named.py")
    assert done.code == 1
    assert "[!] owner-named  a new source file of two lines (passed)\n      nothing is Expect(" in done.out
    assert done.out.endswith("1 of 3 cases failed\n")


def test_a_check_that_breaks_fails_its_cases(started: Repository) -> None:
    (started.path / ".reviewlint/checks/owner_named.py").write_text(
        "def run(facts, options):\n    return facts.nothing\n"
    )
    done = reviewlint(started.path, "test-checks")
    assert done.code == 1
    assert "the check broke: AttributeError" in done.out
    assert "Traceback" not in done.err


def test_none_found_is_no_pass(repo: Repository) -> None:
    assert reviewlint(repo.path, "test-checks").code == 2
    repo.write({".reviewlint/checks/bare.py": '"""Bare?"""\ndef run(facts, options): ...\n'})
    done = reviewlint(repo.path, "test-checks")
    assert (done.code, done.out) == (2, "")
    assert "error: no case was found for bare" in done.err
    repo.write({".reviewlint/checks/bare.toml": "[[pas]]\nname = 'x'\n"})
    assert "unknown table [[pas]]" in reviewlint(repo.path, "test-checks").err
