"""Can one person review this in one sitting?

Why: beyond a few hundred lines a reviewer skims, and faults pass.
Looks at: lines of production code without moved, generated and test lines; which changed files use one another.
Satisfy: cut it where the parts do not need each other, moves first; or say in the description why it is one piece.
Cannot see: how hard the lines are, and parts that hang together only at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    counted,
    failed,
    needs_human,
    not_applicable,
    option,
    passed,
)

if TYPE_CHECKING:
    from reviewlint.api import Facts, Outcome, Part, Size


class Options:
    """How much is too much."""

    max_lines: int = option(400, "production lines that one person reads well in one sitting")
    min_part: int = option(80, "production lines from which on an unconnected part is a concern of its own")
    max_moved: int = option(100, "lines that may move in the same change as others are edited")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for too many lines; a person looks at unconnected parts and at moves among edits."""
    size = facts.size
    if not size.files:
        return not_applicable("no production code to read")
    told = (Evidence(f"{_lines(size)} in {counted(len(size.files), 'file')}, {size.moved} only moved"),)
    parts = [part for part in size.parts if part.lines >= options.min_part]
    if size.lines > options.max_lines:
        summary = f"{_lines(size)}, {options.max_lines} are read well"
        return failed(summary, _cuts(size, parts, min(options.min_part, options.max_lines // 5)), told)
    if len(parts) > 1:
        return needs_human(f"{len(parts)} parts that nothing connects", tuple(map(_part, parts)), told)
    if size.moved > options.max_moved and size.lines > options.min_part:
        return needs_human("moves and edits in one", (_moves(size),), told)
    return passed(_lines(size), told)


def _lines(size: Size) -> str:
    return counted(size.lines, "production line")


def _cuts(size: Size, parts: list[Part], least: int) -> tuple[Finding, ...]:
    """Where to cut: unconnected parts if there are some, else folders, else the largest files."""
    chosen = parts if len(parts) > 1 else [folder for folder in size.folders if folder.lines >= least]
    if len(chosen) > 1:
        return tuple(map(_part, chosen[:5]))
    largest = sorted(size.files, key=lambda file: -file.lines)[:3]
    fix = "review it in steps: a first change with what the rest builds on"
    return tuple(Finding(f"{f.lines} lines to read", f.path, 0, 0, fix, f.path) for f in largest)


def _part(part: Part) -> Finding:
    names = ", ".join(path.removeprefix(part.name) for path in part.paths[:4])
    more = f" and {len(part.paths) - 4} more" if len(part.paths) > 4 else ""
    message = f"{part.name}: {part.lines} lines in {names}{more}"
    return Finding(message, part.paths[0], 0, 0, "make it a change of its own", part.name)


def _moves(size: Size) -> Finding:
    most = max(size.files, key=lambda file: file.moved)
    message = f"{size.moved} lines only move or are indented anew while {size.lines} are edited"
    return Finding(message, most.path, 0, 0, "move and format in a first change, edit in a second", most.path)
