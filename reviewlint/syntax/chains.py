"""What stands before a dot: the chain of names, calls and indexes that a text ends with."""

from __future__ import annotations

from reviewlint.regex import regex

CHAIN = regex(r"[\w$@!?\]\[()'\":.>\-&\\]+$")


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
