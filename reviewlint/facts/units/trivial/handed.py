"""Options that a function takes by name, is off without, and only hands on by the same name: `f(fast=fast)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import table
from reviewlint.facts.units.same.idioms import text_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.side import Part

_E = "\x1f"  # after every token
_NAME = regex(r"[a-z_]\w*\Z")
_OFF = r"(?:[Ff]alse|None|null|nil)"
_TYPE = rf"(?:(?:\w+|[.\[\]|?]){_E}){{1,12}}"
_MOST = 4  # options
_SIZE = 60  # tokens


def only_hands_on_options(base: Part, head: Part) -> bool:
    """Whether all that came are such options: the parameter, off by default, and arguments of its name."""
    before, after = base.tokens, head.tokens
    if base.kind not in ("function", "method") or not 0 < len(after) - len(before) <= _SIZE:
        return False
    new = [name for name in dict.fromkeys(head.signature) if _NAME.match(name) and name not in before]
    new = [name for name in new if _is_option(name, text_of(head.signature))]
    if not 0 < len(new) <= _MOST:
        return False
    signature, inner = text_of(head.signature), text_of(head.inner)
    for name in new:
        signature = _taken(name).sub(_between, signature)
        handed = _handed(name).sub(_between, inner)
        if handed == inner:
            return False
        inner = handed
    return (signature, inner) == (text_of(base.signature), text_of(base.inner))


def _is_option(name: str, signature: str) -> bool:
    """Whether a parameter is off by default, and by its name nothing that is mostly on where it is not given."""
    is_off = _taken(name).search(signature) is not None
    return is_off and table().guards.isdisjoint(name.lower().split("_"))


def _taken(name: str) -> re.Pattern[str]:
    """The parameter, with what says that it has a name in a call."""
    typed = rf"(?:[A-Za-z]\w*(?:{_E}\?)?{_E})?(?:\${_E})?{name}{_E}(?::{_E}{_TYPE})?={_E}{_OFF}"
    some = rf"(?:{typed}|{name}{_E}:{_E}{_OFF}){_E}"
    return re.compile(rf"(?<![^{_E}])(?P<first>,{_E})?(?:\*{_E},{_E})?{some}(?P<last>,{_E})?")


def _handed(name: str) -> re.Pattern[str]:
    some = rf"{name}{_E}[=:]{_E}(?:\${_E})?{name}{_E}"
    return re.compile(rf"(?<![^{_E}])(?:(?P<first>,{_E})|(?<=\({_E})){some}(?P<last>,{_E})?(?=\)|(?<=,{_E}))")


def _between(found: re.Match[str]) -> str:
    return f",{_E}" if found["first"] and found["last"] else ""
