"""Stores of Vuex: code names their actions, mutations and getters by texts, `store.commit("cart/add", 3)`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.facts.reach.objects import kept_under
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

_KINDS = {
    "actions": (r"\bdispatch\(\s*", "mapActions"),
    "mutations": (r"\bcommit\(\s*", "mapMutations"),
    "getters": (r"\b[gG]etters\[\s*", "mapGetters"),
}
_STORE = regex(r"\b(?:mutations|getters)\b")
_MOST = 100  # files that are read for one entry


def named_in_store(target: Target, code: Code) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of the texts that have a store run its action, mutation or getter `target`."""
    own = code.file(target.path) if target.language in SCRIPTS and not target.owner else None
    if own is None or not _STORE.search(own.text):
        return
    kind = kept_under(own, target.qualified, frozenset(_KINDS))
    if not kind:
        return
    way, word = _KINDS[kind]
    called = _called(way, word, target.name, kind)
    for path in sorted(code.mentioning(target.name))[:_MOST]:
        file = code.file(path) if code.index.language(path) in SCRIPTS and path != target.path else None
        for found in called.finditer(file.text) if file is not None else ():
            if file is not None:
                line = file.text.count("\n", 0, found.end()) + 1
                yield path, file.scope_at(line), line


@cache
def _called(way: str, word: str, name: str, kind: str) -> re.Pattern[str]:
    text = rf"[\"'`](?:[\w/]+/)?{re.escape(name)}[\"'`]"
    listed = rf"\b{word}\((?:[^()]{{0,400}})?{text}"
    read = rf"|\bstore\.getters\.{re.escape(name)}\b" if kind == "getters" else ""
    return re.compile(rf"{way}{text}|{listed}{read}")
