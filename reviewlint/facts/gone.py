"""Uses that went with what they used: functions inside of a function, and what stood in a file that is deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.literals import table
from reviewlint.facts.stretches import stretches
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.behaviour import Tokens
    from reviewlint.facts.facts import Facts

_E = "\x1f"  # after every token
_ALONE = rf"(?<![=(,:>&|?.!]{_E})(?<!\breturn{_E})(?<!\byield{_E})(?<![^{_E}])"  # begins a statement
_FUNCTION = regex(
    rf"{_ALONE}(?:(?:async{_E})?function{_E}(?P<name>\w+){_E}\({_E}[^(){{}}]*\){_E}(?=\{{)"
    rf"|const{_E}(?P<arrow>\w+){_E}={_E}(?:async{_E})?\({_E}[^(){{}}]*\){_E}={_E}>{_E}(?=\{{))"
)
_BRACKET = regex(r"[{}]")
_PARTS = regex(r"[/.:\\\\]+")
_MOST = 20_000  # tokens
_INDEXES = ("index", "__init__", "mod", "main")


def without_functions_gone(before: Tokens, after: Tokens) -> Tokens:
    """`before` without the local functions, and the statements that call them, of which `after` knows nothing.

    Only statements of their own that hand them nothing: a value that is no longer got is a change.
    """
    if len(before) <= len(after) or "{" not in before:
        return before
    text, known = _E.join((*before, "")), set(after)
    if f"function{_E}" not in text and f"={_E}>{_E}" not in text:
        return before
    gone = [found for found in _FUNCTION.finditer(text) if (found["name"] or found["arrow"]) not in known]
    for found in reversed(gone):
        shorter = _without(text, found)
        text = shorter if shorter is not None else text
    return tuple(text.split(_E)[:-1])


def went_with_files(facts: Facts, path: str, before: Tokens, after: Tokens) -> bool:
    """Whether `after` is `before` without stretches each of which names what came from a file that is deleted here."""
    deleted = [file.path for file in facts.files if file.status == "removed"]
    if not deleted or len(after) >= len(before) or len(before) > _MOST:
        return False
    runs = stretches(before, after)
    if not runs or any(new for _, new, _, _ in runs):
        return False
    known = facts.sources.imports(path, "head")
    names = {
        alias for alias, entry in facts.sources.imports(path, "base").items()
        if alias not in known and alias not in after
        and any(_is_file_of(f"{entry.module}/{entry.name}", gone) for gone in deleted)
    }  # fmt: skip
    return bool(names) and all(
        not names.isdisjoint(old) and table().leaves.isdisjoint(old) for old, _, _, _ in runs
    )


def _is_file_of(module: str, path: str) -> bool:
    """Whether the file at `path` may be what an import names: its stem is a part of that, or an index's folder."""
    *folders, name = path.split("/")
    stem = name.partition(".")[0]
    if stem in _INDEXES:
        stem = folders[-1] if folders else stem
    return stem in _PARTS.split(module)


def _without(text: str, found: re.Match[str]) -> str | None:
    """`text` without a function and its calls; None where it is used in another way."""
    name = found["name"] or found["arrow"]
    end = _end(text, found.end())
    if end < 0:
        return None
    rest = text[: found.start()] + text[end:].removeprefix(f";{_E}")
    call = rf"{_ALONE}(?:await{_E}|void{_E})?{re.escape(name)}{_E}\({_E}\){_E}(?:;{_E}|(?=[\w@}}]))"
    rest = re.sub(call, "", rest)
    return None if f"{_E}{name}{_E}" in rest else rest


def _end(text: str, opened: int) -> int:
    depth = 0
    for bracket in _BRACKET.finditer(text, opened):
        depth += 1 if bracket[0] == "{" else -1
        if not depth:
            return bracket.end() + 1
    return -1
