"""Methods that a system calls of an object which it makes itself, as Android does an activity's `onCreate`.

Nobody makes such an object: a test gives the class to what launches it, as in `launch(CartActivity::class.java)`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.dispatch.handed import given_to
from reviewlint.facts.reach.words import words
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family, Hierarchy
    from reviewlint.facts.reach.words import Lifecycle
    from reviewlint.syntax.model import Reference

Place = tuple[str, int, int]  # path, scope, line
_MOST_HEIRS, _MOST_FILES = 40, 60
_OF_CLASS = r"(?:::|\.)class\b"
_OF_TYPE = r"([\w.]+)\s*<\s*(?:\w+\.)*{0}\b[^<>()]*>\s*[({{]"


def launched(target: Target, family: Family, code: Code, hierarchy: Hierarchy) -> Iterator[Place]:
    """Where tests have an object of the family of `target` begin, for which the system calls that method."""
    if (one := _beginning(target, family, code)) is None:
        return
    for heir in hierarchy.inheriting(family, target.name)[:_MOST_HEIRS]:
        for path in code.tests_mentioning(heir.name)[:_MOST_FILES]:
            file = code.file(path)
            for reference in file.references.get(heir.name, ()) if file is not None else ():
                if file is not None and _launches(one, file, reference):
                    yield path, reference.scope, reference.line


def _beginning(target: Target, family: Family, code: Code) -> Lifecycle | None:
    """How objects of a family begin, if the system calls the method `target` then."""
    ways = (
        one for one in words().lifecycles if target.name in one.methods and target.language in one.languages
    )
    file = code.file(target.path)
    same = file.classes.get(target.owner_name, ()) if file is not None else ()
    marks = [mark for definition in same for mark in definition.decorators]
    return next(
        (w for w in ways if any((*map(w.bases.search, family.outside), *map(w.marks.search, marks)))), None
    )


def _launches(one: Lifecycle, file: CodeFile, reference: Reference) -> bool:
    """Whether a class is given to what launches it: as an argument, as its type, or within an intent that is one."""
    name, line = re.escape(reference.name), file.line(reference.line)
    if typed := re.search(_OF_TYPE.format(name), line):
        return one.starts.search(typed[1]) is not None
    callee = given_to(file, reference, "" if file.language in SCRIPTS else _OF_CLASS)
    return one.starts.search(callee) is not None or (
        one.asks.search(callee) is not None and one.answers.search(file.text) is not None
    )
