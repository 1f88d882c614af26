"""Every case in tests/checks/*.toml, run through the check it belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.testing import Case, load_cases, problems, run_case

CASES = [case for file in sorted(Path(__file__).parent.glob("*.toml")) for case in load_cases(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}: {case.name}")
def test_case(case: Case) -> None:
    assert not problems(case, run_case(case))
