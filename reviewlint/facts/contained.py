"""Code that a container of Java runs by itself: beans found by what they implement, methods called by their marks.

A test that starts the container runs them, and no name in it says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit
    from reviewlint.syntax.model import Definition

_FEW = 3  # classes that share a base: one of them is chosen by what it is for
_MOST_FILES = 60


def starting_tests(facts: Facts, units: Iterable[Unit]) -> tuple[str, ...]:
    """The tests that start the containers which run `units`, one for each module; none unless most of them are such."""
    units = tuple(units)
    held = [unit for unit in units if facts.index.language(unit.path) in ("java", "kotlin")]
    if 2 * len(held) < len(units):
        return ()
    found = [test for unit in held if (test := _starter(facts, unit)) and _is_run(facts, unit)]
    return tuple(dict.fromkeys(found)) if 2 * len(found) >= len(units) else ()


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
    return any(_is_chosen(facts, base, around) for base in around.bases)


def _is_chosen(facts: Facts, base: str, one: Definition) -> bool:
    """Whether the container finds a class by `base`: somebody else's, or one that several classes have."""
    from reviewlint.facts.reach.testcode import is_test_path
    from reviewlint.facts.reach.words import words

    if base in words().plain_bases.get("java", ()) or base == one.name:
        return False
    paths = [p for p in sorted(facts.index.mentioning((base,))) if not is_test_path(p)][:_MOST_FILES]
    texts = [facts.index.text(path) or "" for path in paths]
    if not any(re.search(rf"\b(?:class|interface|object)\s+{base}\b", text) for text in texts):
        return True
    heirs = re.compile(rf"\b(?:extends|implements)\b[^{{]*\b{base}\b|\)\s*:\s*[^{{]*\b{base}\b")
    return sum(bool(heirs.search(text)) for text in texts) >= _FEW
