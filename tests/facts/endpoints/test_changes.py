"""Changes of several files on real repositories: prefixes from elsewhere, moves, edits of a mount."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewlint.change.open import Request, open_change
from reviewlint.facts.facts import Facts
from reviewlint.facts.model import Endpoint
from tests.repository import Repository

CASES = [
    case
    for path in sorted(Path(__file__).parent.glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8")).get("case", [])
]


def told(endpoints: tuple[Endpoint, ...]) -> list[str]:
    return sorted(f"{e.method} {e.route}" for e in endpoints)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_change(case: dict[str, Any], tmp_path: Path) -> None:
    repository = Repository(tmp_path / "r")
    repository.commit(case["before"], "Before")
    repository.commit(case["after"], "After")
    change = open_change(Request(directory=repository.path, range="HEAD^..HEAD"))
    try:
        found = Facts(change).endpoints
    finally:
        change.close()
    assert told(found.added) == sorted(case.get("added", []))
    assert told(found.removed) == sorted(case.get("removed", []))
