"""The search: breadth first from a unit, against the direction of calls, until tests are met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from reviewlint.facts.model import TestUse
from reviewlint.facts.reach.resolve import Target, uses
from reviewlint.facts.reach.testcode import honest, is_test_path, test_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.model import Unit
    from reviewlint.index.repository import RepositoryIndex

MAX_STEPS = 6
MAX_NODES = 200
MAX_FILES = 150  # a name that more files mention is too common to follow
MAX_TESTS = 10
RARE = 3


class _Node(NamedTuple):
    target: Target
    steps: int
    chain: tuple[str, ...]


class Reach:
    """Searches over one repository; what one unit's search reads, the next one's reuses."""

    def __init__(self, index: RepositoryIndex, touched: frozenset[str]) -> None:
        self._index = index
        self._touched = touched

    def tests_of(self, unit: Unit) -> tuple[TestUse, ...]:
        """The honest tests that exercise `unit`, best first: in the diff, then by steps, then by place."""
        start = Target.of(unit.path, unit.name, self._index.language(unit.path))
        if not start.name:
            return ()
        queue, seen = [_Node(start, 1, (unit.name,))], {(unit.path, unit.name)}
        found: dict[tuple[str, int], TestUse] = {}
        for node in queue:
            for path, scope, line in self._users(node.target):
                test = self._test(path, scope, line, node)
                if test is not None:
                    found.setdefault((test.path, test.line), test)
                    continue
                following = self._following(path, scope, node)
                key = following and (following.target.path, following.target.qualified)
                if following and key not in seen and len(queue) < MAX_NODES:
                    seen.add((following.target.path, following.target.qualified))
                    queue.append(following)
            if len(found) >= MAX_TESTS:
                break
        ranked = sorted(found.values(), key=lambda t: (t.how != "in-diff", t.steps, t.path, t.line))
        return tuple(ranked[:MAX_TESTS])

    def _users(self, target: Target) -> Iterator[tuple[str, int, int]]:
        """(path, scope, line) of every reference that resolves to `target`."""
        paths = self._index.mentioning([target.name])
        if len(paths) > MAX_FILES and target.owner:
            paths &= self._index.mentioning([target.owner]) | {target.path}
        if len(paths) > MAX_FILES:
            paths = frozenset(p for p in paths if is_test_path(p) or p == target.path)
        for path in sorted(paths)[:MAX_FILES]:
            outline = self._index.outline(path)
            if outline is None:
                continue
            for reference in outline.references:
                if reference.name == target.name and uses(
                    reference, target, path, outline, len(paths) <= RARE
                ):
                    yield path, reference.scope, reference.line

    def _test(self, path: str, scope: int, line: int, node: _Node) -> TestUse | None:
        outline, text = self._index.outline(path), self._index.text(path)
        if outline is None or text is None:
            return None
        number = test_around(outline, scope, is_test_path(path))
        if number < 0 or not honest(outline, number, text):
            return None
        how: Literal["in-diff", "existing"] = "in-diff" if path in self._touched else "existing"
        return TestUse(path, line, how, node.steps, (f"{path}:{line}", *node.chain))

    def _following(self, path: str, scope: int, node: _Node) -> _Node | None:
        outline = self._index.outline(path)
        if outline is None or scope < 0 or node.steps >= MAX_STEPS:
            return None
        if test_around(outline, scope, is_test_path(path)) >= 0:
            return None
        name = outline.definitions[scope].name
        target = Target.of(path, name, outline.language)
        steps = node.steps if is_test_path(path) else node.steps + 1
        return _Node(target, steps, (name, *node.chain))
