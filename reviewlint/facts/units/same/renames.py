"""Whether two token sequences differ only in names: those renamed in the change, and local ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.enclosed import is_in_call
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

Tokens = tuple[str, ...]

_NAME = regex(r"[A-Za-z_]\w*\Z")
_TWICE, _LONG = 2, 5  # places of a field, and letters of its name
_TEMPLATES = (
    ".html",
    ".htm",
    ".ejs",
    ".hbs",
    ".twig",
    ".vue",
    ".svelte",
    ".erb",
    ".haml",
    ".jsp",
    ".ftl",
    ".cshtml",
)
_MOST_TEMPLATES = 600
_DECLARES = frozenset(
    ("let", "const", "var", "val", "mut", "for", "fn", "func", "def", "function", "catch", "as")
)


def follows(before: Tokens, after: Tokens, renamed: dict[str, str], signature: Tokens) -> bool:
    """Whether `after` is `before` with names of `renamed` (old: new) and consistently renamed locals.

    `signature` are the tokens of `before` up to its body: its parameters are local.
    """
    if len(before) != len(after):
        return False
    changed: dict[str, str] = {}
    for old, new in zip(before, after, strict=True):
        if old == new or renamed.get(old) == new:
            continue
        if changed.setdefault(old, new) != new or not (_NAME.match(old) and _NAME.match(new)):
            return False
    if len(set(changed.values())) < len(changed) or changed.keys() & set(after):
        return False
    if set(changed.values()) & set(before):
        return False
    return all(_is_local(name, before, signature) for name in changed)


def renames_member(facts: Facts, before: Tokens, after: Tokens) -> bool:
    """Whether only a field has another name that this code writes as well as reads, and the old one is nowhere left."""
    if len(before) != len(after):
        return False
    places = [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    pairs = {(before[at], after[at]) for at in places}
    if len(places) < _TWICE or len(pairs) != 1:
        return False
    old, new = pairs.pop()
    if not (_NAME.match(old) and _NAME.match(new)) or len(old) < _LONG or old in after or new in before:
        return False
    if any(before[at - 1] != "." or before[at + 1 : at + 2] == ("(",) for at in places):
        return False
    written = [
        at
        for at in places
        if before[at + 1 : at + 2] == ("=",) and before[at + 2 : at + 3] not in (("=",), (">",))
    ]
    return 0 < len(written) < len(places) and not _is_left(facts, old)


def _is_left(facts: Facts, name: str) -> bool:
    """Whether a file still has that name, templates among them."""
    if facts.index.mentioning([name]):
        return True
    paths = [path for path in facts.change.tree("head") if path.endswith(_TEMPLATES)]
    return len(paths) > _MOST_TEMPLATES or any(
        name in text for text in facts.change.read("head", paths).values()
    )


def _is_local(name: str, tokens: Tokens, signature: Tokens) -> bool:
    """Whether `name` is bound inside of `tokens`, and nowhere read as a member of something else."""
    places = [at for at, token in enumerate(tokens) if token == name]
    if any(at and tokens[at - 1] == "." for at in places):
        return False
    return name in signature[1:] or any(_binds(tokens, at) for at in places)


def _binds(tokens: Tokens, at: int) -> bool:
    before = tokens[at - 1] if at else ""
    following = (*tokens[at + 1 : at + 3], "", "")
    if before in _DECLARES or following[:2] == (":", "="):
        return True
    assigns = following[0] == "=" and following[1] not in ("=", ">")
    return assigns and not is_in_call(tokens, at)  # `f(name=1)` binds nothing here
