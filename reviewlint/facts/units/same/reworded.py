"""Statements that do the same in other words in most languages, brought to one form.

Loops over the entries of a map, the smaller or larger of two values, a condition that says again what its other side
has settled, a value or another where there is none, an object of one method that is a lambda. What would have to be
known of types stays as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.units.same.arms import with_plain_arms
from reviewlint.facts.units.same.eachloops import each_loops
from reviewlint.facts.units.same.elided import elided
from reviewlint.facts.units.same.entryloops import entry_loops
from reviewlint.facts.units.same.fallbacks import with_fallbacks
from reviewlint.facts.units.same.gathers import gathered
from reviewlint.facts.units.same.idioms import text_of
from reviewlint.facts.units.same.lambdas import as_lambdas
from reviewlint.facts.units.same.owners import with_arrows
from reviewlint.facts.units.same.piped import unpiped
from reviewlint.regex import regex
from reviewlint.syntax.language import CODE_SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewlint.facts.units.behaviour import Tokens

_E = "\x1f"  # after every token
_ONE = rf"[^(){{}};=<>?:{_E}]+"
for _ in range(3):  # how deep brackets may stand in one another
    _ONE = rf"(?:[^(){{}};=<>?:{_E}]+|\((?:{_E}{_ONE})*{_E}\))"
_VALUE = rf"{_ONE}(?:{_E}{_ONE}){{0,20}}?"
_PATH = rf"(?:\${_E})?\w+(?:{_E}(?:\.|-{_E}>){_E}\w+)*"
_B = rf"(?<![^{_E}])"
_CLAMPS = regex(
    rf"{_B}if{_E}(?P<round>\({_E})?(?P<x>{_PATH}){_E}(?P<sign>[<>]){_E}(?:={_E})?(?P<limit>{_VALUE}){_E}"
    rf"(?(round)\){_E})(?P<block>\{{{_E}|:{_E}>{_E})?(?P=x){_E}={_E}(?P=limit){_E}(?P<end>;{_E})?"
    rf"(?(block)[}}<]{_E})(?!else{_E}|elif{_E})"
)
_CHOOSES = regex(
    rf"{_B}(?:\({_E}(?=.{{0,200}}\){_E}\?))?(?P<x>{_PATH}){_E}(?P<sign>[<>]){_E}(?:={_E})?(?P<limit>{_VALUE}){_E}(?:\){_E})?\?{_E}"
    rf"(?:(?P=limit){_E}:{_E}(?P=x)|(?P<same>(?P=x){_E}:{_E}(?P=limit)))(?![^{_E}])"
)
_GIVEN = regex(
    rf"{_B}(?P<x>{_PATH}){_E}(?P<made>:{_E})?={_E}(?P<value>{_VALUE}){_E}(?:;{_E})?"
    rf"(?P=x){_E}={_E}(?P<name>min|max){_E}\({_E}(?P=x){_E},{_E}"
)
_EXTREME = regex(
    rf"{_B}(?:(?:Math|math|cmp|std{_E}:{_E}:{_E}cmp|std){_E}(?:\.|:{_E}:){_E})?(?P<name>[mM]in|[mM]ax|minOf|maxOf){_E}\({_E}"
)
_OF_TWO = regex(rf"{_B}m(?:in|ax){_E}\({_E}")
_NULL = r"(?:null|nil|None|undefined)"
_SETTLED = (
    regex(
        rf"(?P<x>{_B}{_PATH}{_E})(?P<first>={_E}={_E}(?:={_E})?{_NULL}{_E}|is{_E}{_NULL}{_E})(?P<or>\|{_E}\|{_E}|or{_E})"
        rf"(?P<round>\({_E})?(?P=x)(?:!{_E}={_E}(?:={_E})?{_NULL}{_E}|is{_E}not{_E}{_NULL}{_E})(?:&{_E}&{_E}|and{_E})"
    ),
    regex(
        rf"(?P<first>{_B}(?:!|not){_E})(?P<x>{_PATH}{_E})(?P<or>\|{_E}\|{_E}|or{_E})(?P<round>\({_E})?(?P=x)(?:&{_E}&{_E}|and{_E})"
    ),
)
_OR = regex(rf"\|{_E}\||{_B}or{_E}")
_SOME = regex(
    rf"{_B}if{_E}let{_E}Some{_E}\({_E}(?:&{_E})?(?P<x>\w+){_E}\){_E}={_E}(?P<of>{_VALUE}){_E}"
    rf"\{{{_E}(?P<body>[^{{}};]+?)(?:;{_E})?\}}{_E}(?!else{_E})"
)
_AS_REF = f"{_E}.{_E}as_ref{_E}({_E})"
_INSPECTS = regex(
    rf"(?:\.{_E}as_ref{_E}\({_E}\){_E})?\.{_E}inspect{_E}\({_E}\|{_E}(?:&{_E})?(?P<x>\w+){_E}\|{_E}"
    rf"(?P<block>\{{{_E}(?P<body>[^{{}};]+?)(?:;{_E})?\}}{_E}(?=\){_E}))?"
)
_LEAVES = regex(rf"{_B}(?:return|break|continue|await|\?){_E}")
_GENERATOR = regex(rf"{_B}for{_E}\({_E}")


def reworded(tokens: Tokens, language: str) -> Tokens:
    """`tokens` in such a form; two that are alike then do the same."""
    tokens = with_arrows(tokens) if language in CODE_SCRIPTS else tokens
    tokens = _BY_LANGUAGE[language](tokens) if language in _BY_LANGUAGE else tokens
    text = entry_loops(gathered(text_of(tokens), language), language)
    for words, plainer in _FORMS:
        if any(f"{word}{_E}" in text for word in words):
            text = plainer(text)
    text = with_plain_arms(_inspected(text)) if language == "rust" else with_fallbacks(text, language)
    text = _braced(text) if language == "scala" else as_lambdas(text, language)
    return each_loops(tuple(text.split(_E)[:-1]), language)


def _extremes(text: str) -> str:
    """The smaller and the larger of two values by one name, the two in one order."""
    text = _CLAMPS.sub(_clamped, text)
    text = _CHOOSES.sub(_chosen, text) if f"?{_E}" in text else text
    text = _EXTREME.sub(lambda found: f"{found['name'][:3].lower()}{_E}({_E}", text)
    text = _GIVEN.sub(_given, text)
    for found in reversed(list(_OF_TWO.finditer(text))):
        opened = found.end() - len(f"({_E}")
        end = closing(text, opened)
        inside = text[found.end() : end]
        both = _parted(inside)
        if len(both) > 1:
            text = f"{text[: found.end()]}{f',{_E}'.join(sorted(both))}{text[end:]}"
    return text


def _clamped(found: re.Match[str]) -> str:
    name = "min" if found["sign"] == ">" else "max"
    x, limit = found["x"], found["limit"]
    return f"{x}{_E}={_E}{name}{_E}({_E}{x}{_E},{_E}{limit}{_E}){_E}{found['end'] or ''}"


def _chosen(found: re.Match[str]) -> str:
    name = "min" if (found["sign"] == ">") != bool(found["same"]) else "max"
    return f"{name}{_E}({_E}{found['x']}{_E},{_E}{found['limit']}{_E})"


def _given(found: re.Match[str]) -> str:
    start = f"{found['x']}{_E}{found['made'] or ''}={_E}"
    return f"{start}{found['name']}{_E}({_E}{found['value']}{_E},{_E}"


def _parted(inside: str) -> list[str]:
    """What stands between commas that stand in no further bracket."""
    parts, depth = [""], 0
    for token in inside.split(_E)[:-1]:
        depth += (token in "([{") - (token in ")]}")
        if token == "," and not depth:
            parts.append("")
        else:
            parts[-1] += token + _E
    return parts


def _settled(text: str) -> str:
    """Conditions without what the first side of an or has settled: `a == null || (a != null && b)`."""
    for pattern in _SETTLED:
        at = 0
        while (found := pattern.search(text, at)) is not None:
            at = found.start() + 1
            start = found.end("or")
            opened = found.start("round")
            if opened < 0:
                text = text[:start] + text[found.end() :]
                continue
            end = closing(text, opened)
            inside = text[found.end() : end]
            if not _OR.search(inside):
                text = text[:start] + inside + text[end + 2 :]
    return text


def _inspected(text: str) -> str:
    """What is done with a value that may not be there, as a call."""

    def called(found: re.Match[str]) -> str:
        if _LEAVES.search(found["body"]):
            return found[0]
        of = found["of"].removeprefix(f"&{_E}").removesuffix(_AS_REF)
        parts = (of, ".", "inspect", "(", "|", found["x"], "|")
        return "".join(part + _E for part in parts) + f"{found['body']}){_E};{_E}"

    if f"inspect{_E}" in text or f"if{_E}let{_E}Some{_E}" in text:
        text = _INSPECTS.sub(_plainly_inspected, _SOME.sub(called, text))
    return text


def _plainly_inspected(found: re.Match[str]) -> str:
    return "".join(part + _E for part in (".", "inspect", "(", "|", found["x"], "|")) + (found["body"] or "")


def _braced(text: str) -> str:
    """`for (a <- b) yield c` as `for { a <- b } yield c`."""
    at = 0
    while (found := _GENERATOR.search(text, at)) is not None:
        at = found.end()
        opened = at - 2
        end = closing(text, opened)
        text = f"{text[:opened]}{{{text[opened + 1 : end]}}}{text[end + 1 :]}"
    return text


_FORMS: tuple[tuple[tuple[str, ...], Callable[[str], str]], ...] = (
    (("min", "max", "Min", "Max", "minOf", "maxOf", "if", "?"), _extremes),
    (("|", "or"), _settled),
)
_BY_LANGUAGE: dict[str, Callable[[Tokens], Tokens]] = {"elixir": unpiped, "go": elided}
