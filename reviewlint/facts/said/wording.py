"""What people say in a description, by the patterns of `config/description.toml`."""

from __future__ import annotations

import re
from functools import cache

from reviewlint.data import bundled_toml
from reviewlint.regex import regex

_TICKET = regex(r"^\W*(?:[A-Z][A-Z0-9]+-\d+|#\d+)\W*")


def without_ticket(title: str) -> str:
    """`SHOP-12: Add a price` without what names the ticket."""
    return _TICKET.sub("", title)


def says(table: str, key: str, text: str) -> re.Match[str] | None:
    """The first place in `text` where a pattern of `[table] key` matches."""
    return next((found for pattern in patterns(table, key) if (found := pattern.search(text))), None)


@cache
def patterns(table: str, key: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of `[table] key`."""
    return tuple(regex(pattern, re.IGNORECASE | re.MULTILINE) for pattern in words(table, key))


def words(table: str, key: str) -> tuple[str, ...]:
    """The strings of `[table] key`."""
    return tuple(bundled_toml("description.toml")[table][key])
