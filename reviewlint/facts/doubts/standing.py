"""Whether a test by its text may come to a unit: it names it, or what calls it in its file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.units.side import parts
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit
    from reviewlint.facts.units.behaviour import Behaviour
    from reviewlint.facts.units.side import Part

_WORD = regex(r"\w+")
_OVERRIDES = regex(r"\boverride\b|@Override\b")
_MAKERS = frozenset(("__construct", "constructor", "__init__", "init", "initialize", "new"))
_UNNAMED = frozenset(("init", "main", "Main"))  # functions that run without being called
_MOST = 200  # definitions of a file that are followed


def stands_behind(facts: Facts, unit: Unit, test: str) -> bool:
    """Whether the text `test` names `unit`, or something of the file of `unit` that leads to it.

    What stands outside of functions may lead to it for anybody, as does a base that it overrides a method of. What
    leads to it by such a method runs for whoever makes an object.
    """
    found = _parts(facts, unit.path)
    said = frozenset(_WORD.findall(test))
    wanted = [unit.name.rpartition(".")[2]]
    for name in wanted:
        if name in said or len(wanted) > _MOST:
            return True
        word = re.compile(rf"\b{re.escape(name)}\b")
        callers = [part for part in found if _short(part) != name and word.search(part.own_text)]
        if any(not part.name or _short(part) in _UNNAMED for part in callers):
            return True
        heirs = {_owner(part) for part in callers if _OVERRIDES.search(_head(part))} - {""}
        wanted += sorted(({_called(part) for part in callers} | heirs) - {*wanted})
    own = (part for part in found if part.name == unit.name)
    return any(_OVERRIDES.search(_head(part)) for part in own)


def _parts(facts: Facts, path: str) -> list[Part]:
    text = facts.sources.text(path, "head")
    return parts(text, facts.sources.definitions(path, "head"), _unneeded) if text is not None else []


def _unneeded() -> Behaviour:
    raise LookupError("only the text of a unit is asked for")


def _head(part: Part) -> str:
    return part.text[part.spans[0][0] : part.body] if part.spans else ""


def _short(part: Part) -> str:
    return part.name.rpartition(".")[2]


def _owner(part: Part) -> str:
    return part.name.rpartition(".")[0].rpartition(".")[2]


def _called(part: Part) -> str:
    """The name by which others run a unit: a constructor by that of its class."""
    return _owner(part) or _short(part) if _short(part) in _MAKERS else _short(part)
