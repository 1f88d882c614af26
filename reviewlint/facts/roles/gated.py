"""Modules of Rust that are compiled for tests alone: `#[cfg(test)] mod helpers;` in the file above them."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.change.model import Change

_ROOTS = ("lib", "main", "mod")
_DEPTH = 8
_GATE = r"#\[cfg\(\s*(?:test|all\(\s*test\s*,[^()]*\))\s*\)\]\s*(?:(?:#\[[^\]\n]*\]|//[^\n]*)\s*)*"


def only_in_tests(change: Change, path: str) -> bool:
    """Whether the Rust file at `path`, or a module that it is in, is declared for tests wherever it is declared."""
    for module in _modules(path):
        folder, name = posixpath.split(module)
        declared = rf"^[ \t]*((?:{_GATE})?)(?:pub(?:\([^)]*\))?\s+)?mod\s+(?:r#)?{re.escape(name)}\s*;"
        texts = change.read("head", tuple(_above(folder))).values()
        found = [gate for text in texts for gate in re.findall(declared, text, re.MULTILINE)]
        if found and all(found):
            return True
    return False


def _modules(path: str) -> Iterator[str]:
    """The module of the file and those around it, as paths without an ending."""
    module = path.removesuffix(".rs").removesuffix("/mod")
    for _ in range(_DEPTH):
        if "/" not in module or module.endswith("/src"):
            return
        yield module
        module = posixpath.dirname(module)


def _above(folder: str) -> Iterator[str]:
    """The files that may declare the modules in a folder."""
    yield from (f"{folder}/{root}.rs" for root in _ROOTS)
    yield f"{folder}.rs"
