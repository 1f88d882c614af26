"""Names that a file imports in another way: `import b; b.f()`, `from b import f; f()`; static imports; namespaces.

Every name that one side alone imports so is written in full on both, and no local may have such a name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.enclosed import closing
from reviewlint.facts.units.same.locals import are_local
from reviewlint.regex import regex
from reviewlint.tables import with_sets

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part
    from reviewlint.syntax.model import Import

_WORDS = regex(r"\w+")
_NAME = regex(r"[A-Za-z_$]\w*\Z")
Imports = dict[str, "Import"]


@cache
def _table() -> dict[str, Any]:
    return with_sets(bundled_toml("imported.toml"))


def imported_otherwise(facts: Facts, path: str, base: Part, head: Part) -> bool:
    """Whether the two are the same but for how what they name is imported, and for what only tells a type."""
    language = head.behaviour().language.name
    if language not in _table()["dotted"] | _table()["paths"]:
        return False
    gone, came = facts.sources.imports(path, "base"), facts.sources.imports(path, "head")
    old, new = (_only(one, other) for one, other in ((gone, came), (came, gone)))
    casts = language == "python" and "cast" in (*base.tokens, *head.tokens)
    if not (casts or _names(base, old) or _names(head, new)) or any(map(_hides, (base, head), (old, new))):
        return False
    before, after = _in_full(base.tokens, gone, language), _in_full(head.tokens, came, language)
    if casts:
        before, after = _without_casts(before), _without_casts(after)
    return before == after or base.behaviour().as_idioms(before) == head.behaviour().as_idioms(after)


def _only(some: Imports, others: Imports) -> frozenset[str]:
    """The names that only one side imports, or from elsewhere."""
    return frozenset(
        name for name, entry in some.items()
        if _NAME.match(name) and (name not in others or _full(others[name]) != _full(entry))
    )  # fmt: skip


def _full(entry: Import) -> tuple[str, str]:
    return entry.module, entry.name


def _names(part: Part, names: frozenset[str]) -> bool:
    return not names.isdisjoint(part.tokens)


def _hides(part: Part, names: frozenset[str]) -> bool:
    """Whether a unit has something of its own by one of these names."""
    used = names.intersection(part.tokens)
    taken = part.kind != "class" and not used.isdisjoint(part.signature[1:])
    return taken or any(are_local(part, [name]) for name in used)


def _in_full(tokens: Tokens, entries: Imports, language: str) -> Tokens:
    """`tokens` with what is imported in full, from its module on."""
    found: list[str] = []
    for at, token in enumerate(tokens):
        entry = entries.get(token)
        if entry is None or _is_member(tokens, at) or tokens[at + 1 : at + 2] == (":",):
            found.append(token)
        else:
            found += _spelt(entry, language)
    return tuple(found)


def _is_member(tokens: Tokens, at: int) -> bool:
    before = tokens[max(at - 2, 0) : at]
    return before[-1:] == (".",) and before[:1] != (".",)


def _spelt(entry: Import, language: str) -> list[str]:
    """What an import names, in full: its module, and its name there."""
    name = (
        ""
        if entry.name == "default" and entry.module.removeprefix("node:") in _table()["whole"]
        else entry.name
    )
    if language in _table()["paths"]:
        return [f"\x03{entry.module.removeprefix('node:')}", *((".", name) if name else ())]
    dots = entry.module[: len(entry.module) - len(entry.module.lstrip("."))]
    words = [*_WORDS.findall(entry.module), *_WORDS.findall(name)]
    spelt = [token for word in words for token in (".", word)][1:]
    return [*([f"\x03{dots}"] if dots else []), *spelt]


def _without_casts(tokens: Tokens) -> Tokens:
    """`tokens` without calls that only tell the type of a name, a field or what a function gives."""
    for at in range(len(tokens) - 1, 1, -1):
        if tokens[at : at + 1] == ("(",) and "".join(tokens[at - 3 : at]) in _table()["casts"]:
            end = closing(tokens, at)
            comma = _comma(tokens, at + 1, end)
            value = tokens[comma + 1 : end]
            if comma and _is_one(value):
                tokens = (*tokens[: at - 3], *value, *tokens[end + 1 :])
    return tokens


def _comma(tokens: Tokens, start: int, end: int) -> int:
    """The place of the first comma that stands in no further bracket; 0 without one, or with another."""
    depth, found = 0, []
    for at in range(start, end):
        depth += (tokens[at] in "([{") - (tokens[at] in ")]}")
        if tokens[at] == "," and not depth:
            found.append(at)
    return found[0] if len(found) == 1 else 0


def _is_one(value: Tokens) -> bool:
    """Whether a value is a chain of names, calls and indices."""
    at = 0
    while at < len(value) and _NAME.match(value[at]):
        at += 1
        while value[at : at + 1] in (("(",), ("[",)):
            at = closing(value, at) + 1
        if value[at : at + 1] != (".",):
            break
        at += 1
    return bool(value) and at == len(value)
