"""Whether two token sequences differ only in names: those renamed in the change, and local ones."""

from __future__ import annotations

from reviewlint.enclosed import is_in_call
from reviewlint.regex import regex

Tokens = tuple[str, ...]

_NAME = regex(r"[A-Za-z_]\w*\Z")
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
