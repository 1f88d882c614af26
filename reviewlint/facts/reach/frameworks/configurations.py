"""Beans that a class of Spring makes by a marked method: a context to which a test gives that class makes them all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

_MARK = regex(r"^(?:[\w.]+\.)?Bean\b")
_GIVEN = (
    r"(?:\bwith(?:User)?Configuration|\bAnnotationConfig(?:Web)?ApplicationContext|@ContextConfiguration|@SpringJUnit(?:Web)?Config"
    r"|@SpringBootTest|@Import|\bAutoConfigurations\.of|\.register)\((?:[^;()]|\([^()]*\))*\bCLASS(?:\.class|::class)"
)
_MOST = 60  # test files that are read for one method


def configured(target: Target, code: Code) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of where tests give a context the class whose method makes a bean."""
    file = code.file(target.path) if target.language in ("java", "kotlin") and target.owner else None
    own = file.methods.get(target.name, ()) if file is not None else ()
    marks = [mark for d in own if d.name == target.qualified for mark in d.decorators]
    if not any(map(_MARK.match, marks)):
        return
    given = re.compile(_GIVEN.replace("CLASS", re.escape(target.owner_name)))
    for path in code.tests_mentioning(target.owner_name)[:_MOST]:
        test = code.file(path)
        lines = {test.text.count("\n", 0, m.end()) + 1 for m in given.finditer(test.text)} if test else ()
        for reference in test.references.get(target.owner_name, ()) if test is not None else ():
            if reference.line in lines:
                yield path, reference.scope, reference.line
