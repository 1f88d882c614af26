"""Methods that only say that a class below has to have them: that one runs, unless a test asks for the error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

_ERROR = "NotImplementedError"
_DOCSTRING = regex(r'\s*:?\s*[rR]?(?:"{3}.*?"{3}|\'{3}.*?\'{3}|"[^"\n]*"|\'[^\'\n]*\')', re.DOTALL)
_RAISES = regex(r"\braise NotImplementedError\b(?:\((?:[^()]|\([^()]*\))*\))?\s*$")
_OTHERWISE = regex(r"(?m)^\s*(?:if|for|while|try|with|return|match)\b|\byield\b|\bawait\b")


def is_left_open(target: Target, code: Code) -> bool:
    """True for a Python method that does nothing but raise that it is not implemented."""
    file = code.file(target.path) if target.language == "python" else None
    own = file.methods.get(target.name, ()) if file is not None else ()
    found = [d for d in own if d.name == target.qualified]
    return file is not None and any(_only_raises(file.text[d.body : d.end]) for d in found)


def is_awaited(target: Target, code: Code) -> bool:
    """Whether a test that waits for that error names the class, or the method."""
    tests = filter(is_test_path, code.mentioning(_ERROR) & code.mentioning(target.name, target.owner_name))
    return any(_waits(target, file) for path in sorted(tests) if (file := code.file(path)) is not None)


def _waits(target: Target, file: CodeFile) -> bool:
    """Whether a function of a file speaks both of the error and of the class, or the method."""

    def around(*names: str) -> set[int]:
        found = (reference for name in names for reference in file.references.get(name, ()))
        return {reference.scope for reference in found}

    return not around(_ERROR).isdisjoint(around(target.name, target.owner_name))


def _only_raises(body: str) -> bool:
    if not _RAISES.search(body):
        return False
    told = _DOCSTRING.match(body)
    return _OTHERWISE.search(body, told.end() if told else 0) is None
