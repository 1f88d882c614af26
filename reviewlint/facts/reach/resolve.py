"""Does a reference in one file mean a definition of another? Decided by imports, scopes and receivers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reviewlint.syntax.model import Outline, Reference

_PACKAGED = frozenset(("go", "java", "kotlin", "scala", "csharp", "php", "ruby"))
_SELF = frozenset(("self", "this", "cls", "super()", "super", "@", "Self", "static", "$this"))
_INDEX = re.compile(r"(/__init__|/index|/mod|/lib|^__init__|^index)$")


class Target(NamedTuple):
    """A definition that is searched for: `name` is its last part, `owner` the class it stands in."""

    path: str
    qualified: str
    name: str
    owner: str
    language: str

    @classmethod
    def of(cls, path: str, qualified: str, language: str) -> Target:
        """The target for a qualified name; constructors are searched for under their class."""
        owner, _, name = qualified.rpartition(".")
        owner = owner.rsplit(".", 1)[-1]
        if name in ("__init__", "constructor", "initialize", "__construct", "__new__", "new") and owner:
            name = owner
        return cls(path, qualified, name, owner, language)


def uses(reference: Reference, target: Target, path: str, outline: Outline, rare: bool) -> bool:
    """True where `reference`, standing in the file `path`, means `target`.

    `rare`: few definitions of the repository bear this name, so an unknown receiver may be believed
    if the file also touches the owner or the module.
    """
    if reference.kind == "type":
        return False
    plain = not reference.receiver
    if path == target.path:
        return plain or reference.receiver in _SELF or _owned(reference, target, outline, rare)
    imported = [i for i in outline.imports if leads_to(i.module, target, path)]
    if plain and not target.owner:
        return any(i.name in (target.name, "*", "default") or not i.name for i in imported) or _neighbour(
            path, target
        )
    if not plain and any(reference.receiver in (i.alias, i.name, i.module) for i in imported):
        return True
    return (bool(imported) or _neighbour(path, target)) and _owned(reference, target, outline, rare)


def leads_to(module: str, target: Target, path: str) -> bool:
    """True where an import of `module` in the file `path` may lead to the target's file or its package."""
    wanted = [p for p in re.split(r"[/.:\\]+", module) if p not in ("", "@", "~", "crate", "super", "self")]
    if not wanted:
        return _folder(path) == _folder(target.path)
    if target.path.endswith(".go"):
        package = _folder(target.path).split("/")
        return wanted[-len(package) :] == package
    stem = _INDEX.sub("", target.path.rsplit(".", 1)[0])
    have = stem.split("/")
    return any(have[-len(wanted) - cut : len(have) - cut or None] == wanted for cut in (0, 1)) or (
        len(wanted) > 1 and wanted[-1] in (target.owner, target.name) and have[-1] == wanted[-2]
    )


def _owned(reference: Reference, target: Target, outline: Outline, rare: bool) -> bool:
    """The receiver is the owner, something made from it, or unknown with a distinctive name."""
    if not target.owner:
        return rare
    receiver = reference.receiver
    if receiver.rsplit(".", 1)[-1].startswith(target.owner):
        return True
    if any(a.target == receiver and target.owner in a.value for a in outline.assignments):
        return True
    return rare and any(r.name == target.owner for r in outline.references)


def _neighbour(path: str, target: Target) -> bool:
    """Files of one package see each other without an import (Ruby: by constant, wherever they stand)."""
    if target.language == "ruby":
        return True
    same = _folder(path).replace("src/test/", "src/main/") == _folder(target.path)
    return target.language in _PACKAGED and same


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
