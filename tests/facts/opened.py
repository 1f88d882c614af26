"""Facts of a change made of two trees in a real repository."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewlint.change.open import Request, open_change
from reviewlint.facts.facts import Facts
from tests.repository import Repository

Files = dict[str, str | bytes | None]


@contextmanager
def facts_of(tmp_path: Path, before: Files, after: Files) -> Iterator[Facts]:
    """The facts between a commit of `before` and one that writes `after` over it (None removes a file)."""
    repository = Repository(tmp_path / "r")
    repository.commit({"x": "", **before})
    repository.commit({"y": "", **after})
    change = open_change(Request(directory=repository.path, range="HEAD^..HEAD", environ={}))
    try:
        yield Facts(change)
    finally:
        change.close()
