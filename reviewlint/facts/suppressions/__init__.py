"""The suppressions of linters, type checkers and scanners that a change adds.

Both sides of the changed files are compared by tool, rule and the code the suppression is for: one that
moved, was re-indented, or stands at a line that was only edited is not added. One that is widened by a rule
is added with that rule.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reviewlint.facts.model import Unseen
from reviewlint.facts.suppressions.model import Suppression, Suppressions

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File
    from reviewlint.facts.suppressions.extract import Found

__all__ = ["establish"]

_SILENT = frozenset(("generated", "vendored", "asset"))
_ALIKE = 0.5  # of two lines of code: the same one, edited
Placed = tuple[str, "Found"]


def establish(facts: Facts) -> Suppressions:
    """The suppressions added, in path and line order."""
    unseen: list[Unseen] = []
    files = [file for file in facts.files if _asked(facts, file)]
    head = [(file.path, found) for file in files for found in _side(facts, file, "head", unseen)]
    fresh = [one for one in head if one[1].line in facts.change.added_lines(facts.sources.file(one[0]))]
    if not fresh:
        return Suppressions((), tuple(unseen))
    base = [(file.path, found) for file in files for found in _side(facts, file, "base", [])]
    kept = Counter(map(_same, (one for one in head if one not in fresh)))
    before = _beyond(base, kept, _same)
    fresh, before = (
        _beyond(fresh, Counter(map(_same, before)), _same),
        _beyond(before, Counter(map(_same, fresh)), _same),
    )
    return Suppressions(tuple(_rows(_without_edited(fresh, before))), tuple(unseen))


def _asked(facts: Facts, file: File) -> bool:
    from reviewlint.facts.roles import is_generated

    if file.role in _SILENT or (file.role == "docs" and not file.language):
        return False
    text = facts.sources.text(file.path, "head")
    return text is not None and not (file.role != "source" and is_generated(text))


def _side(facts: Facts, file: File, side: Side, unseen: list[Unseen]) -> list[Found]:
    from reviewlint.facts.suppressions.extract import in_attributes, in_comments
    from reviewlint.facts.suppressions.markers import attributes_in, markers_in
    from reviewlint.syntax.comments import in_tree, lexed
    from reviewlint.syntax.language import named
    from reviewlint.syntax.tree import find

    text = facts.sources.text(file.path, side)
    if text is None:
        return []
    markers, attributes = markers_in(file.path, text), attributes_in(file.language, text)
    if not markers and not attributes:
        return []
    if not file.language or named(file.language).prepare == "script":
        return list(in_comments(lexed(file.path, text), text, markers))
    root = facts.sources.tree(file.path, side)
    if root is None:
        unseen.append(
            Unseen(file.path, facts.sources.problem(file.path, side) or "does not parse", file.role)
        )
        return []
    comments = in_tree(root, text, named(file.language).kinds.comments)
    found = list(in_comments(comments, text, markers))
    kinds = sorted({kind for attribute in attributes for kind in attribute.kinds})
    nodes = find(root, {"any": [{"kind": kind} for kind in kinds]}) if kinds else []
    return sorted(
        [*found, *in_attributes(nodes, comments, text, attributes, markers)], key=lambda one: one.line
    )


def _same(one: Placed) -> Hashable:
    _, found = one
    return found.tool, found.rule, found.context


def _beyond(
    these: Iterable[Placed], those: Counter[Hashable], key: Callable[[Placed], Hashable]
) -> list[Placed]:
    """`these` without as many of each key as `those` has."""
    left = Counter(those)
    found = []
    for one in these:
        if left[key(one)]:
            left[key(one)] -= 1
        else:
            found.append(one)
    return found


def _without_edited(fresh: list[Placed], before: list[Placed]) -> list[Placed]:
    """`fresh` without those whose line of code stood in the same file with the same rule, worded otherwise."""
    from difflib import SequenceMatcher

    rest, found = list(before), []
    for path, one in fresh:
        old = next(
            (
                other for other in rest
                if (other[0], other[1].tool, other[1].rule) == (path, one.tool, one.rule)
                and SequenceMatcher(None, other[1].context[:200], one.context[:200]).ratio() >= _ALIKE
            ),
            None,
        )  # fmt: skip
        if old is None:
            found.append((path, one))
        else:
            rest.remove(old)
    return found


def _rows(found: Iterable[Placed]) -> Iterable[Suppression]:
    """One row for each tool and line, with all rules that are new there."""
    rows: dict[tuple[str, int, str], Suppression] = {}
    for path, one in sorted(found, key=lambda placed: (placed[0], placed[1].line)):
        old = rows.get((path, one.line, one.tool))
        rule = (
            f"{old.rule}, {one.rule}"
            if old and old.rule and one.rule
            else one.rule or (old.rule if old else "")
        )
        rows[path, one.line, one.tool] = Suppression(one.tool, rule, one.reason, path, one.line)
    return rows.values()
