"""Tables of `config/` as records: each field by its name, made as its annotation says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from reviewlint.record import NOTHING, Record
from reviewlint.regex import regex

Kind = TypeVar("Kind", bound=Record)
Makers = Mapping[str, Callable[[Any], Any]]


def as_record(kind: type[Kind], table: Mapping[str, Any], more: Makers = NOTHING) -> Kind:
    """A record of `kind` out of a table that has an entry for each of its fields.

    `more`: how a field is made, by annotation, beside what `_MADE` knows; one that neither knows is as TOML gives it.
    """
    makers = {**_MADE, **more}
    types = kind.__annotations__
    values = {name: makers.get(types[name], _same)(table[name]) for name in kind._fields}
    return cast("Callable[..., Kind]", kind)(**values)


def with_sets(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with its lists as sets."""
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in table.items()}


def _same(value: Any) -> Any:
    return value


def _regexes(patterns: list[str]) -> tuple[Any, ...]:
    return tuple(map(regex, patterns))


def _each(make: Callable[[Any], Any]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    return lambda table: {name: make(value) for name, value in table.items()}


_MADE: Makers = {
    "frozenset[str]": frozenset,
    "tuple[str, ...]": tuple,
    "re.Pattern[str]": regex,
    "tuple[re.Pattern[str], ...]": _regexes,
    "dict[str, frozenset[str]]": _each(frozenset),
    "dict[str, re.Pattern[str]]": _each(regex),
    "dict[str, tuple[re.Pattern[str], ...]]": _each(_regexes),
    "dict[str, dict[str, re.Pattern[str]]]": _each(_each(regex)),
}
