"""Functions of JavaScript that are written as an arrow on one side: `function f(x) { … }`, `const f = (x) => …`.

An arrow has no `this` and no `arguments` of its own, cannot be made with `new`, and is not known before its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.units.moved.moves import by_file, touched
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.facts.units.side import Part

_OWN = frozenset(("this", "arguments", "super", "yield", "target"))
_DEFAULT = regex(r"\bexport\s+default\s+(?:async\s+)?(?:function\s+)?(\w+)")
_ARROW = ("=", ">")


def become_arrows(pairs: Iterable[Pair]) -> frozenset[int]:
    """The ids of the `pairs` that differ in such a form alone, with that of what stands around them in their file."""
    found: set[int] = set()
    for every in by_file(pair for pair in touched(pairs) if pair.base is not None and pair.head is not None):
        changed = [pair for pair in every if _is_other_form(pair)]
        found.update(map(id, changed))
        names = {pair.head.name for pair in changed if pair.head is not None}
        found.update(id(pair) for pair in every if changed and _only_declares_so(pair, names))
    return frozenset(found)


def _is_other_form(pair: Pair) -> bool:
    base, head = pair.base, pair.head
    if base is None or head is None or base.kind != "function" or head.kind != "function":
        return False
    if head.behaviour().language.name not in SCRIPTS or "." in head.name:
        return False
    old, new = _form(base), _form(head)
    if old is None or new is None or old[:2] != new[:2] or old[2] == new[2]:
        return False
    arrow = head if new[2] else base
    return (
        _OWN.isdisjoint((*base.inner, *head.inner)) and _is_known_later(arrow) and _bodies_match(base, head)
    )


def _form(part: Part) -> tuple[bool, Tokens, bool] | None:
    """Whether a function is `async`, what it takes, and whether it is an arrow; None for any other form."""
    words = tuple(token for token in part.signature if token != "async")
    later = len(words) < len(part.signature)
    if words[:2] == ("function", part.name):
        return later, words[2:], False
    if words[:2] != (part.name, "=") or words[-2:] != _ARROW:
        return None
    taken = words[2:-2]
    return later, taken if taken[:1] == ("(",) else ("(", *taken, ")"), True


def _bodies_match(base: Part, head: Part) -> bool:
    before, after = (base.behaviour().as_idioms(_braced(part.inner)) for part in (base, head))
    return before == after


def _braced(tokens: Tokens) -> Tokens:
    """A body in brackets, also one that is only a value."""
    if tokens[:1] == ("{",):
        return tokens
    value = tokens[1:-1] if tokens[:2] == ("(", "{") and tokens[-2:] == ("}", ")") else tokens
    return ("{", "return", *value, "}")


def _is_known_later(part: Part) -> bool:
    """Whether a file names a function nowhere before its line, and makes nothing of it with `new`."""
    start = part.spans[0][0]
    named = re.search(rf"(?<![\w.]){re.escape(part.name)}\b", part.text[:start])
    return named is None and re.search(rf"\bnew\s+{re.escape(part.name)}\b", part.text) is None


def _only_declares_so(pair: Pair, names: set[str]) -> bool:
    """Whether what stands outside of all units differs only in the words before such functions."""
    base, head = pair.base, pair.head
    if base is None or head is None or head.name or base.tokens == head.tokens:
        return False
    exported = [_DEFAULT.findall(part.text) for part in (base, head)]
    return exported[0] == exported[1] and _plain(base.tokens, names) == _plain(head.tokens, names)


def _plain(tokens: Tokens, names: set[str]) -> Tokens:
    """`tokens` without `const` before what was cut out, and without the words that export one of `names`."""
    found: list[str] = []
    for at, token in enumerate(tokens):
        exports = tokens[max(at - 2, 0) : at] == ("export", "default") and token in names
        if not exports and not (token == "const" and _is_bare(tokens, at)):
            found.append(token)
    return tuple(found)


def _is_bare(tokens: Tokens, at: int) -> bool:
    """Whether nothing is declared by the word at `at` that is not cut out."""
    sign = tokens[at + 2 : at + 3]
    return not (tokens[at + 1 : at + 2] in (("{",), ("[",)) or sign in (("=",), (":",)))
