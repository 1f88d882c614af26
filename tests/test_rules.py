"""Every rule of the data files is one that the grammar of every language it is for can match."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ast_grep_py import SgRoot

from reviewlint.data import bundled
from reviewlint.syntax.language import named

FILES = sorted(path for path in bundled("config").rglob("*.toml") if "rule = {" in path.read_text("utf-8"))
Found = tuple[str, dict[str, Any]]


def rules(data: object, languages: tuple[str, ...] = ()) -> Iterator[Found]:
    """The rules that stand anywhere in the data of a file, each with every language it is for."""
    if isinstance(data, dict):
        languages = tuple(data.get("languages", ())) or languages
        for key, value in data.items():
            if key in ("rule", "query") and isinstance(value, dict):
                yield from ((language, value) for language in languages)
            else:
                yield from rules(value, languages)
    for value in data if isinstance(data, list) else ():
        yield from rules(value, languages)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_rule_is_one_of_each_of_its_languages(path: Path) -> None:
    found = list(rules(tomllib.loads(path.read_text("utf-8"))))
    assert found
    for language, rule in found:
        SgRoot("", named(language).grammar).root().find_all(
            {"rule": rule}
        )  # raises where it knows no such kind


LISTED = [("suppressions", "attribute"), ("leftovers", "call")]


@pytest.mark.parametrize(("file", "table"), LISTED)
def test_each_kind_is_one_of_each_of_its_languages(file: str, table: str) -> None:
    rows = tomllib.loads((bundled("config") / f"{file}.toml").read_text("utf-8"))[table]
    for row in rows:
        for language in row["languages"]:
            for kind in row.get("kinds", ()):
                SgRoot("", named(language).grammar).root().find_all({"rule": {"kind": kind}})
