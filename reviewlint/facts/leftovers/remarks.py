"""What comments hold that should not stay: notes to do something, and code that was put out of use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.leftovers.calls import Found
from reviewlint.facts.leftovers.data import words
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewlint.syntax.comments import Comment

_MENTIONED = "".join(f"(?<!{word} )" for word in ("module", "the", "see", "this", "that"))
_NOTE = regex(
    r"(?<![\w.\"'`/-])" + _MENTIONED + r"(?:TODO|FIXME|XXX|HACK)(?![\w\"'`-]|/\w)"
    r"|^[\s@*-]*(?:todo|fixme|Todo|Fixme)\s*(?::|\(\w+\))"
    r"|^[\s@*-]*(?:TODO|FIXME|XXX|HACK)-(?!X)[A-Z]{2,12}(?=[\s:]|\Z)"  # for somebody
    r"|^[\s@*-]*(?:[A-Z0-9]+-)+(?:TODO|FIXME)\s*:"
    r"|^[\s@*-]*(?:todo|fixme) (?!lists?\b|items?\b|apps?\b|is\b|are\b|s\b)\w",
    re.MULTILINE,
)
_STRINGS = regex(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`[^`]*`")
_MODIFIERS = regex(
    r"^\s*(?:(?:public|private|protected|internal|static|final|abstract|virtual|override|async|export|default|const|readonly)\s+)+"
)
_BEFORE_NOTE = regex(r"\s*(?://|#|--)?\s*\Z")
_INSIDE = regex(r"\s*//\s")  # a comment of what is code in a comment itself
_SEVERAL = 4  # lines that are plainly code
_OFFER = regex(r"(?i)\buncomment\b")
_GAP = 2  # lines from one to the next with one between them
_MARK = regex(r"^\s*(?:/[/*]+|\*+|#+|--|<!--|;+|%+)?")
_DOC = regex(r"/\*\*(?!/)|///|//!|/\*!|##")


class Line(Record):
    """A line of a comment: its number, what it says, how far that is indented, and where its comment begins."""

    number: int
    text: str
    indent: int
    first: int = 0


def notes(comments: list[Comment]) -> Iterator[Found]:
    """The notes to do something, one a line."""
    for comment in comments:
        if not re.search(r"(?i)todo|fixme|xxx|hack", comment.text):
            continue
        for number, body in comment.lines():
            if _NOTE.search(body):
                yield Found("todo", number, body.strip())


def dead_code(
    comments: list[Comment], is_new: Callable[[int], bool], reads: Callable[[str], bool]
) -> Iterator[list[Found]]:
    """The new lines of code of each comment, one that runs over lines with a mark each too: put out of use at once.

    `reads`: does a text parse as code?
    """
    for block in _blocks(comments):
        if any(is_new(line.number) for line in block):
            runs = [[line for line in run if is_new(line.number)] for run in _code(block, reads)]
            if new := [line for run in runs for line in run]:
                yield [Found("commented-code", _place(line, is_new), line.text.strip()) for line in new]


def _place(line: Line, is_new: Callable[[int], bool]) -> int:
    """Where to look for a line of a comment: where the comment begins, if that is new."""
    return line.first if is_new(line.first) else line.number


def told_by(run: list[Found], old: set[str]) -> Found | None:
    """What tells of a run, if one of its lines (without blanks) is not `old`."""
    return next((one for one in run if re.sub(r"\s+", "", one.text) not in old), None)


def _blocks(comments: list[Comment]) -> Iterator[list[Line]]:
    """Comments that stand alone on neighbouring lines, as one; documentation and directives end a block.

    One that leaves a bracket open goes on after a line without a comment. What has a start and an end of its own and
    lines between them stands for itself.
    """
    block: list[Line] = []
    for comment in comments:
        if not comment.alone or _DOC.match(comment.text):
            continue
        raws = comment.text.rstrip("\n").split("\n")
        lines = [
            Line(number, body, _indent(raw), comment.line)
            for (number, body), raw in zip(comment.lines(), raws, strict=True)
        ]
        gap = lines[0].number - block[-1].number if block else 1
        whole = len(lines) > 1
        if block and (whole or (gap != 1 and not (gap == _GAP and _is_open(block)))):
            yield block
            block = []
        block += lines
        if whole:
            yield block
            block = []
    if block:
        yield block


def _is_open(block: list[Line]) -> bool:
    text = _STRINGS.sub("", " ".join(line.text for line in block))
    return text.count("{") > text.count("}")


def _indent(raw: str) -> int:
    inner = _MARK.sub(lambda m: " " * len(m[0]), raw.expandtabs(4), count=1)
    return len(inner) - len(inner.lstrip())


def _code(block: list[Line], reads: Callable[[str], bool]) -> Iterator[list[Line]]:
    """The runs of a block that are code and not an example in prose."""
    kept = [line for line in block if line.text.strip()]
    if not kept or len(kept) > 400 or any(words().written.match(line.text) for line in kept):
        return
    weights = _weights(kept)
    if max(weights) < 2:
        return
    plain = min(weights) >= 0 and not any(map(_announces, kept))
    if plain and _enough(weights) and reads(_joined(kept)):
        yield kept
        return
    yield from _pieces(kept, weights, reads)


def _enough(weights: list[int]) -> bool:
    """Whether half of the lines look like code, or a quarter of many, several of them plainly."""
    some, plainly = sum(w > 0 for w in weights), sum(w >= 2 for w in weights)
    return some * 2 >= len(weights) or (some * 4 >= len(weights) and plainly >= _SEVERAL)


def _pieces(kept: list[Line], weights: list[int], reads: Callable[[str], bool]) -> Iterator[list[Line]]:
    """Lines of code among prose; what a sentence introduces, or what is set off from it, is an example."""
    said: Line | None = None
    run: list[Line] = []
    example = False
    shown = _Shown()
    for line, value in [*zip(kept, weights, strict=True), (Line(-1, "", 0), -9)]:
        if shown.holds(line):
            continue
        if value >= 1:
            if not run and said is not None:
                near = line.number - said.number <= 2  # a blank line may set it off
                example = near and (bool(words().example.search(said.text)) or line.indent > said.indent)
            run.append(line)
            continue
        if run and not example and max(weight(one.text) for one in run) >= 2 and reads(_joined(run)):
            yield run
        run, said = [], line


class _Shown:
    """What stands below a line that announces an example, further in than that line is; all, where it is offered."""

    def __init__(self) -> None:
        self._indent: int | None = None
        self._offered = False

    def holds(self, line: Line) -> bool:
        """Whether `line` is of an example announced before; it may announce one itself."""
        if self._offered and line.number > 0:
            return True
        self._offered = _OFFER.search(line.text) is not None and weight(line.text) < 1
        if self._indent is not None and line.indent > self._indent and line.number > 0:
            return True
        self._indent = line.indent if _announces(line) else None
        return False


def _announces(line: Line) -> bool:
    """Whether a line of words says that an example follows."""
    return words().example.search(line.text) is not None and weight(line.text) < 1


def _joined(lines: list[Line]) -> str:
    least = min(line.indent for line in lines)
    return "\n".join(" " * (line.indent - least) + _unnoted(line.text) for line in lines)


def _weights(lines: list[Line]) -> list[int]:
    """The weight of each line; what stands in a text that goes on over several is as good as code."""
    weights, inside = [], False
    for line in lines:
        weights.append(1 if inside else weight(line.text))
        inside ^= line.text.count("`") % 2 == 1
    return weights if not inside else [weight(line.text) for line in lines]


def weight(line: str) -> int:
    """How much a line looks like code: 2 and more does, 0 is nothing, less is prose."""
    if _INSIDE.match(line):
        return 0
    if words().directive.match(line):
        return -3
    line = _unnoted(line)
    bare = _STRINGS.sub('""', line)
    if not bare.strip():
        return -3
    if words().sentence.search(_MODIFIERS.sub("", bare)):
        return -3
    if words().ending.search(bare) and " " in bare.strip():
        return -2
    return sum(value for value, pattern in words().weights if pattern.search(line))


def _unnoted(line: str) -> str:
    """What stands before a note to do something."""
    noted = _NOTE.search(line)
    return line if noted is None else _BEFORE_NOTE.sub("", line[: noted.start()])
