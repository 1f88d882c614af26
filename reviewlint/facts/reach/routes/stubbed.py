"""Requests that a test answers in the server's place: `cy.intercept("POST", "/api/media")` means who requests that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import browses, in_browser, is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Literal

Place = tuple[str, int, int]  # path, scope, line
Request = tuple[str, tuple[str, ...]]  # the verb, "" for any, and the parts of the path
_MOST_FILES, _MOST_ASKED, _MOST_BEFORE = 60, 8, 3
_IN_BROWSER = regex(r"[.-](?:cy|e2e)\b")
_ABOVE = 300  # characters before a literal that say what it is for
_ORIGIN = regex(r"^(?:\w[\w+.-]*:)?//[^/]*|^\*+|^\$?\{[^{}]*\}(?=/)|[?#].*$")
_PART = regex(r"\$?\{[^{}]*\}|:[A-Za-z]\w*|\*+")
_WORD = regex(r"[A-Za-z_]\w+")


def answered_for(target: Target, code: Code) -> Iterator[Place]:
    """Where tests answer a request, by verb and path, that the function `target` of a browser's code makes."""
    own = code.file(target.path) if target.language in SCRIPTS and not is_test_path(target.path) else None
    for verb, parts in dict.fromkeys(_requests(target, own)) if own is not None else ():
        paths = code.mentioning_all(word for part in parts for word in _WORD.findall(part))
        for path in sorted(filter(is_test_path, paths))[:_MOST_FILES]:
            file = code.file(path)
            if file is None or not words().stubs["hint"].search(file.text):
                continue
            for literal in file.outline.literals:
                if _is_path(literal.value, parts) and _answers(file, literal, verb):
                    yield path, literal.scope, literal.line


def answers_itself(file: CodeFile | None, target: Target) -> bool:
    """Whether a test of a browser's code makes doubles, outside of a browser: no server's code answers it."""
    if file is None or file.language not in SCRIPTS or target.language in SCRIPTS or not file.may_double:
        return False
    return not (in_browser(file.path) or _IN_BROWSER.search(file.path) or browses(file.text))


def _requests(target: Target, own: CodeFile) -> Iterator[Request]:
    """The requests whose path a function writes down, each with its verb."""
    stubs, found = words().stubs, 0
    for d in own.outline.definitions:
        for way in ("requests", "fetches") if d.name == target.qualified else ():
            for one in stubs[way].finditer(own.text, d.body, d.end):
                parts = _parts(one["path"])
                is_sure = "/" in one["path"] or stubs["clients"].search(one["on"])
                if is_sure and any(map(_WORD.search, parts)) and found < _MOST_ASKED:
                    found += 1
                    yield (one["verb"] or "get").lower(), parts


def _parts(path: str) -> tuple[str, ...]:
    whole = _ORIGIN.sub("", path)
    return tuple(_PART.sub("{}", part) for part in _ORIGIN.sub("", whole).strip("/").split("/") if part)


def _is_path(value: str, wanted: tuple[str, ...]) -> bool:
    """Whether an address is that path, below what few parts an interface's addresses begin with."""
    if "/" not in value:
        return False
    given = _parts(value)
    before = len(given) - len(wanted)
    same = all(
        one == other or "{}" in (one, other)
        for one, other in zip(given[-len(wanted) :], wanted, strict=False)
    )
    return same and 0 <= before <= _MOST_BEFORE and "{}" not in given[:before]


def _answers(file: CodeFile, literal: Literal, verb: str) -> bool:
    begin = sum(len(line) + 1 for line in file.lines[: literal.line - 1])
    at = file.text.find(literal.value.partition("{}")[0] or "{", begin)
    before = file.text[max(at - _ABOVE, 0) : at].rstrip("\"'`") if at >= 0 else ""
    found = list(words().stubs["answers"].finditer(before))
    if not found:
        return False
    said = next((one for one in found[-1].groups() if one), "")
    return not said or said.lower() == verb
