"""Loops that only gather a list, as the expression that gathers the same: `[f(x) for x in xs]`, `xs.map(x => f(x))`.

A loop counts that follows its empty list at once, adds one value each time and does nothing else; at most a condition
stands around that. Analysers exchange the two (ruff's PERF401, IntelliJ's "can be replaced with stream").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable

_E = "\x1f"  # after every token
_ONE = rf"[^(){_E}]+"
for _ in range(3):  # how deep brackets may stand in one another
    _ONE = rf"(?:[^(){_E}]+|\((?:{_E}{_ONE})*{_E}\))"
_ANY = rf"{_ONE}(?:{_E}{_ONE}){{0,60}}?"
_CALLS = rf"(?:{_E}\((?:{_E}{_ONE}){{0,30}}{_E}\))?"
_CHAIN = rf"\w+{_CALLS}(?:{_E}\.{_E}\w+{_CALLS}){{0,5}}"
_TYPES = rf"<{_E}(?:[\w,?.<>\[\]]+{_E}){{0,12}}?>{_E}"
_B = rf"(?<![^{_E}])"
_LET = rf"(?:const|let|var){_E}"
_ASKED = rf"(?:if{_E}\({_E}(?P<asked>{_ANY}){_E}\){_E}(?P<inner>\{{{_E})?)?"
_CLOSED = rf"(?:;{_E})?(?(inner)\}}{_E})(?(outer)\}}{_E})(?!else{_E})"
_LOOPS = {
    "python": regex(
        rf"{_B}(?P<name>\w+){_E}={_E}\[{_E}\]{_E}for{_E}(?P<x>\w+(?:{_E},{_E}\w+){{0,3}}){_E}in{_E}"
        rf"(?P<of>{_CHAIN}){_E}:{_E}>{_E}(?:if{_E}(?P<asked>{_ANY}){_E}:{_E}>{_E})?"
        rf"(?P=name){_E}\.{_E}append{_E}\({_E}(?P<value>{_ANY}){_E}\){_E}"
        rf"(?(asked)(?:<{_E}<{_E}|\Z)|(?:<{_E}|\Z))(?!else{_E}|elif{_E})"
        rf"(?P<given>return{_E}(?P=name){_E}(?=<{_E}|\Z))?"
    ),
    "javascript": regex(
        rf"{_B}{_LET}(?P<name>\w+){_E}={_E}\[{_E}\]{_E}(?:;{_E})?for{_E}\({_E}{_LET}(?P<x>\w+){_E}of{_E}"
        rf"(?P<of>{_CHAIN}){_E}\){_E}(?P<outer>\{{{_E})?{_ASKED}"
        rf"(?P=name){_E}\.{_E}push{_E}\({_E}(?P<value>{_ANY}){_E}\){_E}{_CLOSED}"
    ),
    "java": regex(
        rf"{_B}(?:var{_E}|(?:List|Set|Collection|Iterable|ArrayList|HashSet){_E}(?:{_TYPES})?)(?P<name>\w+){_E}={_E}"
        rf"new{_E}(?P<made>ArrayList|HashSet){_E}(?:{_TYPES})?\({_E}(?:{_CHAIN}{_E})?\){_E};{_E}"
        rf"for{_E}\({_E}(?P<type>\w+){_E}(?:\.{_E}\w+{_E})*(?:{_TYPES})?(?P<x>\w+){_E}:{_E}(?P<of>{_CHAIN}){_E}\){_E}"
        rf"(?P<outer>\{{{_E})?{_ASKED}(?P=name){_E}\.{_E}add{_E}\({_E}(?P<value>{_ANY}){_E}\){_E}{_CLOSED}"
    ),
    "csharp": regex(
        rf"{_B}(?:var{_E}|(?:List|IList|IEnumerable|ICollection){_E}{_TYPES})(?P<name>\w+){_E}={_E}"
        rf"new{_E}List{_E}{_TYPES}\({_E}\){_E};{_E}"
        rf"foreach{_E}\({_E}\w+{_E}(?:{_TYPES})?(?P<x>\w+){_E}in{_E}(?P<of>{_CHAIN}){_E}\){_E}"
        rf"(?P<outer>\{{{_E})?{_ASKED}(?P=name){_E}\.{_E}Add{_E}\({_E}(?P<value>{_ANY}){_E}\){_E}{_CLOSED}"
    ),
}
_NEEDED = {"python": "append", "javascript": "push", "java": "add", "csharp": "Add"}
_LEAVES = frozenset(("await", "yield", "break", "continue", "return", "throw", "async"))
_STREAMED = regex(
    rf"{_B}(?:List|Set|Collection|Iterable){_E}{_TYPES}"
    rf"(?=\w+{_E}={_E}(?:[^;{_E}]+{_E}){{1,12}}?stream{_E}\({_E})"
)
_UNMODIFIABLE = regex(rf"Collectors{_E}\.{_E}toUnmodifiable(List|Set){_E}")
_HANDS_ON = regex(
    rf"map{_E}\({_E}(?P<round>\({_E})?(?P<x>\w+){_E}(?(round)\){_E})-{_E}>{_E}"
    rf"(?:new{_E}(?P<made>\w+)|(?P<of>[A-Z]\w*){_E}\.{_E}(?P<called>\w+)){_E}\({_E}(?P=x){_E}\){_E}\){_E}"
)


def gathered(text: str, language: str) -> str:
    """`text`, of tokens, with such loops as expressions."""
    language = "javascript" if language in SCRIPTS else language
    if language not in _LOOPS:
        return text
    if f".{_E}{_NEEDED[language]}{_E}(" in text and "for" in text:
        text = _LOOPS[language].sub(lambda found: _expression(found, _WAYS[language]), text)
    return _streamed(text) if language == "java" and f"stream{_E}" in text else text


def _expression(found: re.Match[str], way: Callable[[re.Match[str]], str]) -> str:
    value, asked = found["value"].split(_E), (found["asked"] or "").split(_E)
    used = {*value, *asked, *found["of"].split(_E)}
    if found["name"] in used or not _LEAVES.isdisjoint(used) or not _is_one(value):
        return found[0]
    return way(found)


def _is_one(tokens: list[str]) -> bool:
    """Whether tokens are one argument, which nothing is spread into."""
    depth = 0
    for token in tokens:
        depth += (token in "([{") - (token in ")]}")
        if token == "," and not depth:
            return False
    return tokens[:1] not in (
        [
            ".",
        ],
        ["*"],
    )


def _comprehension(found: re.Match[str]) -> str:
    asked = f"if{_E}{found['asked']}{_E}" if found["asked"] else ""
    start = ("return",) if found["given"] else (found["name"], "=")
    parts = (*start, "[", found["value"], "for", found["x"], "in", found["of"])
    return "".join(part + _E for part in parts) + f"{asked}]{_E}"


def _chain(found: re.Match[str], start: str, steps: tuple[str, str], arrow: str, end: str) -> str:
    x, value = found["x"], found["value"]
    called = f"{found['of']}{_E}{start}"
    if found["asked"]:
        called += f".{_E}{steps[0]}{_E}({_E}{x}{_E}{arrow}{found['asked']}{_E}){_E}"
    if value != x:
        value = f"({_E}{value}{_E})" if value.startswith("{") else value
        called += f".{_E}{steps[1]}{_E}({_E}{x}{_E}{arrow}{value}{_E}){_E}"
    return f"{found['name']}{_E}={_E}{called}{end}"


def _mapped(found: re.Match[str]) -> str:
    return f"const{_E}" + _chain(found, "", ("filter", "map"), f"={_E}>{_E}", "")


def _collected(found: re.Match[str]) -> str:
    to = "toList" if found["made"] == "ArrayList" else "toSet"
    end = f".{_E}collect{_E}({_E}Collectors{_E}.{_E}{to}{_E}({_E}){_E}){_E};{_E}"
    start = f".{_E}stream{_E}({_E}){_E}"
    written = f"var{_E}" + _chain(found, start, ("filter", "map"), f"-{_E}>{_E}", end)
    if found["type"] == "var":
        return written
    own = rf"map{_E}\({_E}{found['x']}{_E}-{_E}>{_E}{found['x']}{_E}\.{_E}(\w+){_E}\({_E}\){_E}\){_E}"
    return re.sub(own, rf"map{_E}({_E}{found['type']}{_E}:{_E}:{_E}\g<1>{_E}){_E}", written)


def _selected(found: re.Match[str]) -> str:
    end = f".{_E}ToList{_E}({_E}){_E};{_E}"
    return f"var{_E}" + _chain(found, "", ("Where", "Select"), f"={_E}>{_E}", end)


_WAYS: dict[str, Callable[[re.Match[str]], str]] = {
    "python": _comprehension, "javascript": _mapped, "java": _collected, "csharp": _selected,
}  # fmt: skip


def _streamed(text: str) -> str:
    """Streams that gather a list or set in one form, and the name of what each thing is only handed on to."""
    text = _STREAMED.sub(f"var{_E}", text)
    text = _UNMODIFIABLE.sub(rf"Collectors{_E}.{_E}to\g<1>{_E}", text)
    return _HANDS_ON.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    of, name = (found["made"], "new") if found["made"] else (found["of"], found["called"])
    return f"map{_E}({_E}{of}{_E}:{_E}:{_E}{name}{_E}){_E}"
