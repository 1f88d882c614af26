"""What every kind of change does in the same way."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from reviewlint.change.contents import Content, decoded
from reviewlint.change.model import Description, FileChange, Side


class Sides:
    """Texts of both sides, by the contents that a kind of change finds, and the description, made when asked for."""

    _describe: Callable[[], Description]

    def _content(self, file: FileChange, side: Side) -> Content | None:
        """The content of one side; None where the file does not exist."""
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
