"""Variables at the top of a script of PHP or Ruby: who sees them beside the script itself.

A function of either sees none of them, and no other file does: PHP has `global $shop` for the one and `require` for the
other, Ruby keeps a local variable to the lines of its file outside of methods.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Reference

_LOCAL = regex(r"[a-z_]\w*")
_GLOBALS = "GLOBALS"


def is_out_of_sight(reference: Reference, target: Target, file: CodeFile) -> bool:
    """Whether what bears the name of the variable `target` at that place of `file` is something else."""
    if target.kind != "variable":
        return False
    if target.language == "ruby":
        return _LOCAL.fullmatch(target.name) is not None and (
            file.path != target.path or _in_function(reference, file)
        )
    return target.language == "php" and not _is_seen(reference, target, file)


def _is_seen(reference: Reference, target: Target, file: CodeFile) -> bool:
    """Whether a line of PHP that names a variable sees the one at the top of the script `target`."""
    if not re.search(rf"\${re.escape(target.name)}\b", file.line(reference.line)):
        return False  # a class, a function or a property of that name
    if file.path != target.path and target.path.rpartition("/")[2] in file.text:
        return True  # it loads the script, wherever it stands
    if _in_function(reference, file):
        return _GLOBALS in file.text or _takes_globals(file, target.name)
    return file.path == target.path


def _takes_globals(file: CodeFile, name: str) -> bool:
    return re.search(rf"\bglobal\s[^;]*\${re.escape(name)}\b", file.text) is not None


def _in_function(reference: Reference, file: CodeFile) -> bool:
    """Whether a function or a method stands around: blocks and tests see what is outside of them in Ruby."""
    around = file.function_around(reference.scope)
    return around >= 0 and file.outline.definitions[around].kind in ("function", "method")
