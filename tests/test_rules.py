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


def refused(language: str, rule: dict[str, Any]) -> str:
    """What ast-grep says of a rule that the grammar of the language cannot match; "" where it can."""
    try:
        SgRoot("", named(language).grammar).root().find_all({"rule": rule})
    except RuntimeError as error:
        return f"{language}: {rule}: {error}"
    return ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_rule_is_one_of_each_of_its_languages(path: Path) -> None:
    found = list(rules(tomllib.loads(path.read_text("utf-8"))))
    assert found
    assert not [problem for language, rule in found if (problem := refused(language, rule))]


LISTED = [("suppressions", "attribute"), ("leftovers", "call")]


@pytest.mark.parametrize(("file", "table"), LISTED)
def test_each_kind_is_one_of_each_of_its_languages(file: str, table: str) -> None:
    rows = tomllib.loads((bundled("config") / f"{file}.toml").read_text("utf-8"))[table]
    asked = [
        (one, {"kind": kind}) for row in rows for one in row["languages"] for kind in row.get("kinds", ())
    ]
    assert asked
    assert not [problem for language, rule in asked if (problem := refused(language, rule))]
