"""What the words of a template mean: `config/templates/words.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from reviewlint.data import bundled_toml
from reviewlint.regex import regex


@cache
def words(name: str) -> re.Pattern[str]:
    """A pattern that finds any of the words of the list `name`."""
    return _any(bundled_toml("templates/words.toml")[name])


@cache
def claims(about: str, place: str) -> re.Pattern[str] | None:
    """A pattern for what a text claims about something, in a `line`, a `title` or a `ticked` item; None without."""
    table = bundled_toml("templates/words.toml")["claims"][about]
    return _any(table[place]) if place in table else None


@cache
def fill(topic: str) -> re.Pattern[str]:
    """A pattern for the titles under which a draft says something about a topic."""
    return _any(bundled_toml("templates/words.toml")["fill"][topic])


def topics() -> tuple[str, ...]:
    """The topics that a draft says something about, in the order in which a title is held against them."""
    return tuple(bundled_toml("templates/words.toml")["fill"])


def starts_with(name: str, text: str) -> bool:
    """Whether the first word of `text` is of the list `name`."""
    found = words(name).search(text)
    return found is not None and not re.search(r"\w", text[: found.start()])


def is_one_of(name: str, text: str) -> bool:
    """Whether `text` is nothing but one of the words of the list, with or without marks around it."""
    bare = re.sub(r"^[\W_]+|[\W_]+$", "", text)
    return not bare or words(name).fullmatch(bare) is not None


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return regex("|".join(_bounded(pattern) for pattern in patterns), re.IGNORECASE)


def _bounded(pattern: str) -> str:
    start = "" if pattern.startswith("^") else r"(?<!\w)"
    end = "" if pattern.endswith(("$", "*", "}")) else r"(?!\w)"
    return f"{start}(?:{pattern}){end}" if not pattern.startswith("^") else f"^\\W*(?:{pattern[1:]}){end}"
