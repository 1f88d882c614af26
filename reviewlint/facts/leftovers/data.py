"""What a leftover looks like: the data of `config/leftovers.toml`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast

from reviewlint.data import bundled_toml
from reviewlint.facts.leftovers.model import Kind
from reviewlint.record import Record
from reviewlint.regex import regex


class Idiom(Record):
    """A call or statement that is a leftover; one of `output` only where the program is not meant to print."""

    kind: Kind
    output: bool
    word: re.Pattern[str]
    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    roles: tuple[str, ...]


class Page(Record):
    """A statement of a template that is a leftover, in files of those names."""

    suffixes: tuple[str, ...]
    pattern: re.Pattern[str]


class Speaks(Record):
    """How a program that speaks to the person at the prompt is told."""

    folders: frozenset[str]
    roots: frozenset[str]
    below: frozenset[str]
    names: re.Pattern[str]
    suffixes: tuple[str, ...]
    imports: re.Pattern[str]
    functions: re.Pattern[str]
    packages: frozenset[str]
    services: frozenset[str]


class House(Record):
    """Where printing may be the way to report: `words`, calls that do; `logger`, what a file with a logger holds."""

    languages: frozenset[str]
    words: tuple[str, ...]
    logger: re.Pattern[str]


class Words(Record):
    """What tells code from prose in a comment, line by line."""

    directive: re.Pattern[str]
    example: re.Pattern[str]
    sentence: re.Pattern[str]
    ending: re.Pattern[str]
    written: re.Pattern[str]
    weights: tuple[tuple[int, re.Pattern[str]], ...]


@cache
def words() -> Words:
    """The patterns for lines of comments."""
    table = _document()["words"]
    directive, example, sentence, ending, written = (
        regex(table[name]) for name in ("directive", "example", "sentence", "ending", "written")
    )
    weights = tuple((row["value"], regex(row["pattern"])) for row in _document()["weight"])
    return Words(directive, example, sentence, ending, written, weights)


@cache
def idioms(language: str) -> tuple[Idiom, ...]:
    """The idioms of a language."""
    return tuple(
        Idiom(
            cast("Kind", row["kind"]), row.get("output", False), regex(row["word"]), regex(row["pattern"]),
            tuple(row.get("kinds", ())), tuple(row.get("roles", ())),
        )
        for row in _document()["call"] if language in row["languages"]
    )  # fmt: skip


@cache
def pages() -> tuple[Page, ...]:
    """What the data says of templates."""
    return tuple(Page(tuple(row["suffixes"]), regex(row["pattern"])) for row in _document()["page"])


@cache
def speaks() -> Speaks:
    """What the data says of programs for the command line."""
    table = _document()["speaks"]
    folders, roots, below, packages, services = (
        frozenset(table[name]) for name in ("folders", "roots", "below", "packages", "services")
    )
    names, imports, functions = (
        regex(table[name], re.MULTILINE) for name in ("names", "imports", "functions")
    )
    return Speaks(
        folders, roots, below, names, tuple(table["suffixes"]), imports, functions, packages, services
    )


@cache
def house() -> House:
    """What the data says of services that report by printing."""
    table = _document()["house"]
    return House(frozenset(table["languages"]), tuple(table["words"]), regex(table["logger"]))


def wrappings(language: str) -> tuple[str, ...]:
    """What a piece of code of the language may be put into to parse; () where comments are not read as code."""
    return tuple(_document()["code"].get(language, ()))


@cache
def _document() -> dict[str, Any]:
    return bundled_toml("leftovers.toml")
