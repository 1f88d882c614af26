"""Routes of Haskell: Servant's types, Yesod's quasi-quotes, Scotty's and Spock's calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.schemas import yesod
from reviewlint.facts.model import Endpoint
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.families import Source

_QUOTED = regex(r"\[(?:parseRoutes(?:NoCheck)?|yesodRoutes)\|(.*?)\|\]", re.DOTALL)
_SCOTTY = regex(
    r"^[ \t]*(?:Scotty\.|S\.)?(get|post|put|patch|delete|options|matchAny)\s+"
    r"(?:\(?\s*(?:capture|literal|regex)\s+)?\"(/[^\"]*)\"",
    re.MULTILINE,
)
_ADDED = regex(r"^[ \t]*addroute\s+(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+\"(/[^\"]*)\"", re.MULTILINE)
_TYPE = regex(r"^type\s+(\w+)[^=\n]*=(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_RECORD = regex(
    r"^(?:data|newtype)\s+(\w+)\s+(?:mode|route|r|a)\b[^=]*=(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL
)
_FIELD = regex(r"(\w+)\s*::\s*\w+\s*:-(.*?)(?=[,{}]\s*\w+\s*::\s*\w+\s*:-|\}|\Z)", re.DOTALL)
_VERB = regex(
    r"\b(?:(Get|Post|Put|Patch|Delete|Head|Options)(?:NoContent|Accepted|Created|ResetContent|NonAuthoritative|PartialContent)?\b"
    r"|Stream(Get|Post|Put|Patch|Delete)\b|U?Verb\s+'?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)|Stream\s+'?(GET|POST))"
)
_DEPTH = 12
_MOST = 400


class _Part(Record):
    name: str
    at: int
    body: str


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The routes of a Haskell file."""
    text = re.sub(
        r"\{-.*?-\}|--[^\n]*", lambda found: re.sub(r"[^\n]", " ", found[0]), source.text, flags=re.DOTALL
    )
    for found in _QUOTED.finditer(source.text):
        yield from yesod(source.path, found[1], source.text.count("\n", 0, found.start(1)))
    if re.search(r"\bWeb\.(Scotty|Spock)", text):
        for found in _SCOTTY.finditer(text):
            method = "ANY" if found[1] == "matchAny" else found[1].upper()
            yield Endpoint(
                "http", method, found[2], source.path, text.count("\n", 0, found.start()) + 1, "scotty"
            )
        for found in _ADDED.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Endpoint("http", found[1], found[2], source.path, line, "scotty")
    if ":>" in text or ":-" in text:
        yield from _servant(source, text)


def _servant(source: Source, text: str) -> Iterator[Endpoint]:
    known = {part.name: part for part in _declared(text)}
    used = {
        w for part in known.values() for w in re.findall(r"\w+", part.body) if w in known and w != part.name
    }
    for part in known.values():
        if part.name in used:
            continue
        for method, route in list(_routes(part.body, known, 0))[:_MOST]:
            line = text.count("\n", 0, part.at) + 1
            yield Endpoint("http", method, join(route), source.path, line, "servant", part.name)


def _declared(text: str) -> Iterator[_Part]:
    for found in _TYPE.finditer(text):
        if ":>" in found[2] or ":<|>" in found[2] or "NamedRoutes" in found[2] or _VERB.search(found[2]):
            yield _Part(found[1], found.start(), found[2])
    for found in _RECORD.finditer(text):
        fields = [f"({field[2].strip()})" for field in _FIELD.finditer(found[2])]
        if fields:
            yield _Part(found[1], found.start(), " :<|> ".join(fields))


def _routes(body: str, known: dict[str, _Part], depth: int) -> Iterator[tuple[str, str]]:
    """(method, path) pairs of an API type; alternatives first, then segments from left to right."""
    if depth > _DEPTH:
        return
    for branch in _split(_unwrapped(body), ":<|>"):
        parts = _split(_unwrapped(branch), ":>")
        path = join(*(s for part in parts[:-1] for s in _segments(part)))
        last = _unwrapped(parts[-1])
        verb = _VERB.match(last.lstrip())
        if verb:
            yield (verb[1] or verb[2] or verb[3] or verb[4]).upper(), path
        elif len(_split(last, ":<|>")) > 1 or len(_split(last, ":>")) > 1:
            yield from ((m, join(path, p)) for m, p in _routes(last, known, depth + 1))
        else:
            name = re.sub(r"^(NamedRoutes|ToServantApi)\s+", "", last.strip()).split(" ")[0].strip("()'")
            if name in known:
                yield from ((m, join(path, p)) for m, p in _routes(known[name].body, known, depth + 1))
            elif name == "Raw":
                yield "ANY", join(path, "*")


def _segments(part: str) -> list[str]:
    part = part.strip()
    literal = re.match(r"^\"([^\"]*)\"$", part)
    if literal:
        return [literal[1]]
    captured = re.match(r"^\(?Capture(All)?'?\s*(?:'\[[^\]]*\]\s*)?\"([^\"]*)\"", part)
    return ["{" + captured[2] + "}"] if captured else []


def _unwrapped(text: str) -> str:
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and _closes(text) == len(text) - 1:
        text = text[1:-1].strip()
    return text


def _closes(text: str) -> int:
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if depth == 0:
            return at
    return -1


def _split(text: str, mark: str) -> list[str]:
    """`text` cut at `mark` where no bracket is open."""
    found, depth, start, at = [], 0, 0, 0
    while at < len(text):
        depth += (text[at] in "([") - (text[at] in ")]")
        if depth == 0 and text.startswith(mark, at):
            found.append(text[start:at])
            at = start = at + len(mark)
        else:
            at += 1
    return [*found, text[start:]]
