"""What stands before a dot: the chain of names, calls and indexes that a text ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    import re

_DOT = regex(r"(\?\.|(?<!\.\.)\.|::|->|&\.|#)\s*$")  # not that of a spread: `...given()`
_REMARK = regex(r"(?:^|\s)(?:#|//|--|/?\*|;)")
CHAIN = regex(r"[\w$@!?\]\[()'\":.>\-&\\]+$")


def dot_before(before: str, text: str, start: int) -> re.Match[str] | None:
    """The sign of a member that `before`, the text up to `start`, ends with.

    A full stop that ends a comment on a line above is none: `# Clear them.` stands before many a call.
    """
    dot = _DOT.search(before, max(len(before.rstrip()) - 3, 0))
    if dot is None or "\n" not in dot[0]:
        return dot
    at = start - len(dot[0])
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return None if dot[1] == "#" or _REMARK.search(line) else dot


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
                chain = CHAIN.search(text[max(at - 90, 0) : at])
                pair = {"(": "()", "[": "[]"}.get(text[at], "")
                return f"{balanced(chain[0])[-60:]}{pair}{text[close:end].strip()}" if chain else ""
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
