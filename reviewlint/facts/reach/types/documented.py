"""What comments and declarations say a field is, where no assignment of the language's grammar does.

`@property \\Shop\\Cart $cart` where fields are magic, `/** @var Cart */ private $cart`, `private ?Cart $cart;`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile

_TYPE = regex(r"[A-Za-z_]\w*(?=\s*$)")


def fields(file: CodeFile) -> dict[str, frozenset[str]]:
    """By the name of a field, the last words of the types that the text of `file` says it has."""
    found: dict[str, set[str]] = defaultdict(set)
    for way in words().documented.get(file.language, ()):
        for match in way.finditer(file.text):
            for one in match["type"].split("|"):
                told = _TYPE.search(one)
                if told is not None and told[0][:1].isupper():
                    found[match["name"]].add(told[0])
    return {name: frozenset(types) for name, types in found.items()}
