"""Methods of a file's own that bind the path they are given: `private void page(String at) { mountPage(at, …); }`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import is_function, name_of
from reviewlint.facts.endpoints.packages import handed
from reviewlint.facts.endpoints.places import parameters_of

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.routers import Routers

_LANGUAGES = frozenset(("java", "kotlin", "csharp", "python", "swift", "dart", "scala"))
_SUMS = ("binary_expression", "binary_operator", "additive_expression")


def given_to(value: SgNode, file: Routers) -> list[str]:
    """The paths that the calls of the method around hand to it, where `value` is made of a parameter; else []."""
    if file.framework.language not in _LANGUAGES or not (
        value.text().isidentifier() or value.kind() in _SUMS
    ):
        return []
    method = next((a for a in value.ancestors() if is_function(a) and name_of(a)), None)
    parameters = parameters_of(method) if method is not None else []
    written = "{" + value.text() + "}" if value.text().isidentifier() else file.string(value) or ""
    taken = next((name for name in re.findall(r"\{(\w+)\}", written) if name in parameters), None)
    if method is None or taken is None:
        return []
    place = parameters.index(taken) - (parameters[0] in ("self", "cls"))
    calls = [handed(call, name_of(method), file.text) for call in file.calls_named(name_of(method))]
    told = [file.string(arguments[place]) for arguments in calls if place < len(arguments)]
    found = [written.replace("{" + taken + "}", one) for one in told if one is not None]
    return list(dict.fromkeys(one for one in found if one.startswith("/")))
