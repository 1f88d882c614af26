"""Methods of policies, called by their names and by what they are about: `authorize("view", $order)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

_SUFFIX, _MOST_FILES = "Policy", 60


def asking(target: Target, code: Code) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of where code asks the policy of a model for the method `target`."""
    way = words().policies.get(target.language) if target.kind == "method" else None
    model = target.owner_name.removesuffix(_SUFFIX)
    if way is None or model in ("", target.owner_name):
        return
    own = f"{model[0].lower()}{model[1:]}"
    wanted = re.compile(way.replace("METHOD", target.name).replace("MODEL", model).replace("OBJECT", own))
    for path in sorted(code.mentioning(model, own) & code.mentioning(target.name))[:_MOST_FILES]:
        file = code.file(path)
        for literal in file.outline.literals if file is not None else ():
            if file is not None and literal.value == target.name and wanted.search(file.line(literal.line)):
                yield path, literal.scope, literal.line
