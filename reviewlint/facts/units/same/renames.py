"""Whether two token sequences differ only in names: those renamed in the change, and local ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.units.literals import TEXT
from reviewlint.facts.units.same.locals import are_local
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.units.side import Part

Tokens = tuple[str, ...]

_NAME = regex(r"[A-Za-z_]\w*\Z")
_DROPPED = "_"  # what is given this name is let go
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
# `${name}`, `#{name}`, `$name`, `{$name}`, `\\(name)`; braces alone in `f"{name}"`, `$"{name}"` and in Rust
_HOLE = regex(r"[$#]\{[^{}]*\}|\\\([^()]*\)|\$[A-Za-z_]\w*|\{\$[^{}]*\}")
_BRACES = regex(r"\{[^{}]*\}")
_BRACED = regex(rf"{TEXT}?(?:[rR]?[fF][rR]?|\$@?|@\$)[\"']")
_WORD = regex(r"(?<![\w.>])[A-Za-z_]\w*")
_MEMBERS = (("-", ">"), (":", ":"))


def follows(base: Part, head: Part, renamed: dict[str, str]) -> bool:
    """Whether `head` is `base` with names of `renamed` (old: new) and consistently renamed locals."""
    before, after = base.tokens, head.tokens
    if len(before) != len(after):
        return False
    changed: dict[str, str] = {}
    texts: list[tuple[str, str]] = []
    kept: set[str] = set()
    for at, (old, new) in enumerate(zip(before, after, strict=True)):
        of_member = _is_of_member(before, at)
        if old == new and not of_member:
            kept.add(old)
        if old == new or renamed.get(old) == new:
            continue
        if not (_NAME.match(old) and _NAME.match(new)):
            texts.append((old, new))
        elif of_member or _DROPPED in (old, new) or changed.setdefault(old, new) != new:
            return False
    if len(set(changed.values())) < len(changed) or not kept.isdisjoint({*changed, *changed.values()}):
        return False
    if not changed.keys().isdisjoint(changed.values()):
        return False
    in_braces = bool(texts) and base.behaviour().language.name == "rust"
    for old, new in texts:
        if not any(_says(old, new, names, in_braces) for names in (changed, renamed | changed)):
            return False
    return not changed or are_local(base, changed)


def _is_of_member(tokens: Tokens, at: int) -> bool:
    """Whether a name is said of something else: `item.name`, `item->name`, `Item::name`, not `...names`."""
    before = tokens[max(at - 2, 0) : at]
    return before[-1:] == (".",) != before[:1] or before in _MEMBERS


def _says(old: str, new: str, changed: dict[str, str], in_braces: bool) -> bool:
    """Whether a text has nothing but the new names where it had the old ones, in holes for values."""
    hole = _BRACES if in_braces or _BRACED.match(old) else _HOLE
    return new == hole.sub(lambda found: _WORD.sub(lambda word: changed.get(word[0], word[0]), found[0]), old)


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
    return 0 < len(written) < len(places) and not is_left(facts, old)


def is_left(facts: Facts, name: str) -> bool:
    """Whether a file still has that name, templates among them."""
    if facts.index.mentioning([name]):
        return True
    paths = [path for path in facts.change.tree("head") if path.endswith(_TEMPLATES)]
    return len(paths) > _MOST_TEMPLATES or any(
        name in text for text in facts.change.read("head", paths).values()
    )
