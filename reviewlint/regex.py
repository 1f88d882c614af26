"""Regular expressions that are compiled when they are first used, so that importing a module compiles none.

A run uses few of the patterns that its modules name, and compiling the others would be a fifth of a small one.
"""

from __future__ import annotations

import re
from typing import cast


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but for the moment when `source` is compiled (and found to be wrong)."""
    return cast("re.Pattern[str]", _Late(source, flags))


class _Late:
    """Stands for a pattern; each method of the pattern that was asked for once is then found here."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value
