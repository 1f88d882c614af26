"""What the change leaves behind: notes to do something, debug output, dead code, focus and conflict markers.

Both sides of the changed files are compared by the leftover's own text: what moved is not added.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.leftovers.model import Leftover, Leftovers
from reviewlint.facts.model import Unseen
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reviewlint.change.model import Side
    from reviewlint.facts.added import Mark
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.leftovers.calls import Found
    from reviewlint.facts.model import File
    from reviewlint.syntax.comments import Comment

__all__ = ["establish"]

_SILENT = frozenset(("generated", "vendored", "asset", "docs"))
_SHEETS = (".css", ".scss", ".sass", ".less", ".styl")
_JUDGED = frozenset(("source", "test", "migration"))  # where output and dead code are looked for
_CONFLICT = regex(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
_NOTE = regex(r"TODO|FIXME|XXX|HACK|[Tt]odo|[Ff]ixme")
_DEBUGS = regex(
    r"\bconsole\.|\bdebugger\b|@(?:dd|dump|ray)|\b(?:dump|debug|pry|irb|byebug|log)\b|<%=\s*console"
)
_MARKS = (
    "//",
    "#",
    "--",
)  # of a comment up to the end of its line, in every language whose comments are judged
_GO_ON = ("=begin", "--[", "<!--", "<%--", "{{!--", "{#", "@*")  # beside /*
_AT_START = regex(r"^[ \t]*/", re.MULTILINE)  # where blocks are told by how far they are indented
_SHORT = 12  # characters: a shorter note says too little to be known again by its words
_NEAR = 4  # lines
_HABIT = 3  # calls that print with a text of their own: then that is how this file speaks


def establish(facts: Facts) -> Leftovers:
    """The leftovers added, in path and line order."""
    unseen: list[Unseen] = []
    files = [file for file in facts.files if file.status != "removed" and _is_written(file)]
    rows = [*_left(facts, files, unseen), *_dead(facts, files)]
    return Leftovers(tuple(sorted(rows, key=lambda row: (row.path, row.line))), tuple(unseen))


def _is_written(file: File) -> bool:
    """Whether people write the file and others read it: of what is served as it stands style sheets alone."""
    return file.role not in _SILENT or _is_sheet(file)


def _holds_code(file: File) -> bool:
    return file.role in _JUDGED or _is_sheet(file)


def _is_sheet(file: File) -> bool:
    return file.role == "asset" and file.path.endswith(_SHEETS) and ".min." not in file.path


def _may(facts: Facts, file: File) -> bool:
    """Whether a line that the diff adds holds a word of a leftover: nearly never, and then nothing need be parsed."""
    from reviewlint.facts.leftovers.calls import wanted

    text = facts.sources.added_text(file.path)
    return (
        "<<<<<<<" in text
        or ">>>>>>>" in text
        or _NOTE.search(text) is not None
        or bool(wanted(file.language, file.role, text) if file.language else _DEBUGS.search(text))
    )


def _left(facts: Facts, files: list[File], unseen: list[Unseen]) -> Iterator[Leftover]:
    from reviewlint.facts.added import added

    likely = [file for file in files if _may(facts, file)]
    head = [mark for file in likely for mark in _marks(facts, file, "head", unseen)]
    rest = (mark for file in files if file not in likely for mark in _marks(facts, file, "head", []))
    before = (file for file in facts.files if _is_written(file))
    base = (mark for file in before for mark in _marks(facts, file, "base", []))
    new = added(head, lambda: base, facts.is_added, lambda: rest)
    meant = _judge(facts)
    for mark in new:
        if not (mark.value.output and meant(mark.path, mark.value)):
            yield Leftover(mark.value.kind, mark.path, mark.line, mark.value.text)


def _marks(facts: Facts, file: File, side: Side, unseen: list[Unseen]) -> Iterator[Mark[Found]]:
    from reviewlint.facts.added import Mark

    text = facts.sources.text(file.path, side)
    if text is None:
        return
    found = [
        *_conflicts(text),
        *_notes(facts, file, side, text, unseen),
        *_calls(facts, file, side, text, unseen),
    ]
    lines = text.split("\n") if found else []
    for one in found:
        yield Mark(file.path, one.line, one.kind, _same(one, lines), one)


def _same(one: Found, lines: list[str]) -> str:
    """By what a leftover is known again: its text, and the code at a note that says too little."""
    same = _plain(one.text)
    if one.kind != "todo" or len(same) > _SHORT:
        return same
    near = [line for line in lines[one.line - 1 :][:_NEAR] if line.strip()][:2]
    return _plain("".join(near))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _conflicts(text: str) -> Iterator[Found]:
    from reviewlint.facts.leftovers.calls import Found

    if "<<<<<<<" in text or ">>>>>>>" in text:
        for found in _CONFLICT.finditer(text):
            yield Found("conflict", text.count("\n", 0, found.start()) + 1, found[0])


def _notes(facts: Facts, file: File, side: Side, text: str, unseen: list[Unseen]) -> Iterator[Found]:
    from reviewlint.facts.leftovers.remarks import notes

    if _NOTE.search(text):
        yield from notes(_comments(facts, file, side, unseen))


def _comments(facts: Facts, file: File, side: Side, unseen: list[Unseen]) -> list[Comment]:
    found = facts.sources.comments(file.path, side)
    if found is None:
        unseen.append(
            Unseen(file.path, facts.sources.problem(file.path, side) or "does not parse", file.role)
        )
    return found or []


def _calls(facts: Facts, file: File, side: Side, text: str, unseen: list[Unseen]) -> Iterator[Found]:
    from reviewlint.facts.leftovers.calls import in_calls, wanted
    from reviewlint.facts.leftovers.pages import in_page
    from reviewlint.syntax.language import named

    if not file.language:
        yield from in_page(file.path, text) if file.role in _JUDGED else ()
        return
    known = wanted(file.language, file.role, text)
    if file.role not in _JUDGED:
        known = [idiom for idiom in known if not idiom.output]
    root = facts.sources.tree(file.path, side) if known else None
    if root is None:
        if known:
            problem = facts.sources.problem(file.path, side) or "does not parse"
            unseen.append(Unseen(file.path, problem, file.role))
        return
    yield from in_calls(root, known, named(file.language).kinds.calls)


def _judge(facts: Facts) -> Callable[[str, Found], bool]:
    """A function that tells whether output is on purpose: a banner, a program or function that prints, a habit."""
    from functools import cache

    from reviewlint.facts.leftovers.house import reports_so
    from reviewlint.facts.leftovers.program import is_printer, prints

    files = {file.path: file for file in facts.files}
    habit = cache(lambda path: _habit(facts, files[path]))
    speaks = cache(lambda path: prints(facts, path, facts.sources.text(path, "head") or ""))

    house = cache(lambda path: reports_so(facts, path, files[path].language))

    def meant(path: str, one: Found) -> bool:
        tests = files[path].role == "test"
        if one.banner or (one.said and (tests or habit(path))) or (not tests and speaks(path)):
            return True
        if one.told and not tests and house(path):
            return True
        return any(
            d.start <= one.start < d.end and d.kind in ("function", "method") and is_printer(d.name)
            for d in facts.sources.definitions(path, "head")
        )

    return meant


def _habit(facts: Facts, file: File) -> bool:
    from reviewlint.facts.leftovers.calls import in_calls, wanted
    from reviewlint.syntax.language import named

    text, root = facts.sources.text(file.path, "base"), facts.sources.tree(file.path, "base")
    if text is None or root is None:
        return False
    known = [idiom for idiom in wanted(file.language, file.role, text) if idiom.output]
    before = in_calls(root, known, named(file.language).kinds.calls) if known else ()
    return sum(one.output and one.said for one in before) >= _HABIT


def _dead(facts: Facts, files: list[File]) -> list[Leftover]:
    """Code that the change puts out of use, or brings along so; not what stood in a comment before."""
    from reviewlint.facts.leftovers.code import reader
    from reviewlint.facts.leftovers.remarks import dead_code, told_by
    from reviewlint.facts.leftovers.reworded import reworded

    found: list[Leftover] = []
    before: set[str] | None = None
    for file in files:
        text = facts.sources.text(file.path, "head")
        reads = reader(file.language, file.path) if _holds_code(file) and text is not None else None
        if reads is None or text is None or not _may_comment(text, facts.sources.added_text(file.path)):
            continue
        comments = _comments(facts, file, "head", [])
        new = list(dead_code(comments, lambda line, path=file.path: facts.is_added(path, line), reads))  # type: ignore[misc]
        if new and before is None:
            before = _commented(facts)
        old = before and before | reworded(_bodies(facts, file, "base"), _bodies(facts, file, "head"))
        told = (told_by(run, old or set()) for run in new)
        found += [
            Leftover("commented-code", file.path, one.line, one.text) for one in told if one is not None
        ]
    return found


def _may_comment(text: str, added: str) -> bool:
    """Whether a line that the diff adds may stand in a comment that is no documentation.

    It bears the mark of one, or the text has one that goes on over lines that bear none.
    """
    if not added:
        return False
    goes_on = text.count("/*") > text.count("/**") or any(mark in text for mark in _GO_ON)
    return goes_on or any(mark in added for mark in _MARKS) or _AT_START.search(added) is not None


def _commented(facts: Facts) -> set[str]:
    """Every line of a comment on the base side, without layout."""
    return {line for file in facts.files if _holds_code(file) for line in _bodies(facts, file, "base")}


def _bodies(facts: Facts, file: File, side: Side) -> set[str]:
    """Every line of a comment on one side of a file, without layout."""
    if facts.sources.text(file.path, side) is None:
        return set()
    return {_plain(body) for comment in _comments(facts, file, side, []) for _, body in comment.lines()}
