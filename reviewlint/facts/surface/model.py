"""Contracts as data."""

from __future__ import annotations

from typing import Literal

from reviewlint.facts.model import Unseen
from reviewlint.record import Record

ContractKind = Literal[
    "endpoint", "metric", "event", "environment-variable", "flag", "command", "option", "setting",
    "feature-flag", "permission", "error-code", "parameter", "field", "page", "schema", "public-api", "documentation",
]  # fmt: skip


class Contract(Record):
    """Something that others rely on. Of what was removed, `path` and `line` are those of the base side.

    `value`: what it is where nobody says otherwise, as it is written; "" where that is not known.
    """

    kind: ContractKind
    name: str
    path: str
    line: int
    change: Literal["added", "changed", "removed"] = "added"
    value: str = ""


class Surface(Record):
    """The contracts of both sides compared, and the files that could not be read."""

    changed: tuple[Contract, ...] = ()
    unseen: tuple[Unseen, ...] = ()
