"""Terraform's blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.syntax.tree import Unparsable, find, parse

if TYPE_CHECKING:
    from ast_grep_py import SgNode


def resources(text: str) -> Iterator[tuple[str, str, SgNode]]:
    """(type, name, block) of each resource in `text`. Raises ValueError where it does not parse."""
    try:
        root = parse(text, "hcl")
    except Unparsable as problem:
        raise ValueError(problem.reason) from problem
    for block in find(root, {"kind": "block", "regex": "^resource\\s"}):
        words = [child.text().strip('"') for child in block.children()[:3]]
        if len(words) == 3:
            yield words[1], words[2], block
