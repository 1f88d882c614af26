"""Code that a container of Java runs by itself: beans found by what they implement, methods called by their marks.

A test that starts the container runs them, and no name in it says so.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit
    from reviewlint.syntax.model import Definition

_ABOVE = regex(r"\b(?:extends|implements)\s+([^{]*)\{")
_TYPE = regex(r"\b[A-Z]\w+")
_DEPTH = 2  # types above a base
_FEW = 3  # classes that share a base: one of them is chosen by what it is for
_MOST_FILES = 60


def starting_tests(facts: Facts, units: Iterable[Unit]) -> tuple[str, ...]:
    """The tests that start the containers which run `units`, one for each module; none unless most of them are such.

    Of what is new and decides, starting it tells nothing.
    """
    units = tuple(units)
    if not all(facts.index.language(unit.path) in ("java", "kotlin") for unit in units) or _is_new(units):
        return ()
    run = [unit for unit in units if _is_run(facts, unit)]
    called = [unit for unit in units if unit not in run and _is_called(facts, unit, run)]
    found = [test for unit in (*run, *called) if (test := _starter(facts, unit))]
    return tuple(dict.fromkeys(found)) if 2 * len(found) >= len(units) else ()


def _is_new(units: tuple[Unit, ...]) -> bool:
    """Whether most of it is new and decides: no older test can have been written for that, whatever it starts."""
    new = [unit for unit in units if unit.change == "added"]
    return 2 * sum(unit.size for unit in new) > sum(unit.size for unit in units) and any(
        u.decisions for u in new
    )


def _is_called(facts: Facts, unit: Unit, run: Iterable[Unit]) -> bool:
    """Whether code that the container runs asks an object for the method: `task.pause()`, `Task::pause`."""
    asks = re.compile(rf"(?:\.|::)\s*{re.escape(unit.name.rpartition('.')[2])}\b")
    for other in run if unit.kind == "method" else ():
        lines = (facts.index.text(other.path) or "").split("\n")[other.line - 1 : other.end_line]
        if asks.search("\n".join(lines)):
            return True
    return False


def _starter(facts: Facts, unit: Unit) -> str:
    """A test of the unit's module that starts its container."""
    from reviewlint.facts.reach.testcode import is_test_path
    from reviewlint.facts.reach.words import words

    module = unit.path.partition("src/")[0]
    tests = filter(is_test_path, sorted(facts.index.mentioning(words().starts)))
    return next((path for path in tests if path.startswith(module)), "")


def _is_run(facts: Facts, unit: Unit) -> bool:
    from reviewlint.facts.reach.words import words

    contexts, text = words().contexts, facts.index.text(unit.path) or ""
    outline = facts.index.outline(unit.path)
    definitions = {d.name: d for d in outline.definitions} if outline is not None else {}
    own = definitions.get(unit.name)
    if own is None:
        return False
    if contexts["called"].search(" ".join((*own.decorators, text[own.start : own.body]))):
        return True
    around = own if unit.kind == "class" else definitions.get(unit.name.rpartition(".")[0])
    if around is None or not any(map(contexts["managed"].match, around.decorators)):
        return False
    method = "" if unit.kind == "class" else own.name.rpartition(".")[2]
    return any(_is_chosen(facts, base, around, method) for base in around.bases)


def _is_chosen(facts: Facts, base: str, one: Definition, method: str) -> bool:
    """Whether the container finds a class by `base`: one from elsewhere, or one with `method` that several have."""
    from reviewlint.facts.reach.words import words

    if base in words().plain_bases.get("java", ()) or base == one.name:
        return False
    texts = _texts(facts, base)
    own = _declaring(texts, base)
    if not own or not _has(facts, own, method, _DEPTH):
        return not own
    heirs = re.compile(rf"\b(?:extends|implements)\b[^{{]*\b{base}\b|\)\s*:\s*[^{{]*\b{base}\b")
    return sum(bool(heirs.search(text)) for text in texts) >= _FEW


def _texts(facts: Facts, name: str) -> list[str]:
    from reviewlint.facts.reach.testcode import is_test_path

    paths = (path for path in sorted(facts.index.mentioning((name,))) if not is_test_path(path))
    return [facts.index.text(path) or "" for path in islice(paths, _MOST_FILES)]


def _declaring(texts: list[str], name: str) -> list[str]:
    return [text for text in texts if re.search(rf"\b(?:class|interface|object)\s+{name}\b", text)]


def _has(facts: Facts, declarations: list[str], method: str, depth: int) -> bool:
    """Whether one of these files, or one of the types that they extend, names the method."""
    if any(re.search(rf"\b{method}\b", text) for text in declarations):
        return True
    heads = (head for text in declarations for head in _ABOVE.findall(text)) if depth else ()
    above = dict.fromkeys(name for head in heads for name in _TYPE.findall(head))
    return any(_has(facts, _declaring(_texts(facts, n), n), method, depth - 1) for n in islice(above, _FEW))
