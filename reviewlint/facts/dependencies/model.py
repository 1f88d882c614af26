"""What a change does to the packages the repository depends on."""

from __future__ import annotations

from typing import Literal

from reviewlint.facts.model import Unseen
from reviewlint.record import Record

Scope = Literal["runtime", "dev"]


class Declared(Record):
    """A line of a manifest: a package, when it is needed, and the version asked for ("" for any).

    `listed`: the name by which other manifests ask for what a central list of versions has, "" for all else.
    """

    name: str
    scope: Scope
    version: str = ""
    listed: str = ""


class Manifest(Record):
    """What one manifest says: the packages it asks for, and the names of those it is itself.

    `asked`: what it asks for by the name that a central list gives it. `indirect`: what it has for others' sake.
    """

    declared: tuple[Declared, ...]
    own: tuple[str, ...] = ()
    asked: tuple[Declared, ...] = ()
    indirect: tuple[Declared, ...] = ()


class Dependency(Record):
    """A third-party package by its registry's name. `line` is in the head file (of a removed one: the base)."""

    name: str
    scope: Scope
    path: str
    line: int
    ecosystem: str
    version: str = ""


class Dependencies(Record):
    """The manifests of both sides compared.

    `added`: what no manifest of the repository asked for before; `removed` the reverse; `changed`: another
    version or scope in the same manifest.
    """

    added: tuple[Dependency, ...] = ()
    removed: tuple[Dependency, ...] = ()
    changed: tuple[Dependency, ...] = ()
    unseen: tuple[Unseen, ...] = ()
