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


def test_the_end_of_a_long_schema_does_not_go_when_a_field_comes(tmp_path: Path) -> None:
    fields = [f"  field{number}: Int" for number in range(6_000)]
    before = "\n".join(["type Shop {", *fields, "}", ""])
    after = before.replace("type Shop {", "type Shop {\n  name(short: Boolean): String")
    with facts_of(tmp_path, {"schema.graphql": before}, {"schema.graphql": after}) as facts:
        assert [(c.name, c.change) for c in facts.surface.changed] == [("Shop.name", "added")]


def test_arguments_and_descriptions_are_no_fields(tmp_path: Path) -> None:
    text = '''
"""
Shops.
  note: of no type
"""
type Query {
  shop(
    """The ID (or slug)."""
    id: ID @deprecated(reason: "Use `slug` (shorter).")
    slug: String = "a)"
  ): Shop @doc(category: "Shops")
  "All: of them." shops: [Shop!]!  # limit: 5
}
'''
    with facts_of(tmp_path, {}, {"schema.graphql": text}) as facts:
        names = [(c.name, c.line) for c in facts.surface.changed if c.kind == "schema"]
        assert names == [("Query", 6), ("Query.shop", 7), ("Query.shops", 12)]
        assert [e.route for e in facts.endpoints.added] == ["Query.shop", "Query.shops"]
