"""Where a manifest names a package: its readers are libraries that keep no lines."""

from __future__ import annotations

import re


def line_of(text: str, name: str, preferred: frozenset[int] = frozenset()) -> int:
    """The line that names the package, one of `preferred` if any does; 1 where none can be told."""
    for word in dict.fromkeys((name, name.rpartition(":")[2], name.rpartition(":")[0])):
        lines = _naming(text, word) if word else []
        if lines:
            return next((line for line in lines if line in preferred), lines[0])
    return 1


def _naming(text: str, word: str) -> list[int]:
    pattern = re.escape(word).replace("_", "-").replace(r"\-", "[-_.]").replace("-", "[-_.]")
    pattern = pattern.replace("[[-_.]_.]", "[-_.]")
    whole = re.compile(rf"(?<![\w./@-]){pattern}(?![\w-])", re.IGNORECASE)
    return sorted({text.count("\n", 0, found.start()) + 1 for found in whole.finditer(text)})
