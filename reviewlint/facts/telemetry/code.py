"""The signals in the outline of one file: calls, constructions, decorators and annotations by idiom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reviewlint.facts.model import Signal
from reviewlint.facts.telemetry.idioms import Idiom
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.syntax.model import Outline, Reference

_SELF = regex(r"^[@$&*!\s]*(?:(?:this|self|cls|static)(?:\.|::|->|\?\.))?[@$]*")
_IDENTIFIER = regex(r"[A-Za-z_]\w*")
_ARGUMENTS = regex(r"\(.*", re.DOTALL)
_NAMED = regex(r"[A-Za-z_/{][\w.:/{}\- ]{0,99}")
_USES = frozenset(("call", "new", "decorator"))
_REACH = 4  # lines below a call in which the literal that names the signal may stand


def read_signals(path: str, outline: Outline, known: Iterable[Idiom]) -> list[Signal]:
    """The signals that the file at `path` emits or defines, in source order, one a line and kind."""
    file = _File(outline)
    found: dict[tuple[str, int], Signal] = {}
    for idiom in known:
        for literal in outline.literals if idiom.literals else ():
            if re.search(idiom.literals, literal.value):
                signal = Signal(idiom.kind, literal.value, path, literal.line, idiom.name)
                found.setdefault((idiom.kind, literal.line), signal)
        roots = file.roots(idiom) if idiom.calls else None
        if roots is None:
            continue
        for use in outline.references:
            if use.kind in _USES and _matches(idiom, use, roots, file.originals):
                signal = Signal(
                    idiom.kind, file.name(idiom, use), path, use.line, idiom.name, file.scope(use)
                )
                found.setdefault((idiom.kind, use.line), signal)
    return sorted(found.values(), key=lambda signal: signal.line)


def _matches(idiom: Idiom, use: Reference, roots: frozenset[str], originals: dict[str, str]) -> bool:
    name = use.name if use.receiver else originals.get(use.name, use.name)
    if name not in idiom.calls:
        return False
    receiver = use.receiver.lstrip("@&!*")
    rooted = _root(receiver or use.name) in roots or idiom.comes_from(receiver)
    if idiom.receivers:
        return re.search(idiom.receivers, receiver) is not None or (rooted and idiom.rooted)
    return rooted or not idiom.rooted


def _root(chain: str) -> str:
    """The first name of a chain of names and calls, without `this` and the like."""
    found = _IDENTIFIER.match(_SELF.sub("", chain))
    return found[0] if found else ""


class _File:
    """What the idioms ask of one outline."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self.originals = {i.alias: i.name for i in outline.imports if i.name and i.name != i.alias}

    def roots(self, idiom: Idiom) -> frozenset[str] | None:
        """The names that come from the idiom's modules; None when the file does not use them at all."""
        if not idiom.imported:
            return frozenset()
        names = {
            i.alias for i in self._outline.imports
            if idiom.comes_from(i.module) or idiom.comes_from(f"{i.module}.{i.name}")
        }  # fmt: skip
        if not names and not any(
            idiom.comes_from(r.receiver.lstrip("@&!*")) for r in self._outline.references
        ):
            return None
        for _ in range(2):  # a client made from the import, and a counter made from the client
            names |= {_root(a.target) for a in self._outline.assignments if self._made(a.value, names, idiom)}
        return frozenset(names - {"", "*", "."})

    def _made(self, value: str, names: set[str], idiom: Idiom) -> bool:
        return _root(value) in names or idiom.comes_from(value)

    def name(self, idiom: Idiom, use: Reference) -> str:
        """What the signal is called: the string it is given, or the variable it stands in."""
        receiver = _ARGUMENTS.sub("", _SELF.sub("", use.receiver))
        for literal in self._outline.literals if not idiom.unnamed else ():
            near = use.line <= literal.line <= use.line + _REACH and literal.scope == use.scope
            if near and _NAMED.fullmatch(literal.value) and literal.value not in use.receiver:
                return self._joined(literal.line) if idiom.parted else literal.value
        return receiver if idiom.unnamed and receiver else ".".join(filter(None, (receiver, use.name)))

    def _joined(self, line: int) -> str:
        return ".".join(one.value for one in self._outline.literals if one.line == line)

    def scope(self, use: Reference) -> str:
        """The definition a use stands in, or the one that it decorates."""
        inside = use.scope
        for number, definition in enumerate(self._outline.definitions):
            spans = definition.line <= use.line <= definition.end_line
            if spans and definition.decorators and definition.scope == use.scope:
                inside = number
        return self._outline.definitions[inside].name if inside >= 0 else ""
