"""Handlers of errors that only log what they throw on: the code around which they stand does what it did alone."""

from __future__ import annotations

import re

from reviewlint.regex import regex

_E = "\x1f"  # after every token
_MARK = "\x03"  # stands where a call that logs was taken out
_THROWS = (
    rf"{_MARK}{_E}(?:rethrow{_E}|throw{_E}(?:\${_E})?(?:(?P<thrown>\w+){_E})?(?:\){_E})?)(?:;{_E})?\}}{_E}"
)
_NO_MORE = rf"(?!catch{_E}|finally{_E}|on{_E}\w+{_E}catch|else{_E})"
_BRACES = regex(
    rf"\}}{_E}(?:on{_E}\w+{_E})?catch{_E}(?:\({_E}(?P<caught>[^{{}}()\x03]{{1,300}}?)\){_E})?\{{{_E}"
    rf"(?:case{_E}(?P<case>\w+){_E}(?::{_E}[\w.{_E}]{{1,200}})?={_E}>{_E})?{_THROWS}{_NO_MORE}"
)
_PROMISE = regex(
    rf"\.{_E}catch{_E}\({_E}(?:async{_E})?(?:\({_E})?(?P<caught>\w+){_E}(?:\){_E})?={_E}>{_E}\{{{_E}"
    rf"{_MARK}{_E}throw{_E}(?P=caught){_E}(?:;{_E})?\}}{_E}\){_E}"
)
_LEVELS = regex(
    rf"<{_E}except{_E}(?P<caught>[^<>\x03]{{0,300}}?):{_E}>{_E}{_MARK}{_E}raise{_E}(?:(?P<thrown>\w+){_E})?"
    rf"(?:<{_E}(?!except{_E}|else{_E}|finally{_E})|\Z)"
)
_RESCUE = regex(
    rf"rescue{_E}(?P<caught>[^{{}};\x03]{{0,200}}?){_MARK}{_E}raise{_E}(?:(?P<thrown>\w+){_E})?end{_E}"
)
_TRIES = regex(rf"(?<![^{_E}])(?:try|do){_E}\Z")
_WORD = regex(r"\w+")


def unwrapped(text: str) -> str:
    """Tokens with `_E` after each, without handlers that do nothing but log and throw on what they caught."""
    if f"raise{_E}" not in text and f"throw{_E}" not in text:
        return text
    text = _PROMISE.sub("", text) if f".{_E}catch{_E}" in text else text
    for pattern, take_out in ((_BRACES, _of_braces), (_LEVELS, _of_levels), (_RESCUE, _of_words)):
        at = 0
        while (found := pattern.search(text, at)) is not None:
            at = found.start() + 1
            if _throws_what_it_caught(found):
                text = take_out(text, found)
    return text


def _throws_what_it_caught(found: re.Match[str]) -> bool:
    given = found.groupdict()
    thrown = given.get("thrown")
    known = (given.get("caught") or "") + (given.get("case") or "")
    return thrown is None or thrown in _WORD.findall(known) or (not known and thrown == "error")


def _of_braces(text: str, handler: re.Match[str]) -> str:
    """`text` without a handler and the `try {` that belongs to it."""
    depth = 0
    for place in range(handler.start() - 1, -1, -1):
        depth += (text[place] == "}") - (text[place] == "{")
        if depth < 0:
            tried = _TRIES.search(text, max(place - 10, 0), place)
            if tried is None:
                return text
            return text[: tried.start()] + text[place + 2 : handler.start()] + text[handler.end() :]
    return text


def _of_levels(text: str, handler: re.Match[str]) -> str:
    """The same, of a language whose blocks are told by indentation."""
    opening, depth = f"try{_E}:{_E}>{_E}", 0
    for place in range(handler.start() - 1, -1, -1):
        depth += (text[place] == "<") - (text[place] == ">" and text[place - 2 : place - 1] == ":")
        if depth < 0:
            start = place + 2 - len(opening)
            if start < 0 or not text.startswith(opening, start):
                return text
            inside, rest = text[place + 2 : handler.start()], text[handler.end() :]
            return text[:start] + (inside + rest if rest else _undented(inside))
    return text


def _undented(text: str) -> str:
    while text.endswith(f"<{_E}"):  # a stretch closes no block at its end
        text = text[:-2]
    return text


def _of_words(text: str, handler: re.Match[str]) -> str:
    """The same, of Ruby: after `begin`, or for all of a method."""
    began = text.rfind(f"{_E}begin{_E}", 0, handler.start())
    inside = text[began + 7 : handler.start()]
    if began < 0 or re.search(rf"(?<![^{_E}])(?:rescue|ensure|begin){_E}", inside):
        alone = handler.end() == len(text)
        return text[: handler.start()] + f"end{_E}" if alone and began < 0 else text
    return text[: began + 1] + inside + text[handler.end() :]
