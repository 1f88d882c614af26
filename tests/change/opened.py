"""Opening changes in tests: closed again, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reviewlint.change.model import Change, FileChange
from reviewlint.change.open import Request, open_change
from tests.repository import Repository


@contextmanager
def opened(repo: Repository, **request: Any) -> Iterator[Change]:
    change = open_change(Request(directory=request.pop("directory", repo.path), **request))
    try:
        yield change
    finally:
        change.close()


def only(change: Change) -> FileChange:
    (file,) = change.files
    return file
