"""Changes of several files on real repositories: prefixes from elsewhere, moves, edits of a mount."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewlint.facts.model import Endpoint
from tests.facts.changed import facts_of

CASES = [
    case
    for path in sorted(Path(__file__).parent.glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8")).get("case", [])
]


def told(endpoints: tuple[Endpoint, ...]) -> list[str]:
    return sorted(f"{e.method} {e.route}" for e in endpoints)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_change(case: dict[str, Any], tmp_path: Path) -> None:
    with facts_of(tmp_path, case["before"], case["after"]) as facts:
        found = facts.endpoints
    assert told(found.added) == sorted(case.get("added", []))
    assert told(found.removed) == sorted(case.get("removed", []))
