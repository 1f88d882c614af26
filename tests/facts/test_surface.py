"""What holds for the set of surface idioms, and for what cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewlint.data import bundled, read_toml
from reviewlint.syntax.language import named
from tests.facts.changed import facts_of

RULES = [
    pytest.param(language, row, id=f"{file.stem} {language}: {table} {number}")
    for file in sorted(bundled("config").joinpath("surface").glob("*.toml"))
    for table in ("contract", "documentation")
    if isinstance(read_toml(file).get(table), list)
    for number, row in enumerate(read_toml(file)[table])
    for language in row.get("languages", read_toml(file)["languages"])
]


@pytest.mark.parametrize(("language", "row"), RULES)
def test_a_rule_is_one_of_its_grammar(language: str, row: dict[str, Any]) -> None:
    from ast_grep_py import SgRoot

    query: Any = {"rule": row["rule"], "constraints": row.get("constraints", {})}
    assert SgRoot("x", named(language).grammar).root().find_all(query) is not None


def test_a_file_that_does_not_parse_is_unseen(tmp_path: Path) -> None:
    text = "import os\nos.environ['SHOP_MODE']\nx = " + "(" * 500 + ")" * 500 + "\n"
    with facts_of(tmp_path, {}, {"a.py": text}) as facts:
        assert [unseen.path for unseen in facts.surface.unseen] == ["a.py"]
