"""Arms of a match in Rust: a block that holds one expression is that expression, as the formatter writes it."""

from __future__ import annotations

from reviewlint.enclosed import closing
from reviewlint.regex import regex

_E = "\x1f"  # after every token
_BLOCK = regex(rf"(?<![^{_E}])={_E}>{_E}(\{{){_E}")
_COMMA = f"}}{_E},{_E}"
_STATEMENTS = regex(rf"(?<![^{_E}])(?:;|let|while|for|loop|use|fn){_E}")


def with_plain_arms(text: str) -> str:
    """`text`, tokens of Rust, with the braces around such an expression left out, and commas after braces too."""
    if f"={_E}>{_E}" not in text:
        return text
    for found in reversed(list(_BLOCK.finditer(text))):
        opened = found.start(1)
        end = closing(text, opened)
        inside = text[found.end() : end]
        if not inside or _STATEMENTS.search(_outermost(inside)):
            continue
        after = text[end + len(f"}}{_E}") :].removeprefix(f",{_E}")
        comma = "" if inside.endswith(f"}}{_E}") or after.startswith("}") else f",{_E}"
        text = f"{text[:opened]}{inside}{comma}{after}"
    return text.replace(_COMMA, f"}}{_E}")


def _outermost(inside: str) -> str:
    """What of a stretch stands in no further brackets."""
    kept, depth = [], 0
    for token in inside.split(_E)[:-1]:
        depth -= token in (")", "]", "}")
        if not depth:
            kept.append(token)
        depth += token in ("(", "[", "{")
    return "".join(f"{token}{_E}" for token in kept)
