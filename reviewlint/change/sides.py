"""What every kind of change does in the same way."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from reviewlint.change.contents import Content, decoded, of_mode
from reviewlint.change.model import Description, FileChange, Side


class Sides:
    """Texts of both sides, by the contents that a kind of change finds, and the description, made when asked for."""

    _describe: Callable[[], Description]

    def _content(self, file: FileChange, side: Side) -> Content | None:
        """The content of one side; None where the file does not exist."""
        oid, mode = (file.old_oid, file.old_mode) if side == "base" else (file.new_oid, file.new_mode)
        if oid is None:
            return None
        problem = of_mode(mode)
        return Content(None, problem) if problem else self._of_side(file, side, oid)

    def _of_side(self, file: FileChange, side: Side, oid: str) -> Content:
        """The content of a side that exists; `oid` is "" where no object holds it."""
        raise NotImplementedError

    def text(self, file: FileChange, side: Side) -> str | None:
        """See `Change.text`."""
        content = self._content(file, side)
        return None if content is None or content.data is None else decoded(content.data)

    def unreadable(self, file: FileChange, side: Side) -> str | None:
        """See `Change.unreadable`."""
        content = self._content(file, side)
        return None if content is None else content.problem

    @cached_property
    def description(self) -> Description:
        """See `Change.description`."""
        return self._describe()
