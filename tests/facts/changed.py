"""The facts of one real commit, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reviewlint.change.open import Request, open_change
from reviewlint.facts.facts import Facts, FactSettings
from reviewlint.facts.model import Telemetry
from tests.repository import Repository


@contextmanager
def facts_of(
    folder: Path,
    before: Mapping[str, str],
    after: Mapping[str, str | None],
    settings: FactSettings | None = None,
) -> Iterator[Facts]:
    """The facts of a commit that changes a tree of `before` by `after` (None removes a file)."""
    repository = Repository(folder / "changed")
    repository.commit({".keep": "", **before})
    repository.commit({**after})
    change = open_change(Request(directory=repository.path, range="HEAD^..HEAD", environ={}))
    try:
        yield Facts(change, settings)
    finally:
        change.close()


def telemetry(folder: Path, before: Mapping[str, str], after: Mapping[str, str | None]) -> Telemetry:
    """The signals of such a commit."""
    with facts_of(folder, before, after) as facts:
        return facts.telemetry
