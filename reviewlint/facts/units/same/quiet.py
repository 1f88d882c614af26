"""What is left of a function when the calls that only log or count are taken out of it, each having left a mark.

A branch that then does nothing goes too, if asking for its condition does nothing either.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.idioms import text_of
from reviewlint.facts.units.same.rethrown import unwrapped
from reviewlint.facts.units.trivial.tracking import without_handlers
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

LOGGERS = regex(  # a logger that is made or given more to say, and scopes that only time or trace
    r"^[ \t]*(?:[\w$<>\[\]@?.]+[ \t]+)*[\w$]*(?:log|logger)\w*[ \t]*(?::[ \t]*[\w<>.]+[ \t]*)?:?=[ \t]*"
    r"(?:new[ \t]+)?(?:[\w$.]*\b(?:get_?logger|create_?logger|getLog|KotlinLogging\.logger"
    r"|log(?:ger)?(?:Factory|Manager)\.\w+|log(?:ger)?\.(?:With\w*|child|bind)|logger)(?:<\w+>)?)\s*(?=\()"
    r"|^[ \t]*let\s+_\w*\s*=\s*(?=[\w.:]*(?:span|trac|progress|profil|puffin|timer))[\w.:]+!?\s*(?=\()"
    r"|^[ \t]*using\s+(?:var|[\w?]+)\s+\w+\s*=\s*[\w.?]*(?:BeginScope|StartActivity)(?:<\w+>)?\s*(?=\()",
    re.IGNORECASE | re.MULTILINE,
)
SPANS = regex(r"#\[\s*(?:tracing::)?instrument\b(?:\([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\)\s*)?\]")
CHAINED = regex(r"\s*\??\.\s*\w+\s*(?=\()")
MARK = "\x03"  # stands where a call was taken out

_END = "\x1f"  # after every token
_ALONE = regex(rf"(?:(?:await|defer|go){_END})?{MARK}{_END}(?:;{_END}|{MARK}{_END})*")
_ELSE = regex(
    rf"else{_END}(?:\{{{_END}{MARK}{_END}\}}{_END}|:{_END}>{_END}{MARK}{_END}(?:<{_END})?|{MARK}{_END}(?!if{_END}))"
)
_BRANCH = regex(
    rf"(?<![^{_END}])(?:el)?if{_END}(?P<condition>[^{{}};{MARK}]{{1,400}}?)"
    rf"(?:\{{{_END}{MARK}{_END}\}}{_END}|(?<=\){_END}){MARK}{_END}|:{_END}>{_END}{MARK}{_END}(?:<{_END})?|{MARK}{_END}end{_END})"
    rf"(?!else{_END}|elif{_END})"
)
_AFTER = regex(
    rf"{MARK}{_END}(?:if|unless){_END}(?P<condition>[\w.@$!?{_END}]{{1,80}}?){_END}(?=end{_END}|\Z)"
)
_BLOCK = regex(rf"={_END}\{{{_END}{MARK}{_END}(?P<value>[^{{}};{MARK}]+)\}}{_END}(?=;)")
_CLOSURE = regex(rf"\|{_END}\{{{_END}(?:{MARK}{_END})?(?P<value>[^{{}};{MARK}]+)\}}{_END}(?=[,)])")
_ARM = regex(rf"={_END}>{_END}\{{{_END}{MARK}{_END}(?P<value>[^{{}};{MARK}]+)\}}{_END}(?:,{_END})?")
_MATCHES = regex(rf"(?<!\.{_END})(?<![^{_END}])match{_END}")  # else an arrow makes a function
_PEEK = regex(
    rf"\.{_END}(?:inspect|inspect_err|tap|tap_err|tap_none){_END}\({_END}\|{_END}[^|{{}}]*\|{_END}"
    rf"(?:{MARK}{_END}|\{{{_END}{MARK}{_END}\}}{_END})\){_END}"
)
_ASKS = regex(
    r"(?:(?i:is_?\w*enabled\w*|enabled|is_?loggable|is_?debug\w*|is_?trace\w*|v|level)"
    r"|(?:is|has)(?:[A-Z_]\w*)?|Is(?:[A-Z]\w*)?|As|isinstance|len|count|size|length)\Z"
)
_UNUSED = regex(  # a local name, before what used it to log
    rf"(?<![^{_END}])(?:var{_END}(?P<declared>\w+){_END}(?:\*{_END})?\w+{_END}(?:\.{_END}\w+{_END}){{0,3}}"
    rf"|(?:(?:const|let|var|val|[A-Z]\w*){_END}(?P<given>\w+)|(?P<short>\w+){_END}:){_END}={_END}"
    rf"\w+{_END}(?:(?:\.|-{_END}>){_END}\w+{_END}){{0,4}}(?:;{_END})?)(?={MARK})"
)
_ASSIGNS = regex(
    rf"(?<![=!<>]{_END})={_END}(?!={_END}|>{_END}|~{_END})|\+{_END}\+|-{_END}-|:{_END}=|(?<![^{_END}])await{_END}"
)
_WORDS = ("ogg", "getLog", "og.", "let _", "using ")
_ROUNDS = 4  # branches in branches


def may_make_logger(text: str) -> bool:
    """Whether it is worth to look for what `LOGGERS` knows."""
    return any(word in text for word in _WORDS)


def settled(tokens: Iterable[str], braced: bool = False) -> list[str]:
    """`tokens` without the marks, and without the branches that hold nothing else.

    `braced`: closures may stand in braces, as in Rust, so that those around one value mean nothing.
    """
    tokens = list(tokens)
    if MARK not in tokens and not braced:
        return tokens
    text = text_of(tokens)
    text = _CLOSURE.sub(lambda found: f"|{_END}{found['value']}", text) if braced else text
    for _ in range(_ROUNDS):
        before = text
        text = _ALONE.sub(MARK + _END, text)
        text = without_handlers(_PEEK.sub("", unwrapped(text)))
        text = _CLOSURE.sub(lambda found: f"|{_END}{found['value']}", text) if braced else text
        if _MATCHES.search(text):
            text = _ARM.sub(lambda found: f"={_END}>{_END}{found['value']},{_END}", text)
        text = _BLOCK.sub(lambda found: f"={_END}{found['value']}", text)
        text = _BRANCH.sub(_without_branch, _AFTER.sub(_without_branch, _ELSE.sub("", text)))
        text = _UNUSED.sub(partial(_without_unused, before), text)
        if text == before:
            break
    return text.replace(MARK + _END, "").split(_END)[:-1]


def _without_branch(found: re.Match[str]) -> str:
    return MARK + _END if _only_asks(found["condition"]) else found[0]


def _without_unused(text: str, found: re.Match[str]) -> str:
    """Nothing in the place of a name that nothing else uses."""
    name = found["declared"] or found["given"] or found["short"]
    uses = f"{_END}{text}".count(f"{_END}{name}{_END}") - text.count(f".{_END}{name}{_END}")
    return "" if uses == 1 else found[0]


def _only_asks(condition: str) -> bool:
    """Whether a condition only compares what is known, so that nothing is missed where it is not evaluated."""
    if _ASSIGNS.search(condition):
        return False
    tokens = condition.split(_END)
    called = [tokens[at - 1] for at, token in enumerate(tokens) if token == "(" and at]
    return all(_ASKS.match(name) or not (name[-1:].isalnum() or name[-1:] in "_)]") for name in called)
