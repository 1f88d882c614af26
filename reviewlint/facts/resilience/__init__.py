"""What the change adds that hangs, hides or hammers: calls without a timeout, swallowed errors, endless retries.

Both sides of the changed production files are compared as multisets: what moved, or only changed its
arguments, was there before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from reviewlint.facts.model import Unseen
from reviewlint.facts.resilience.model import Resilience, Weakness
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

__all__ = ["establish"]

_RUST_TESTS = regex(r"^#\[cfg\(test\)\]", re.MULTILINE)


def establish(facts: Facts) -> Resilience:
    """The weak places that the changed production files gain."""
    unseen: list[Unseen] = []
    head: list[Weakness] = []
    base: list[Weakness] = []
    guarded: list[Weakness] = []
    before: list[Weakness] = []
    files = [file for file in facts.files if file.role == "source" and file.language]
    for file in files:
        if file.status != "removed":
            _side(facts, file, "head", head, guarded, unseen)
    for file in files if head or guarded else ():
        if file.status != "added":
            _side(facts, file, "base", base, before, [])
    fresh = [weak for weak in _beyond(head, base) if _may_fail(facts, weak)]
    added = sorted(fresh, key=lambda weak: (weak.path, weak.line))
    return Resilience(tuple(added), tuple(_beyond(guarded, before)), tuple(dict.fromkeys(unseen)))


def _side(
    facts: Facts, file: File, side: Side, weak: list[Weakness], guarded: list[Weakness], unseen: list[Unseen]
) -> None:
    from reviewlint.facts.resilience.rules import rules

    text = facts.sources.text(file.path, side)
    folders = facts.settings.frameworks
    tables = ("client", "handler", "retry", "loop")
    near = facts.sources.near(file.path)
    known = {table: rules(table, file.language, text, near, folders) for table in tables} if text else {}
    if text is None or not any(known.values()):
        return
    root = facts.sources.tree(file.path, side)
    if root is None:
        unseen.append(Unseen(file.path, facts.sources.problem(file.path, side) or "does not parse"))
        return
    from reviewlint.facts.resilience.places import calls, weak_places

    tests = _RUST_TESTS.search(text) if file.language == "rust" else None
    last = text.count("\n", 0, tests.start()) + 1 if tests else text.count("\n") + 2
    parts = _touched(root, facts.sources.span(file.path, side))
    weak += (place for place in weak_places(file.path, text, parts, known.__getitem__) if place.line < last)
    for call, ends in calls(file.path, text, root, known.__getitem__):
        if call.line < last:
            (guarded if ends else weak).append(call)


def _touched(root: SgNode, span: tuple[int, int]) -> list[SgNode]:
    """The outermost nodes with a line in `span`: the others are the same on both sides."""
    first, last = span
    spans = ((node, node.range()) for node in root.children())
    parts = [node for node, place in spans if place.start.line < last and place.end.line + 1 >= first]
    return parts if len(parts) <= _FEW else [root]  # each search prepares its rule anew


def _may_fail(facts: Facts, weak: Weakness) -> bool:
    """False where Go gives a value to the blank and the repository's own function of that name gives no error."""
    called = _BLANK.match(weak.source) if weak.kind == "swallowed" and weak.path.endswith(".go") else None
    if called is None:
        return True
    signature = re.compile(rf"(?m)^func\s*(?:\([^)]*\)\s*)?{called[1]}\(.*")
    texts = (
        facts.index.text(path) or "" for path in sorted(facts.index.mentioning([called[1]]))[:_MOST_FILES]
    )
    found = [line for text in texts for line in signature.findall(text)]
    return not found or any(re.search(r"\berror\b|,$|\($", line) for line in found)


_FEW = 3
_MOST_FILES = 20
_BLANK = regex(r"[\w, ]*\b_\s*:?=\s*(?:[\w.()]+\.)?(\w+)\(")
_KEYS: tuple[Callable[[Weakness], Hashable], ...] = (
    lambda weak: (weak.kind, weak.path, weak.scope, weak.source),
    lambda weak: (weak.kind, weak.scope, weak.source),
    lambda weak: (weak.kind, weak.path, weak.scope),
    lambda weak: (weak.kind, weak.scope) if weak.scope else weak,
    lambda weak: (weak.kind, weak.source) if len(weak.source) > _TELLING else weak,
)
_TELLING = 24  # characters: a shorter line is the same by chance


def _beyond(head: list[Weakness], base: list[Weakness]) -> list[Weakness]:
    """What is left of `head` when each place of `base` is taken out with its likeliest counterpart."""
    for key in _KEYS:
        left, head = Counter(map(key, base)), list(head)
        kept: list[Weakness] = []
        for weak in head:
            if left[key(weak)]:
                left[key(weak)] -= 1
            else:
                kept.append(weak)
        base = list(_unpaired(base, head, key))
        head = kept
    return head


def _unpaired(
    base: list[Weakness], head: list[Weakness], key: Callable[[Weakness], Hashable]
) -> list[Weakness]:
    left = Counter(map(key, head))
    kept = []
    for weak in base:
        if left[key(weak)]:
            left[key(weak)] -= 1
        else:
            kept.append(weak)
    return kept
