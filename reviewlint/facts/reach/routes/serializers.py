"""What a view of Django REST framework calls of its serializer: to check and save what is sent, and to show what is.

A view names the class (`serializer_class = CartSerializer`), and the framework calls its methods by the verb of the
request (https://www.django-rest-framework.org/api-guide/generic-views/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.routes.verbs import marked
from reviewlint.facts.reach.testcode import is_test_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family

Place = tuple[str, int, int, str]  # path, scope, line, what tests have to send
_MOST_FILES, _MOST_CLASSES = 20, 40
_SENT = "post put patch"
_OF_METHOD = {
    "validate": _SENT,
    "to_internal_value": _SENT,
    "run_validation": _SENT,
    "save": _SENT,
    "create": "post",
    "update": "put patch",
    "to_representation": "",
}


def served(target: Target, family: Family, code: Code) -> Iterator[Place]:
    """Where a view takes the serializer, or one that inherits it, whose method `target` the framework calls."""
    checks = target.name.startswith("validate_")
    if target.language != "python" or target.kind != "method" or not (checks or target.name in _OF_METHOD):
        return
    if not target.owner_name.endswith("Serializer"):
        return
    verbs = _OF_METHOD.get(target.name, _SENT)
    for owner in sorted(family.below)[:_MOST_CLASSES]:
        for path in sorted(code.mentioning(owner) & code.mentioning("serializer_class"))[:_MOST_FILES]:
            file = code.file(path) if path.endswith(".py") and not is_test_path(path) else None
            for given in file.assignments.get("serializer_class", ()) if file is not None else ():
                if given.value.rpartition(".")[2] == owner and given.scope >= 0:
                    yield path, given.scope, given.line, marked(verbs)
