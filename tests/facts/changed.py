"""The facts of one real commit, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewlint.change.open import Request, open_change
from reviewlint.facts.facts import Facts
from tests.repository import Repository


@contextmanager
def facts_of(folder: Path, before: dict[str, str], after: dict[str, str | None]) -> Iterator[Facts]:
    """The facts of a commit that changes a tree of `before` by `after` (None removes a file)."""
    repository = Repository(folder / "changed")
    repository.commit({".keep": "", **before})
    repository.commit({**after})
    change = open_change(Request(directory=repository.path, range="HEAD^..HEAD", environ={}))
    try:
        yield Facts(change)
    finally:
        change.close()
