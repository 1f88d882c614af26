"""Classes that are only named: one of their constants is read, or somebody asks whether there is such a class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Reference

_LANGUAGES = ("php", "ruby")
_CONSTANT = regex(r"::[A-Z][A-Z0-9_]+\b(?!\s*\(|::|->|\.)")
_EXISTS = regex(
    r"\b(?:class|interface|trait|enum|method|property)_exists\s*\([\\\w\"']*$"
    r"|\bconst_defined\?\s*\($|\bdefined\?\s*\(?$"
)


def only_named(file: CodeFile, reference: Reference) -> bool:
    """Whether each mention of a class on the line of `reference` makes no object of it and gives it to nobody."""
    if file.language not in _LANGUAGES or reference.kind != "value":
        return False
    line = file.line(reference.line)
    found = list(re.finditer(rf"\b{re.escape(reference.name)}\b", line))
    return bool(found) and all(
        _CONSTANT.match(line, one.end()) or _EXISTS.search(line[: one.start()]) for one in found
    )
