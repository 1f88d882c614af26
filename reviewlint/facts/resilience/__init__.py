"""What the change adds that hangs, hides or hammers: calls without a timeout, swallowed errors, endless retries.

Both sides of the changed production files are compared as multisets: what moved, or only changed its
arguments, was there before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.model import Unseen
from reviewlint.facts.resilience.before import beyond
from reviewlint.facts.resilience.model import Resilience, Weakness
from reviewlint.facts.resilience.signatures import Signatures
from reviewlint.regex import regex

if TYPE_CHECKING:
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

    def is_new(weak: Weakness) -> bool:
        return facts.is_added(weak.path, weak.line)

    drops = Signatures(facts).drops
    head, base = [weak for weak in head if drops(weak)], [weak for weak in base if drops(weak)]
    fresh = [weak for weak in beyond(head, base, is_new) if _may_fail(facts, weak)]
    added = sorted(fresh, key=lambda weak: (weak.path, weak.line))
    return Resilience(tuple(added), tuple(beyond(guarded, before, is_new)), tuple(dict.fromkeys(unseen)))


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
    from reviewlint.facts.resilience.places import calls, touches, weak_places

    tests = _RUST_TESTS.search(text) if file.language == "rust" else None
    last = text.count("\n", 0, tests.start()) + 1 if tests else text.count("\n") + 2
    span = facts.sources.span(file.path, side)
    parts = [node for node in root.children() if touches(node, span)]
    if len(parts) > _FEW:
        parts = [root]  # each search prepares its rule anew
    found = weak_places(file.path, text, parts, known.__getitem__, span)
    weak += (place for place in found if place.line < last)
    for call, ends in calls(file.path, text, root, known.__getitem__):
        if call.line < last:
            (guarded if ends else weak).append(call)


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
