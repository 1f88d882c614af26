"""Objects that tests make: a call that may be on an object of a class runs its method only where one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.target import Target
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.holders import Edge
    from reviewlint.facts.reach.imports.modules import Place
    from reviewlint.facts.reach.types.hierarchy import Class, Family, Hierarchy

    Leads = Callable[[Target], Iterator[Edge]]

_MOST = 60  # classes that make each other
_MADE_BY, _PLAIN = "metaclass", "ABCMeta"
_LANGUAGES = ("python",)


class Alive:
    """Tells it over one repository; `leads` gives where the names of a class stand, `is_used` whether tests lead there.

    A method of a class that is made counts as run here: a call of it may be one that nobody sees.
    """

    def __init__(
        self, code: Code, hierarchy: Hierarchy, leads: Leads, is_used: Callable[[Target], bool]
    ) -> None:
        self._code, self._hierarchy, self._leads, self._is_used = code, hierarchy, leads, is_used
        self._known: dict[Place, tuple[bool, frozenset[Place]]] = {}

    def of(self, target: Target) -> bool:
        """Whether something that tests run may make an object that runs the method `target`; True for any other."""
        if target.kind != "method" or target.language not in _LANGUAGES or is_test_path(target.path):
            return True
        return self._is_made(target.path, target.owner)

    def _is_made(self, path: str, owner: str) -> bool:
        queue = [(path, owner)]
        for place in queue:
            made, makers = self._makers(*place)
            if made or len(queue) > _MOST:
                return True
            queue += sorted(makers.difference(queue))
        return False

    def _makers(self, path: str, owner: str) -> tuple[bool, frozenset[Place]]:
        """Whether what names a class runs, or nobody names it; else the other classes whose methods do."""
        if (path, owner) not in self._known:
            target = Target(path, owner, "class", "python")
            family = self._hierarchy.family(path, owner)
            edges = () if self._is_handed_on(target, family) else tuple(self._leads(target))
            others = [edge.target for edge in edges if edge.target is not None]
            below = {(one.path, one.qualified) for one in (family.start, *family.down)}
            methods = {(one.path, one.owner) for one in others if one.kind == "method"} - below
            runs = not edges or any(edge.tests for edge in edges)
            rest = (one for one in others if one.kind != "method" and (one.path, one.qualified) not in below)
            used = runs or any(self._is_marked(one) or self._is_used(one) for one in rest)
            self._known[path, owner] = (used, frozenset(methods))
        return self._known[path, owner]

    def _is_handed_on(self, target: Target, family: Family) -> bool:
        """Whether others may make its objects: a library that it extends, what marks or keeps it; tests do."""
        plain = words().plain_bases.get(target.language, frozenset())
        below = (Target(one.path, one.qualified, "class", "python") for one in (family.start, *family.down))
        return (
            bool(family.outside - plain)
            or "." in target.qualified
            or any(is_test_path(one.path) for one in family.down)
            or any(map(self._is_marked, below))
            or any(map(self._is_taken_down, (family.start, *family.up)))
        )

    def _is_taken_down(self, one: Class) -> bool:
        """Whether a class is known to what makes classes, or extends one of its own name, which is not of here."""
        if self._hierarchy.defines(one, "__init_subclass__"):
            return True
        file = self._code.file(one.path)
        own = file.classes.get(one.name, ()) if file is not None else ()
        heads = [set(d.bases) for d in own if d.name == one.qualified]
        return any(one.name in head or (_MADE_BY in head and _PLAIN not in head) for head in heads)

    def _is_marked(self, target: Target) -> bool:
        """Whether a definition has a decorator: what that gives it to may call it."""
        file = self._code.file(target.path)
        own = file.outline.definitions if file is not None else ()
        return any(d.decorators for d in own if d.name == target.qualified)
