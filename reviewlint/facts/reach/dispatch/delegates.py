"""Methods that a class has by a line of its own: Ruby's `def_delegators :@cart, :total`, Kotlin's `: Store by inner`.

Who calls one on an object of that class runs the method of that name of the object which it holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.dispatch.byname import sounds_like
from reviewlint.facts.reach.target import Target
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.types.hierarchy import Family
    from reviewlint.syntax.model import Reference

_MOST = 40  # files that are read for one method
_BEFORE = 400  # characters of a line that goes on
_TO = regex(
    r"(?m)^[ \t]*(?:(?:instance_)?(?:def_)?delegat(?:e|or|ors))\b[ \t(]*(?P<given>(?:[^\n]*,[ \t]*\n){0,12}[^\n]*)"
)
_OBJECT = regex(r"\bto:\s*:?@?(\w+)|^[\"':]+@?(\w+)")
_RENAMED = regex(r"\bprefix:")


def delegating(target: Target, family: Family, code: Code) -> Iterator[tuple[Target, bool]]:
    """The methods, without a definition of their own, of classes that hand on to the method `target`.

    With whether the line, or the head of the class, says of which class the object is.
    """
    if target.language == "ruby":
        yield from _of_ruby(target, family, code)
    elif target.language == "kotlin":
        yield from _of_kotlin(target, family, code)


def _of_ruby(target: Target, family: Family, code: Code) -> Iterator[tuple[Target, bool]]:
    named = code.mentioning(target.name) & code.mentioning(
        "delegate", "def_delegator", "def_delegators", "instance_delegate"
    )
    for file in _files(named, target.language, code):
        for line in _TO.finditer(file.text):
            given = line["given"]
            said = re.search(rf":{re.escape(target.name)}\b", given)
            held = _OBJECT.search(given)
            if said is None or held is None or _RENAMED.search(given):
                continue
            around = _class_at(file, line.start("given"))
            if around and _holds(file, held[1] or held[2], family, code):
                yield Target(file.path, f"{around}.{target.name}", "method", target.language), True


def _holds(file: CodeFile, name: str, family: Family, code: Code) -> bool:
    """Whether what a class calls `name` may be an object of the family: by its name, or by what it is given."""
    given = (one.value.partition(".")[0] for one in file.assignments.get(f"@{name}", ()))
    return sounds_like(name, family.below) or not family.below.isdisjoint(given) or not _is_class(name, code)


def _is_class(name: str, code: Code) -> bool:
    """Whether a class of the repository is called so: `line_item`, `LineItem`."""
    camel = "".join(part.capitalize() for part in name.split("_"))
    files = (code.file(path) for path in sorted(code.mentioning(camel))[:_MOST])
    return any(file is not None and camel in file.classes for file in files)


def hands_on(reference: Reference, file: CodeFile) -> bool:
    """Whether a name stands in a line of Ruby that makes a method of that name hand on: nothing runs by that line."""
    if file.language != "ruby" or reference.kind != "value":
        return False
    start = file.starts[reference.line - 1]
    end = start + len(file.line(reference.line))
    lines = _TO.finditer(file.text, max(start - _BEFORE, 0), end)
    return any(line.start() <= end and line.end() > start for line in lines)


def _of_kotlin(target: Target, family: Family, code: Code) -> Iterator[tuple[Target, bool]]:
    for above in family.up:
        way = re.compile(rf"[:,]\s*(?:\w+\.)*{re.escape(above.name)}\b(?:<[^{{}}\n]*>)?\s+by\s")
        for file in _files(code.mentioning(above.name), target.language, code):
            for same in file.classes.values():
                for one in same:
                    own = f"{one.name}.{target.name}"
                    has = any(d.name == own for d in file.methods.get(target.name, ()))
                    if not has and way.search(head := file.text[one.start : one.body]):
                        told = any(re.search(rf"\b{name}\b", head) for name in family.below)
                        yield Target(file.path, own, "method", target.language), told


def _files(paths: frozenset[str], language: str, code: Code) -> Iterator[CodeFile]:
    own = sorted(path for path in paths if code.index.language(path) == language)
    yield from (file for path in own[:_MOST] if (file := code.file(path)) is not None)


def _class_at(file: CodeFile, offset: int) -> str:
    """The qualified name of the innermost class or module around a place in the text."""
    around = [d for same in file.classes.values() for d in same if d.start <= offset < d.end]
    return max(around, key=lambda d: d.start).name if around else ""
