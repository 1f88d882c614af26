"""Whether a changed line binds a route by a name: what that stands for may be told in another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

NAME = r"(?:[rR]oute|[eE]ndpoint|[aA]pi|[pP]age|[rR]egister|[hH]andler)\w*"
"""How functions of a repository's own are called that bind the route they are given, from the word on that says so."""

_CALLED = (
    r"\b(?:get|post|put|patch|delete|head|options|any|all|route|handle|handlefunc|path|url|use|mount|group)"
)
_CALL = rf"{_CALLED}\s*\(\s*(?:\"[a-z]+\"\s*,\s*)?[a-z_$][\w.:]*\s*(?:[,+]|\)\s*\{{)"
_MARK = r"(?:@[\w.]+|\[\w+)\s*\(\s*(?:(?:value|path)\s*=\s*)?[{\[]?\s*[a-z_$][\w.:]*\s*[,+)}\]]"
_LOOPED = r"\b[a-z_$][\w.]*\[[\w.()]+\]\s*\(\s*[a-z_$][\w.]*\s*,"
_HANDED = r"\b(?:route|add_url_rule|add_route)\(\s*[a-z_$][\w.]*\s*[,)]"
_OWN = rf"{NAME}\(\s*[\w$.]+\s*,\s*(?:[\"']\w+[\"']\s*,\s*)?[\"'`]/"
_VERBED = (
    r"(?<!request)(?<!requestwithcontext)\(\s*(?:[\w./\"]+\s*,\s*)?"
    r"(?:http\.method\w+|\"(?:get|post|put|patch|delete)\")\s*,"
)
_BOUND = regex(rf"(?i){_CALL}|{_MARK}|{_LOOPED}|{_HANDED}|{_OWN}|{_VERBED}")


def any_named(facts: Facts, files: Iterable[File]) -> bool:
    """Whether a line that only one side of a file has seems to bind a route by the name of a constant."""
    return any(_BOUND.search(line) for file in files if file.language for line in _changed(facts, file))


def _changed(facts: Facts, file: File) -> set[str]:
    head, base = (
        {line.strip() for line in (facts.sources.text(file.path, side) or "").split("\n")}
        for side in ("head", "base")
    )
    return head ^ base
