"""Resources that a block closes at its end, and statements that close them by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.idioms import text_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.units.behaviour import Tokens

KINDS = frozenset(("try_with_resources_statement", "using_statement", "with_statement"))
_OPENS = regex(  # what closes itself at the end of a `with`, and does nothing else there
    r"(?:[\w.]*\.)?(?:\w*open|\w*[sS]ocket|\w*(?:File|Reader|Writer|Stream))\Z"
)

_E = "\x1f"  # after every token
_DEFERS = regex(
    rf"(?<![^{_E}])defer{_E}(?:(?P<plain>\w+){_E}\.{_E}Close{_E}\({_E}\){_E}"
    rf"|func{_E}\({_E}\){_E}\{{{_E}(?:_|(?P<error>\w+)){_E}={_E}(?:[\w.]+{_E}){{0,5}}(?:\({_E}\w+{_E},{_E})?"
    rf"(?P<handed>\w+){_E}\.{_E}Close{_E}\({_E}\){_E}(?:\){_E})?\}}{_E}\({_E}\){_E}"
    rf"|\{{{_E}(?P<swift>\w+){_E}\.{_E}close{_E}\({_E}\){_E}\}}{_E})"
)
_MAKES_ERROR = frozenset(("Errorf", "Wrap", "Wrapf", "Annotate"))

Resource = tuple["Tokens", str]  # the statement that makes it, and how it is closed


def made_by(head: Tokens) -> Resource | None:
    """The one resource that a block with such a head closes: `try (Reader r = open())`, `with open(p) as f:`."""
    if head[:2] in (("try", "("), ("using", "(")) and head[-1:] == (")",):
        inside = head[2:-1]
        at = inside.index("=") if "=" in inside else 0
        single = at and ";" not in inside and inside[at + 1 : at + 2] != ("=",)
        closes = "Dispose" if head[0] == "using" else "close"
        return (inside, f"{inside[at - 1]}.{closes}") if single else None
    if head[:1] != ("with",) or head[-1:] != (":",) or head[-3:-2] != ("as",):
        return None
    value, name = head[1:-3], head[-2]
    opened = value.index("(") if "(" in value else 0
    if "as" in value or value[-1:] != (")",) or not _OPENS.match("".join(value[:opened])):
        return None
    return (name, "=", *value), f"{name}.close"


def only_defers_close(before: Tokens, after: Tokens) -> bool:
    """Whether something is only closed at the end of a function that was closed where nothing was called any more."""
    if "defer" not in after or "defer" in before:
        return False
    text, old = text_of(after), text_of(before)
    found = _DEFERS.search(text)
    if found is None:
        return False
    name = found["plain"] or found["handed"] or found["swift"]
    if found["error"] and found["error"] in before[: before.index("{")]:
        return False  # a result that has a name
    call = "".join(part + _E for part in (name, ".", "close" if found["swift"] else "Close", "(", ")"))
    head, closes, tail = f"{_E}{old}".partition(f"{_E}{call}")
    left = f"{_E}{text[: found.start()]}{text[found.end() :]}"
    return bool(closes) and left == f"{head}{_E}{tail}" and _calls_nothing(tail.split(_E), name)


def _calls_nothing(tokens: list[str], name: str) -> bool:
    """Whether tokens call nothing but what makes an error, and do not name what was closed."""
    called = [one for one, other in pairwise(tokens) if other == "(" and (one.isidentifier() or one in ")]")]
    return name not in tokens and _MAKES_ERROR.issuperset(called)
