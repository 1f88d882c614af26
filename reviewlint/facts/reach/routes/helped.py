"""Addresses that a function of the project's own is given with a view: `router.add_path("me", Me.as_view())`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.model import VERBS

if TYPE_CHECKING:
    from reviewlint.facts.model import Endpoint
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.target import Target


def given_with_view(
    file: CodeFile, line: int, target: Target, endpoints: tuple[Endpoint, ...]
) -> tuple[str, str] | None:
    """(method, route) of the address that `line` gives to a function with the view class of `target`, where that is no
    route that a framework declares."""
    owner = (target.owner or target.qualified).rpartition(".")[2]
    if file.language != "python" or target.kind not in ("method", "class") or owner not in file.line(line):
        return None
    if any(endpoint.line in (line, file.opening(line)) for endpoint in endpoints):
        return None
    statement = "\n".join(file.line(number) for number in range(file.opening(line), line + 1))
    given = rf"\(\s*r?[\"']([\w/<:>-]+)[\"']\s*,\s*(?:[\"'][\w-]+[\"']\s*,\s*)?(?:\w+\.)*{re.escape(owner)}\.as_view\("
    found = re.search(given, statement)
    verb = target.name if target.kind == "method" else ""
    return (verb.upper() if verb in VERBS else "ANY", found[1]) if found is not None else None
