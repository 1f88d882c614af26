"""CodeIgniter 3: the table of routes that a configuration file fills, `$route['address'] = 'controller/method'`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source

_ROW = regex(
    r"^[ \t]*\$route\[\s*['\"]([^'\"]+)['\"]\s*\](?:\[\s*['\"](\w+)['\"]\s*\])?"
    r"\s*=\s*(?:['\"]([^'\"\n]*)['\"]|function)",
    re.MULTILINE,
)
_SETTINGS = frozenset(["default_controller", "404_override", "translate_uri_dashes"])
_PARAMETER = regex(r"\((?::(\w+)|(?:[^()]|\([^()]*\))*)\)")


def wanted(path: str, text: str) -> bool:
    """Whether the file fills such a table."""
    return path.endswith("config/routes.php") and bool(_ROW.search(text))


def read(source: Source) -> Iterator[Endpoint]:
    """A route for each row that is no setting."""
    for row in _ROW.finditer(source.text):
        line = source.text.count("\n", 0, row.start(1)) + 1
        path, method = _PARAMETER.sub(r"{\1}", row[1]), (row[2] or "ANY").upper()
        if row[1] not in _SETTINGS:
            yield Endpoint("http", method, join(path), source.path, line, "codeigniter", row[3] or "")
