"""The suppressions of linters, type checkers and scanners that a change adds, in code and in their configuration.

Both sides of the changed files are compared by tool, rule and the code the suppression is for: one that
moved, was re-indented, or stands at a line that was only edited is not added. One that is widened by a rule
is added with that rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.model import Unseen
from reviewlint.facts.suppressions.model import Suppression, Suppressions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.change.model import Side
    from reviewlint.facts.added import Mark
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File
    from reviewlint.facts.suppressions.extract import Found
    from reviewlint.facts.suppressions.settings import Setting

__all__ = ["establish"]

_SILENT = frozenset(("generated", "vendored", "asset"))


def establish(facts: Facts) -> Suppressions:
    """The suppressions added, in path and line order."""
    from reviewlint.facts.added import added

    unseen: list[Unseen] = []
    files = [file for file in facts.files if _asked(facts, file)]
    likely = [file for file in files if _may(facts, file)]
    head = [mark for file in likely for mark in _side(facts, file, "head", unseen)]
    tools = frozenset(mark.value.tool for mark in head if facts.is_added(mark.path, mark.line))
    rest = (mark for file in files if file not in likely for mark in _side(facts, file, "head", [], tools))
    before = (file for file in facts.files if file in files or file.status == "removed")
    base = (mark for file in before for mark in _side(facts, file, "base", [], tools))
    new = added(head, lambda: base, facts.is_added, lambda: rest)
    return Suppressions(tuple(_rows(new)), tuple(unseen))


def _asked(facts: Facts, file: File) -> bool:
    from reviewlint.facts.roles.bypath import is_generated

    if file.role in _SILENT or (file.role == "docs" and not file.language):
        return False
    text = facts.sources.text(file.path, "head")
    return text is not None and not (file.role != "source" and is_generated(text))


def _may(facts: Facts, file: File) -> bool:
    """Whether a line that the diff adds holds a word of a suppression: nearly never, and nothing is parsed then."""
    from reviewlint.facts.suppressions.markers import attributes_in, marked

    text = facts.sources.added_text(file.path)
    return bool(text and (_settings(file) or marked(file.path, text) or attributes_in(file.language, text)))


def _settings(file: File) -> list[Setting]:
    """How the file says what it switches off, if it is the configuration of a tool that was there before."""
    from reviewlint.facts.suppressions.settings import settings_of

    return settings_of(file.path) if file.status != "added" else []


def _side(
    facts: Facts, file: File, side: Side, unseen: list[Unseen], tools: frozenset[str] | None = None
) -> list[Mark[Found]]:
    """The suppressions of one side; only those of `tools`, where these are all that there is to compare with."""
    from reviewlint.facts.added import Mark

    found = _found(facts, file, side, unseen, tools)
    return [Mark(file.path, one.line, (one.tool, one.rule), one.context, one) for one in found]


def _found(
    facts: Facts, file: File, side: Side, unseen: list[Unseen], tools: frozenset[str] | None
) -> list[Found]:
    text = facts.sources.text(file.path, side)
    if text is None:
        return []
    from reviewlint.facts.suppressions.settings import in_settings

    return [*in_settings(text, _settings(file)), *_in_code(facts, file, side, text, unseen, tools)]


def _in_code(
    facts: Facts, file: File, side: Side, text: str, unseen: list[Unseen], tools: frozenset[str] | None
) -> list[Found]:
    from reviewlint.facts.suppressions.extract import in_attributes, in_comments
    from reviewlint.facts.suppressions.markers import attributes_in, markers_in
    from reviewlint.syntax.tree import find

    markers, attributes = markers_in(file.path, text, tools), attributes_in(file.language, text, tools)
    if not markers and not attributes:
        return []
    comments = facts.sources.comments(file.path, side)
    if comments is None:
        unseen.append(
            Unseen(file.path, facts.sources.problem(file.path, side) or "does not parse", file.role)
        )
        return []
    root = facts.sources.tree(file.path, side)
    found = list(in_comments(comments, text, markers))
    if root is None or not attributes:
        return found
    kinds = sorted({kind for attribute in attributes for kind in attribute.kinds})
    nodes = find(root, {"any": [{"kind": kind} for kind in kinds]})
    return sorted(
        [*found, *in_attributes(nodes, comments, text, attributes, markers)], key=lambda one: one.line
    )


def _rows(found: Iterable[Mark[Found]]) -> Iterable[Suppression]:
    """One row for each tool and line, with all rules that are new there."""
    rows: dict[tuple[str, int, str], Suppression] = {}
    for mark in found:
        path, one = mark.path, mark.value
        old = rows.get((path, one.line, one.tool))
        rule = ", ".join(filter(None, (old.rule if old else "", one.rule)))
        rows[path, one.line, one.tool] = Suppression(one.tool, rule, one.reason, path, one.line)
    return rows.values()
