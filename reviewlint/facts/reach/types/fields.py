"""Fields of structs in Go: calls through one of a test's own, `test.executor.Run(ctx)`, and what only reads one."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.target import is_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

_MOST_FILES = 60


def by_own_test(path: str, line: int, target: Target, code: Code) -> bool:
    """Whether the call at a line of the test file that is named after the file of the method `target` may run it.

    It is made through a field of an interface that has such a method, which a struct of the package's tests declares.
    What stands in the field the set-up decides; in the file of that name it is what the file is about.
    """
    own = f"{target.path.removesuffix('.go')}_test.go"
    file = code.file(path) if target.language == "go" and path == own else None
    if file is None:
        return False
    fields = re.findall(rf"\b\w+\.(\w+)\.{re.escape(target.name)}\(", file.line(line))
    return any(_declares(one, target.name, code) for name in fields for one in _types(name, path, code))


def is_field(name: str, language: str, code: Code) -> bool:
    """Whether a struct of Go has a field of that name: `reply.Errors` without a call may read that."""
    paths = sorted(code.mentioning(name)) if language == "go" else ()
    files = (code.file(path) for path in paths[:_MOST_FILES] if code.index.language(path) == "go")
    return any(
        one.scope >= 0 and is_class(file.outline.definitions[one.scope])
        for file in files
        if file is not None
        for one in file.assignments.get(name, ())
    )


def _types(field: str, path: str, code: Code) -> Iterator[str]:
    """The types that structs in the tests of the package of `path` give a field."""
    folder = posixpath.dirname(path)
    wanted = re.compile(rf"(?m)^\t+{re.escape(field)}\s+(?:\w+\.)?([A-Z]\w*)\s*(?:`.*|//.*)?$")
    for other in sorted(code.mentioning(field))[: 10 * _MOST_FILES]:
        if posixpath.dirname(other) == folder and other.endswith("_test.go"):
            yield from wanted.findall(code.index.text(other) or "")


def _declares(name: str, method: str, code: Code) -> bool:
    """Whether `name` is an interface of the repository with the method."""
    wanted = re.compile(rf"\b{re.escape(name)}\s+interface\s*\{{[^{{}}]*\b{re.escape(method)}\(")
    known = code.mentioning(name) & code.mentioning(method)
    return any(wanted.search(code.index.text(path) or "") for path in sorted(known)[:_MOST_FILES])
