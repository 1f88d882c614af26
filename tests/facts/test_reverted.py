"""What a revert takes back: decided by the contents of the commit that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.facts.facts import Facts
from tests.change.opened import opened
from tests.repository import Repository

OLD = "def net(gross):\n    return gross - 1\n\n\ndef tax(gross):\n    return gross * 2\n"
NEW = "def net(gross):\n    return gross - fee(gross)\n\n\ndef tax(gross):\n    return gross * rate()\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "shop")
    made.commit({"net.py": OLD, "other.py": "def one():\n    return 1\n"})
    return made


def _changed(repo: Repository, range_: str = "HEAD^..HEAD") -> set[str]:
    with opened(repo, range=range_, environ={}) as change:
        return {unit.name for unit in Facts(change).units.units if unit.behaviour}


def _reverts(commit: str) -> str:
    return f'Revert "Change"\n\nThis reverts commit {commit}.'


def test_units_that_stand_again_as_before_do_not_count(repo: Repository) -> None:
    undone = repo.commit({"net.py": NEW})
    repo.commit({"other.py": "def one():\n    return 2\n"})
    repo.commit({"net.py": OLD}, _reverts(undone))
    assert _changed(repo) == set()


def test_without_the_word_they_do(repo: Repository) -> None:
    repo.commit({"net.py": NEW})
    repo.commit({"net.py": OLD}, "Back to the old rates")
    assert _changed(repo) == {"net", "tax"}


def test_what_is_beside_it_counts(repo: Repository) -> None:
    undone = repo.commit({"net.py": NEW})
    beside = {"net.py": OLD.replace("* 2", "* 3"), "other.py": "def one():\n    return 2\n"}
    repo.commit({**beside}, _reverts(undone))
    assert _changed(repo) == {"tax", "one"}


def test_a_unit_that_was_edited_since_counts(repo: Repository) -> None:
    undone = repo.commit({"net.py": NEW})
    repo.commit({"net.py": NEW.replace("rate()", "rate(2)")})
    repo.commit({"net.py": OLD}, _reverts(undone))
    assert _changed(repo) == {"tax"}


def test_a_commit_that_the_base_does_not_hold_takes_nothing_back(repo: Repository) -> None:
    repo.commit({"net.py": NEW})
    repo.git("switch", "-q", "-C", "aside", "HEAD^")
    aside = repo.commit({"net.py": NEW}, "The same elsewhere")
    repo.git("switch", "-q", "main")
    repo.commit({"net.py": OLD}, _reverts(aside))
    assert _changed(repo) == {"net", "tax"}
    repo.commit({"net.py": NEW}, _reverts("0" * 40))
    assert _changed(repo) == {"net", "tax"}


def test_a_shallow_clone_takes_nothing_back(repo: Repository, tmp_path: Path) -> None:
    undone = repo.commit({"net.py": NEW})
    repo.commit({"net.py": OLD}, _reverts(undone))
    shallow = Repository(tmp_path / "shallow")
    shallow.git("fetch", "-q", "--depth=2", repo.path.as_uri(), "main")
    assert _changed(shallow, "FETCH_HEAD^..FETCH_HEAD") == {"net", "tax"}
