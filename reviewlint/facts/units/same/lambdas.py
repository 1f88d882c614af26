"""Functions without a name in one form: an object of one method, `function (x) { … }` and `x -> { return y; }`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re

_E = "\x1f"  # after every token
_B = rf"(?<![^{_E}])"
_OBJECT = regex(
    rf"{_B}new{_E}(?:\w+{_E}\.{_E})*[A-Z]\w*{_E}(?:<[^(){{}};]*>{_E})?\({_E}\){_E}\{{{_E}"
    rf"(?:[\w<>,.?\[\]]+{_E}){{1,20}}\w+{_E}\({_E}(?P<given>(?:[^(){_E}]+{_E})*)\){_E}(?P<opened>\{{){_E}"
)
_FUNCTION = regex(rf"{_B}function{_E}\({_E}(?P<given>(?:[^(){_E}]+{_E})*)\){_E}(?=\{{)")
_ARROW = regex(
    rf"{_B}(?:\({_E}(?P<given>(?:[^(){_E}]+{_E})*)\){_E}|(?P<one>\w+){_E})(?P<arrow>[-=]{_E}>{_E})"
)
_OWN = (f"this{_E}", f"super{_E}", f"arguments{_E}", f"new{_E}.{_E}target{_E}")
_GIVES = regex(rf"\{{{_E}(?:return{_E})?(?P<value>[^{{}};]+?)(?:;{_E})?\}}{_E}")
_PLAIN = frozenset((",", "final", "var"))


def as_lambdas(text: str, language: str) -> str:
    """Tokens, with `_E` after each, with such functions as arrows from names to a value or a block."""
    if language == "java" and f"new{_E}" in text:
        text = _without_objects(text)
    if f"function{_E}(" in text and not any(f"{_E}{own}" in text for own in _OWN):
        text = _FUNCTION.sub(lambda found: f"({_E}{found['given']}){_E}={_E}>{_E}", text)
    return _ARROW.sub(_bare, text) if f"-{_E}>{_E}" in text and language == "java" else text


def _without_objects(text: str) -> str:
    at = 0
    while (found := _OBJECT.search(text, at)) is not None:
        at = found.start() + 1
        opened = found.start("opened")
        end = closing(text, opened)
        body = text[opened : end + 2]
        if not text.startswith(f"}}{_E}", end + 2) or any(own in body for own in _OWN):
            continue
        text = f"{text[: found.start()]}({_E}{found['given']}){_E}-{_E}>{_E}{body}{text[end + 4 :]}"
    return text


def _bare(found: re.Match[str]) -> str:
    """The head of a lambda with nothing but the names of what it is given."""
    given = found["one"] + _E if found["one"] else found["given"]
    names = [part.split(_E)[-2] for part in f"{given}".split(f",{_E}") if part.count(_E)]
    return f"({_E}{f',{_E}'.join(name + _E for name in names)}){_E}{found['arrow']}"
