"""Whether any test reaches a Python unit: what an interpreter would run, told from what only looks like it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.facts.changed import facts_of

CASES = tomllib.loads(Path(__file__).with_name("reach_python.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_reach(case: dict[str, Any], tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/code.py": case["code"], **case.get("files", {})}
    made = case["code"].replace("= 0", "= abs(1)")  # another number that nobody reads would be no change
    before = {**files, "tests/test_code.py": case["test"]}
    with facts_of(tmp_path, before, {"shop/code.py": made}) as facts:
        reached = {unit.name: bool(unit.tests) for unit in facts.units.units}
    assert reached == case["reached"]
