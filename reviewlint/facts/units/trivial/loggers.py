"""Loggers that are handed on so that something can log: as a parameter, an argument, a field, an entry of an object.

And calls of functions that only log, which stand by themselves as a log line does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.differing import differing
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Collection, Iterable

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part

_E = "\x1f"  # after every token
_NAME = r"(?:_?(?:logger|LOGGER|Logger)|_?[a-z]\w*(?<!udit)(?<!vent)Logger|logger_?)"
_VALUE = (
    rf"(?:&{_E})?(?:\${_E})?(?:(?:this|self|[a-z]\w*){_E}(?:\.|-{_E}>){_E})?{_NAME}{_E}"
    rf"(?:\.{_E}(?:clone|child|getChild|bind|With\w*|Named|ForContext){_E}\({_E}[^(){{}};]{{0,200}}\){_E})?"
)
_TYPE = (
    rf"(?:\*{_E})?(?:&{_E})?(?:\\{_E})?(?:\w+{_E}[.\\]{_E}){{0,3}}(?:I?Logger|LoggerInterface|SugaredLogger|ILog|LoggerService)"
    rf"{_E}(?:<{_E}[\w.{_E}]{{1,80}}>{_E}|\[{_E}[\w.{_E}]{{1,80}}\]{_E})?(?:\?{_E})?"
)
_DEFAULT = rf"(?:={_E}(?:None|null|nil|undefined){_E})?"
_ELEMENT = (
    rf"(?:{_TYPE}(?:\${_E})?{_NAME}{_E}{_DEFAULT}|(?:val{_E}|var{_E})?{_NAME}{_E}(?::{_E}|\?{_E}:{_E})?{_TYPE}{_DEFAULT}"
    rf"|(?:{_NAME}|Logger|log){_E}(?::|=){_E}{_VALUE}|{_VALUE}{_DEFAULT})"
)
_LATER = regex(rf"(?<![^{_E}]),{_E}{_ELEMENT}(?=[,)}}]{_E})")
_FIRST = regex(rf"(?<![^{_E}])(?P<opened>[({{]{_E}){_ELEMENT}(?:,{_E}|(?=[)}}]{_E}))")
_HANDED = regex(rf"(?<=[({{,]{_E}){_ELEMENT}(?=[,)}}]{_E})")
_MARK = "\x03"  # stands for a logger that is handed on
_BESIDE = regex(  # one more argument or parameter, with the context that Go hands on beside it
    rf"(?P<comma>,{_E})?(?:ctx{_E}(?:context{_E}\.{_E}Context{_E})?,{_E})?{_MARK}{_E}(?(comma)|(?:,{_E})?)"
)
_ASSIGNS = regex(
    rf"(?<![^{_E}])(?:\${_E})?(?:(?:this|self){_E}(?:\.|-{_E}>){_E}|@{_E})?{_NAME}{_E}={_E}{_VALUE}(?:;{_E})?(?=[}}<\w$@]|\Z)"
)
_FIELD = regex(
    rf"(?<![^{_E}])(?:(?:readonly|static|val|var|let|lateinit){_E})*"
    rf"(?:{_TYPE}(?:\${_E})?{_NAME}{_E};{_E}|{_NAME}{_E}(?:\?{_E}|!{_E})?(?::{_E})?{_TYPE}(?:;{_E})?(?=[\w}}]))"
)
_SHORT_NAMES = regex(
    r"(?<![\w.])([a-z]{1,3})\s*(?::\s*|\s)[&*]?(?:\w+\.)?(?:Sugared)?I?Logger\b(?!\s*[.(\w])"
    r"|(?<![\w.])I?Logger(?:<\w+>)?\s+([a-z]{1,3})\b"
    r"|(?<![\w.])([a-z]{1,3})\s*:?=\s*(?:\w+\.)*(?:[a-z]\w*)?[lL]ogger(?=\s*(?:\n|;|\.(?:With|Named|child|bind)))"
)
_MAY_BE_SHORT = regex(
    r"\b(?:Sugared)?I?Logger\b|[lL]ogger(?=\s*(?:\n|;|\.(?:With|Named|child|bind)))"
)  # without which those find nothing
_SHORT = 4  # letters of a name that tells which function is meant


def only_hands_loggers(base: Part, head: Part) -> bool:
    """Whether nothing but log lines and loggers that are handed on came or went."""
    short = base.behaviour().loggers | head.behaviour().loggers
    apart = [token for some in differing(base, head) for token in some]
    if not any("ogger" in token or token in short for token in apart):
        return False
    before, after = base.without_logs, head.without_logs
    if before == after:
        return False
    one, other = _text(before, short), _text(after, short)
    if _without(one) == _without(other):
        return True
    one, other = (_HANDED.sub(_MARK + _E, text) for text in (one, other))
    return _hands_on_more(one, other) or _hands_on_more(other, one)


def _hands_on_more(less: str, more: str) -> bool:
    """Whether `more` is `less` with loggers among arguments and parameters, and contexts beside these."""
    few, many = less.split(_E), more.split(_E)
    at = place = 0
    for token in few:
        if token != many[place]:
            found = _BESIDE.match(more, at)
            if found is None:
                return False
            at, place = found.end(), place + found[0].count(_E)
            if token != many[place]:
                return False
        at, place = at + len(token) + 1, place + 1
    return place == len(many)


def _text(tokens: Tokens, short: Collection[str]) -> str:
    """The tokens as one text, loggers with small names by that of all."""
    return "".join(("logger" if token in short else token) + _E for token in tokens)


def _without(text: str) -> str:
    for _ in range(2):  # one parameter after another
        text = _LATER.sub("", text)
    text = _FIRST.sub(r"\g<opened>", text)
    return _FIELD.sub("", _ASSIGNS.sub("", text))


def only_calls_loggers(base: Part, head: Part, standing: Callable[[], Iterable[Part]]) -> bool:
    """Whether two forms differ in log lines and in calls of functions of the same file that only log.

    `standing` are the units of the file on the head side.
    """
    apart = set(base.tokens) ^ set(head.tokens)
    if not any(token.isidentifier() and len(token) > _SHORT for token in apart):
        return False
    named = {part.name.rpartition(".")[2]: part for part in standing() if part.kind in ("function", "method")}
    names = frozenset(
        name for name in apart & named.keys() if len(name) > _SHORT and named[name].only_signals
    )
    if not names:
        return False
    before, after = (part.behaviour().without_calls(part.spans, names) for part in (base, head))
    return before == after


def short_names(text: str) -> frozenset[str]:
    """The names of few letters that a text declares loggers by: `l *slog.Logger`, `l: Logger`, `Logger l`."""
    if "ogger" not in text or not _MAY_BE_SHORT.search(text):
        return frozenset()
    return frozenset(name for found in _SHORT_NAMES.finditer(text) for name in found.groups() if name)


def calls_on(names: frozenset[str]) -> re.Pattern[str]:
    """How calls begin of what logs, on loggers with such names."""
    import re

    some = "|".join(map(re.escape, sorted(names)))
    levels = r"(?:[Tt]race|[Dd]ebug|[Ii]nfo|[Ww]arn(?:ing)?|[Ee]rror)(?:Context|f|w|ln)?"
    return re.compile(rf"(?<![\w.$>:])(?:{some})\.{levels}\s*(?=\()")


def calls_of(names: frozenset[str]) -> re.Pattern[str]:
    """How calls begin of functions with such names, which give nothing back."""
    import re

    some = "|".join(map(re.escape, sorted(names)))
    return re.compile(rf"(?<![\w.$>:])(?:await\s+)?(?:[\w$]+(?:\.|->|::))*(?:{some})\s*(?=\()")
