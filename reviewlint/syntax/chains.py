"""What stands before a dot: the chain of names, calls and indexes that a text ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    import re

_DOT = regex(r"(\?\.|(?<!\.\.)\.|::|->|&\.|#)\s*$")  # not that of a spread: `...given()`
_REMARK = regex(r"(?:^|\s)(?:#|//|--|/?\*|;)")
_SIGNS = (".", ":", ">", "#")  # how such a sign ends
_CHAIN = regex(r"[\w$@!?\]\[()'\":.>\-&\\]+")


def dot_before(before: str, text: str, start: int) -> re.Match[str] | None:
    """The sign of a member that `before`, the text up to `start`, ends with.

    A full stop that ends a comment on a line above is none: `# Clear them.` stands before many a call.
    """
    bare = before.rstrip()
    dot = _DOT.search(before, max(len(bare) - 3, 0)) if bare.endswith(_SIGNS) else None
    if dot is None or "\n" not in dot[0]:
        return dot
    at = start - len(dot[0])
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return None if dot[1] == "#" or _REMARK.search(line) else dot


def chain_before(text: str) -> str:
    """The chain that `text` ends with, a line end after it left out; "" for none.

    Read from its end: looked for from the left, it would be tried at each character before it.
    """
    found = _CHAIN.match(text.removesuffix("\n")[::-1])
    return found[0][::-1] if found else ""


def called(text: str, first: int, end: int) -> str:
    """The chain that ends at `end` in `text`, its last call without arguments: `Cart().sum` of `Cart(1, "two").sum`."""
    depth, close = 0, end
    for at in range(end - 1, first - 1, -1):
        if text[at] in ")]}":
            close = close if depth else at + 1
            depth += 1
        elif text[at] in "([{":
            depth -= 1
            if depth <= 0:
                chain = chain_before(text[max(at - 90, 0) : at])
                pair = {"(": "()", "[": "[]"}.get(text[at], "")
                return f"{balanced(chain)[-60:]}{pair}{text[close:end].strip()}" if chain else ""
    return ""


def balanced(chain: str) -> str:
    """The end of `chain` from the last place where its brackets are not yet closed."""
    depth = 0
    for at in range(len(chain) - 1, -1, -1):
        if chain[at] in ")]":
            depth += 1
        elif chain[at] in "([":
            depth -= 1
            if depth < 0:
                return chain[at + 1 :]
    return chain
