"""The names that Django REST framework's routers give the routes of a view set.

Without `basename=` a router takes the model of its `queryset` in small letters; a route is `<basename>-list`, `-detail`
or `-<name of the action>` (https://www.django-rest-framework.org/api-guide/routers/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

_MOST_FILES, _MOST_LINES = 20, 4
_REGISTERS = regex(r"\.register\(")
_BASENAME = regex(r"\bbase_?name\s*=\s*[\"']([\w-]+)[\"']")
_ACTION = regex(r"(?:^|\.)(?:action|list_route|detail_route)\b")
_URL_NAME = regex(r"\burl_name\s*=\s*[\"']([\w-]+)[\"']")
_ALL = ("list", "detail")
_OF_METHOD = {
    "list": ("list",),
    "create": ("list",),
    **dict.fromkeys(("retrieve", "update", "partial_update", "destroy"), ("detail",)),
}


def names_of(target: Target, code: Code) -> Iterator[str]:
    """The names of the routes that `target`, a view set or a method of one, answers; none where no router has it."""
    own = (
        code.file(target.path) if target.language == "python" and target.kind in ("method", "class") else None
    )
    owner = target.owner or target.qualified
    if own is None or "ViewSet" not in own.text:
        return
    for basename in dict.fromkeys(_basenames(owner, own, code)):
        for last in _lasts(target, own):
            yield f"{basename}-{last}"


def _lasts(target: Target, own: CodeFile) -> tuple[str, ...]:
    """What stands at the end of the names of the routes: `-list` for what lists."""
    marks = [mark for d in own.outline.definitions if d.name == target.qualified for mark in d.decorators]
    action = next((mark for mark in marks if _ACTION.search(mark)), None)
    if action is not None:
        given = _URL_NAME.search(action)
        return (given[1] if given else target.name.replace("_", "-"),)
    return _OF_METHOD.get(target.name, _ALL) if target.kind == "method" else _ALL


def _basenames(owner: str, own: CodeFile, code: Code) -> Iterator[str]:
    model = next(
        (
            part  # of `models.Cart.objects.all`
            for a in own.assignments.get("queryset", ())
            for part in a.value.split(".")
            if part[:1].isupper() and _stands_in(own, a.scope, owner)
        ),
        "",
    )
    last = owner.rpartition(".")[2]
    for path in sorted(code.mentioning(last))[:_MOST_FILES]:
        file = code.file(path) if path.endswith(".py") and not is_test_path(path) else None
        for reference in file.references.get(last, ()) if file is not None else ():
            statement = _registering(file, reference.line) if file is not None else ""
            if statement:
                given = _BASENAME.search(statement)
                yield from filter(None, (given[1] if given else model.lower(),))


def _stands_in(own: CodeFile, scope: int, owner: str) -> bool:
    return scope >= 0 and own.outline.definitions[scope].name == owner


def _registering(file: CodeFile, line: int) -> str:
    """The call around `line` that registers something at a router; "" for any other."""
    first = file.opening(line)
    statement = file.line(first)
    for number in range(first + 1, first + _MOST_LINES):
        if statement.count("(") <= statement.count(")"):
            break
        statement += file.line(number)
    return statement if _REGISTERS.search(statement) else ""
