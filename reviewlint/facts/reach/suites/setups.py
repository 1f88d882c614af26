"""Settings that tests run with: a new option stands in them and in those that are shipped, tried or not."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

_SETTINGS = regex(r"\.(?:conf|properties|env|ini|cfg|toml)\Z|(?:^|/)\.env[\w.]*\Z")


def only_sets_up(path: str, word: str, facts: Facts) -> bool:
    """Whether the file of tests at `path` holds settings, and the shipped file of its name newly says `word`, too."""
    if _SETTINGS.search(path) is None:
        return False
    named = (file.path for file in facts.files if posixpath.basename(file.path) == posixpath.basename(path))
    return any(not is_test_path(one) and word in facts.sources.added_text(one) for one in named)
