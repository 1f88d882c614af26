"""Text of a change, made harmless for terminals, logs and CI runners."""

from __future__ import annotations

import re

from reviewlint.regex import regex

# C0, DEL, C1, soft hyphen, zero-width, bidi and line separators, tags, and bytes that were not UTF-8
_HARMFUL = regex(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    "\ud800-\udfff]"
)
_COMMAND = regex(r"^(\s*):(?=:)")
_ASCII = str.maketrans({"·": "|", "→": "->", "…": "...", "—": "-", "–": "-", "’": "'", "“": '"', "”": '"'})


def clean(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal or a reader's eye obeys."""
    return _HARMFUL.sub(_shown, text.replace("\t", " ").replace("\n", " ").replace("\r", ""))


def path(text: str) -> str:
    """A path, with every odd character spelled out, so that it stays one and stays recognisable."""
    return _HARMFUL.sub(_shown, text)


def line(text: str) -> str:
    """A whole output line that no CI runner takes for a command (`::error::`, `##[group]`)."""
    return _COMMAND.sub(r"\1\\x3a", text).replace("##[", "##\\x5b")


def ascii_only(text: str) -> str:
    """`text` in ASCII: our own signs replaced by theirs, everything else spelled out."""
    text = text.translate(_ASCII)
    return text if text.isascii() else text.encode("ascii", "backslashreplace").decode()


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
