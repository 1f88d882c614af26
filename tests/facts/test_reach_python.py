"""Whether any test reaches a Python unit: what an interpreter would run, told from what only looks like it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewlint.change.open import Request, open_change
from reviewlint.facts.facts import Facts
from tests.repository import Repository

CASES = tomllib.loads(Path(__file__).with_name("reach_python.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_reach(case: dict[str, Any], tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repository")
    files = {"shop/__init__.py": "", "shop/code.py": case["code"], **case.get("files", {})}
    base = repository.commit({**files, "tests/test_code.py": case["test"]})
    made = case["code"].replace("= 0", "= abs(1)")  # another number that nobody reads would be no change
    head = repository.commit({"shop/code.py": made})
    change = open_change(Request(directory=repository.path, range=f"{base}..{head}"))
    try:
        reached = {unit.name: bool(unit.tests) for unit in Facts(change).units.units}
    finally:
        change.close()
    assert reached == case["reached"]
