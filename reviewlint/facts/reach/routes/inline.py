"""Handlers without a name: what a route is bound to stands among the arguments of the call that binds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.model import Endpoint
    from reviewlint.facts.reach.code import CodeFile

_MOST_ABOVE = 150  # lines of a handler above what is asked for
_NESTED = 12  # brackets that may stand open
_SPACE = regex(r"\s*")
_FUNCTION = {
    "go": regex(r"\bfunc\s*\("),
    "csharp": regex(r"=>|\bdelegate\b"),
    "php": regex(r"\bfunction\b|\bfn\s*\("),
    "kotlin": regex(r"\{"),
    **dict.fromkeys(SCRIPTS, regex(r"=>|\bfunction\b")),
}


def binds(file: CodeFile, line: int, endpoints: tuple[Endpoint, ...]) -> Iterator[Endpoint]:
    """The endpoints that a function answers which stands around `line` and among the arguments of their call."""
    function = _FUNCTION.get(file.language)
    known = {endpoint.line for endpoint in endpoints}
    if function is None or not known or min(known) > line:
        return
    if (
        line in known
        and (shown := function.search(file.line(line))) is not None
        and _is_last(file, line, shown.start())
    ):
        yield from (endpoint for endpoint in endpoints if endpoint.line == line)
        return
    first = max(line - 1 - _MOST_ABOVE, 0)
    above = "\n".join(file.lines[first : line - 1]) + "\n"
    text = above + file.line(line)
    for number, place in enumerate(open_at(above, len(above))):
        if number > _NESTED:
            return
        braced = file.language == "kotlin" and text[place] == "{"
        if not braced and (text[place] != "(" or function.search(text, place) is None):
            continue
        argument = place if braced else _SPACE.match(text, place + 1).end()  # type: ignore[union-attr]
        at = first + 1 + text.count("\n", 0, argument)
        if at in known:
            yield from (endpoint for endpoint in endpoints if endpoint.line == at)
            return


def _is_last(file: CodeFile, line: int, at: int) -> bool:
    """Whether a call on a line ends there, and the function in it at `at` is its handler: `get("/x", n => f(n))`."""
    source = file.line(line)
    return at > 0 and source.count("(") == source.count(")") and source.count("{") == source.count("}")
