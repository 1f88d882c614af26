"""Every case in tests/corpus/*.toml, and the runner's own errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.errors import ConfigError
from reviewlint.testing import FactCase, Tree, fact_problems, load_fact_cases, run_facts

CASES = [
    pytest.param(case, id=f"{file.stem}: {case.name}")
    for file in sorted(Path(__file__).parent.glob("*.toml"))
    for case in load_fact_cases(file)
]
CHANGED = Tree({"a.py": "def f():\n    return 1\n"}, {"a.py": "def f():\n    return 2\n"})


@pytest.mark.parametrize("case", CASES)
def test_case(case: FactCase) -> None:
    assert not fact_problems(case, run_facts(case))


@pytest.mark.parametrize(
    ("holds", "never"),
    [
        ({"units": [{"name": "g"}]}, {}),
        ({"units": [{"name": "f", "tests": [{"path": "t.py"}]}]}, {}),
        ({}, {"units": [{}]}),
        ({}, {"units": [{"tests": []}]}),
        ({"description": {"bugfix": True}}, {}),
        ({}, {"description": {"bugfix": False}}),
    ],
)
def test_what_does_not_hold_is_said(holds: dict[str, object], never: dict[str, object]) -> None:
    case = FactCase("made", CHANGED, holds, never)
    assert fact_problems(case, run_facts(case))


@pytest.mark.parametrize(
    "stated",
    [
        {"unit": [{}]},
        {"endpoints": {"add": [{}]}},
        {"endpoints": {"added": [{"rout": "/"}]}},
        {"units": [{"tests": [{"pathh": "t.py"}]}]},
    ],
)
def test_a_misspelt_key_is_an_error(stated: dict[str, object]) -> None:
    case = FactCase("made", CHANGED, never=stated)
    with pytest.raises(ConfigError):
        fact_problems(case, run_facts(case))


@pytest.mark.parametrize(
    "text",
    [
        '[[cases]]\nname = "x"\n',
        '[[case]]\nname = "x"\nhold.units = [{}]\n',
        '[[case]]\nname = "states nothing"\n',
        '[[case]]\nname = "x"\nholds.units = [{}]\n[[case]]\nname = "x"\nholds.units = [{}]\n',
    ],
)
def test_a_broken_file_is_an_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "cases.toml"
    file.write_text(text)
    with pytest.raises(ConfigError):
        load_fact_cases(file)
