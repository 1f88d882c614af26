"""What the outline of a file holds, from `languages.toml`; every language asks only for what its grammar knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewlint.data import read_toml
from reviewlint.facts.units.behaviour import Behaviour
from reviewlint.syntax.language import Language, language_of, languages
from reviewlint.syntax.model import Outline
from reviewlint.syntax.outline import outline
from reviewlint.syntax.tree import read

FILES: list[dict[str, Any]] = read_toml(Path(__file__).with_name("languages.toml"))["file"]


def outlined(path: str, text: str) -> Outline:
    language = language_of(path)
    assert language is not None
    return outline(read(text, language), text, language.name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["path"])
def test_outline(file: dict[str, Any]) -> None:
    found = outlined(file["path"], file["text"])
    assert [f"{d.kind} {d.name} {d.line}-{d.end_line}" for d in found.definitions] == file["definitions"]
    assert [f"{i.module} {i.name or '-'} {i.alias or '-'}" for i in found.imports] == file["imports"]
    assert {d.name: list(d.decorators) for d in found.definitions if d.decorators} == file.get("marks", {})
    made = {a.target: a.value for a in found.assignments if a.value}
    assert made == file.get("made", {})
    used = {f"{r.receiver}.{r.name}".lstrip(".") for r in found.references}
    assert set(file["calls"]) <= used
    assert found.errors == 0


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.name)
def test_every_kind_is_one_of_the_grammar(language: Language) -> None:
    text = "\n"
    assert outline(read(text, language), text, language.name).definitions == ()
    assert Behaviour(read(text, language), text, language).tokens([(0, 1)]) == ()


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.ex", 'def f, do: 1\n@doc "one"\n', 'def f, do: 1\n@doc """\nmore: f(x)\n"""\n'),
        ("a.hs", "f :: Int\nf = 1\n", "-- | f\nf :: Integer\nf = 1\n"),
        ("a.swift", "/* a */ func f() {}\n", "// b\nfunc f() {}\n"),
        ("a.dart", "/// a\nvoid f() {}\n", "void f() {}\n"),
        ("a.cpp", "#include <a>\nint f() {}\n", "#include <b>\nint f() {} // c\n"),
        ("a.lua", "-- a\nlocal x = 1\n", "--[[ b ]] local x = 1\n"),
        ("a.sh", "f() { g; } # a\n", "# b\nf() { g; }\n"),
        ("a.vue", "<p>a</p>\n<script>\nf()\n</script>\n", "<p>b</p>\n<script>\nf()\n</script>\n"),
    ],
)
def test_comments_documentation_and_markup_are_no_behaviour(path: str, before: str, after: str) -> None:
    assert tokens(path, before) == tokens(path, after)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.ex", "def f, do: 1\n", "def f, do: 2\n"),
        ("a.hs", "f = 1\n", "f = 2\n"),
        ("a.vue", "<script>\nf()\n</script>\n", "<script>\ng()\n</script>\n"),
    ],
)
def test_other_code_is_other_behaviour(path: str, before: str, after: str) -> None:
    assert tokens(path, before) != tokens(path, after)


def tokens(path: str, text: str) -> tuple[str, ...]:
    language = language_of(path)
    assert language is not None
    return Behaviour(read(text, language), text, language).tokens([(0, len(text))])
