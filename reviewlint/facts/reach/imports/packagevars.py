"""Variables of a Go package: what the package's tests, else its own code, put into them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.types.hierarchy import Family
    from reviewlint.syntax.model import Assignment

_MOST_FILES = 40


def held(
    name: str, scope: int, file: CodeFile, family: Family, code: Code, modules: Modules
) -> Iterator[tuple[CodeFile, Assignment]]:
    """What functions of the package assign to its variable `name`, as used in `file`, if of the family's package.

    What a test puts there is what its calls run; without one, what the package puts there itself.
    """
    if file.language != "go" or not name.isidentifier() or _is_local(name, scope, file):
        return
    files = [f for path in _near(name, file, code, modules) if (f := code.file(path)) is not None]
    if not any(a.scope < 0 for one in files for a in one.assignments.get(name, ())):
        return
    plain = re.compile(rf"^\s*(?:\w+\s*,\s*)*{name}\s*(?:,\s*\w+\s*)*=(?!=)")
    given = [
        (one, a)
        for one in files
        for a in one.assignments.get(name, ())
        if a.scope >= 0 and a.value and plain.match(one.line(a.line))
    ]
    homes = family.homes(modules)
    for one, a in [pair for pair in given if is_test_path(pair[0].path)] or given:
        places = modules.chain(one.path, a.value.partition(".")[0]) if "." in a.value else None
        if not places or any(path in homes for path, _ in places):
            yield one, a


def _near(name: str, file: CodeFile, code: Code, modules: Modules) -> list[str]:
    known = code.mentioning(name)
    return [path for path in modules.package(file.path) if path in known][:_MOST_FILES]


def _is_local(name: str, scope: int, file: CodeFile) -> bool:
    """Whether a parameter or a variable of the function around bears the name."""
    inside = file.inside(scope)
    return any(name in file.outline.definitions[n].parameters for n in inside) or any(
        a.scope in inside and ":=" in file.line(a.line) for a in file.assignments.get(name, ())
    )
