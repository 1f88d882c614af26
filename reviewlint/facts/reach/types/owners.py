"""Whether code has to do with the class of a method whose name many a class has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile


def knows_owner(file: CodeFile | None, scope: int, owners: frozenset[str]) -> bool:
    """Whether the definition around `scope`, or a whole test file, names one of the `owners` of a method."""
    if file is not None and is_test_path(file.path):
        return not owners.isdisjoint(file.references)
    around = file.function_around(scope) if file is not None else -1
    return file is not None and any(
        reference.kind != "type" and file.function_around(reference.scope) == around >= 0
        for name in owners
        for reference in file.references.get(name, ())
    )
