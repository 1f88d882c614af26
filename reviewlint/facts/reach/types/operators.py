"""Operators that run a special method: does code that knows the class write one on such an object?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.types.hierarchy import Sought
    from reviewlint.facts.reach.types.receivers import Receivers

_TEXT = regex(
    r"(?s)(?:\b[bBfFrRuU]{1,2})?(?:\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')|#[^\n]*"
)
_ANNOTATED = regex(r"(?m)^([ \t]*(?!else\b|try\b|finally\b)[\w.]+)[ \t]*:(?!=)[^=\n]*")


class Operators:
    """Looks for operators over one repository."""

    def __init__(self, receivers: Receivers) -> None:
        self._receivers = receivers
        self._bare: dict[str, str] = {}

    def written(self, operator: re.Pattern[str], sought: Sought, files: Iterable[CodeFile]) -> bool:
        """Whether one of `files` writes `operator`; its group `on` names what it stands on, which may tell it apart."""
        return any(self._writes(operator, sought, file) for file in files)

    def _writes(self, operator: re.Pattern[str], sought: Sought, file: CodeFile) -> bool:
        if operator.search(file.text) is None:
            return False
        text = self._code(file)
        for found in operator.finditer(text):
            on = found.groupdict().get("on")
            scope = _scope(file, text.count("\n", 0, found.start()) + 1) if on else -1
            if not on or self._receivers.stands_for(on, scope, file, sought) != "no":
                return True
        return False

    def _code(self, file: CodeFile) -> str:
        """The text without what is no expression: comments, the insides of strings, signatures, annotations."""
        if file.path not in self._bare:
            parts: list[str] = []
            at = 0
            for definition in file.outline.definitions:
                if definition.start >= at:
                    parts += (
                        file.text[at : definition.start],
                        _blank(file.text[definition.start : definition.body]),
                    )
                    at = definition.body
            text = _TEXT.sub(lambda found: '""' + _blank(found[0]), "".join((*parts, file.text[at:])))
            self._bare[file.path] = _ANNOTATED.sub(r"\1 ", text)
        return self._bare[file.path]


def _blank(text: str) -> str:
    return "\n" * text.count("\n")


def _scope(file: CodeFile, line: int) -> int:
    """The number of the innermost definition around `line`."""
    found = -1
    for number, definition in enumerate(file.outline.definitions):
        if definition.line > line:
            break
        if line <= definition.end_line:
            found = number
    return found
