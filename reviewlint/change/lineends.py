"""Files that differ in nothing but their line ends: taken as unchanged, and said so."""

from __future__ import annotations

from reviewlint.change.messages import plain


def only_line_ends(old: bytes, new: bytes) -> int:
    """How many lines differ only in CR before LF; 0 if anything else differs, or nothing."""
    if old == new or old.replace(b"\r\n", b"\n") != new.replace(b"\r\n", b"\n"):
        return 0
    before, after = old.split(b"\n"), new.split(b"\n")
    return sum(one != other for one, other in zip(before, after, strict=True))


def note(path: str, lines: int) -> str:
    """The remark for a report."""
    what = "1 line" if lines == 1 else f"{lines:,} lines"
    return f"{what} of {plain(path)} differ{'s' if lines == 1 else ''} only in line ends: taken as unchanged"
