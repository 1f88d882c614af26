"""Methods of Django's `ModelAdmin`: a test that asks for a page of the administration of a model runs them.

Its pages are `/admin/<app>/<model>/…`, by name `admin:<app>_<model>_changelist`; actions run where a test names them
(https://docs.djangoproject.com/en/stable/ref/contrib/admin/).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.routes.verbs import marked
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Class, Family

Place = tuple[str, int, int, str]  # path, scope, line, what tests have to send
_BASES = frozenset(("ModelAdmin", "UserAdmin", "GroupAdmin", "TabularInline", "StackedInline"))
_SENT = regex(r"^(?:save|delete|response|construct)_\w+$")
_HOOKS = regex(
    r"^(?:get_\w+|has_\w+|(?:save|delete|response|construct)_\w+|formfield_\w+|\w+_view|lookup_allowed|to_field_allowed)$"
)
_APP = regex(r"(?:^|/)(\w+)/admin(?:/[\w/]+)?\.py$|(?:^|/)(\w+)/\w*admin\w*\.py$")
_PAGES = ("changelist", "add", "change", "delete", "history")
_MOST_FILES, _MOST_CLASSES = 40, 20


def administered(target: Target, family: Family, code: Code) -> Iterator[Place]:
    """Where tests ask for the pages of the models that the class of the method `target` administers."""
    file = code.file(target.path) if target.language == "python" and target.kind == "method" else None
    if file is None or is_test_path(target.path) or _BASES.isdisjoint(_lasts(family.outside)):
        return
    action, run = _is_action(target, file), _is_run(target, file)
    for one in (family.start, *family.down)[:_MOST_CLASSES] if action or run else ():
        for app, model in _models(one, code):
            for place in _asking(app, model, target.name if action else "", code):
                yield *place, marked("post" if action or _SENT.match(target.name) else "")


def _lasts(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name.rpartition(".")[2] for name in names)


def _text(target: Target, file: CodeFile) -> str:
    """The source of the class of a method."""
    return "\n".join(file.text[d.start : d.end] for d in file.outline.definitions if d.name == target.owner)


def _is_action(target: Target, file: CodeFile) -> bool:
    listed = re.search(
        r"^\s*actions\s*=[^\])]*[\"'(\[\s,]" + target.name + r"\b", _text(target, file), re.MULTILINE
    )
    marks = [mark for d in file.outline.definitions if d.name == target.qualified for mark in d.decorators]
    return listed is not None or any("action" in mark for mark in marks)


def _is_run(target: Target, file: CodeFile) -> bool:
    """Whether the pages run a method: one that their base calls, or that the class lists among its columns."""
    return _HOOKS.match(target.name) is not None or f'"{target.name}"' in _text(target, file).replace(
        "'", '"'
    )


def _models(one: Class, code: Code) -> Iterator[tuple[str, str]]:
    """(application, model) of what a class is registered for, in small letters as addresses say them."""
    file, app = code.file(one.path), _APP.search(one.path)
    if file is None or app is None:
        return
    marks = (mark for d in file.outline.definitions if d.name == one.qualified for mark in d.decorators)
    given = [mark.partition("(")[2] for mark in marks if re.match(r"(?:\w+\.)*register\(", mark)]
    given += re.findall(rf"\.register\(\s*([\w.\[\], ]+?),\s*{one.name}\b", file.text)
    for names in given:
        for model in re.findall(r"(?:^|[\[(,.\s])([A-Z]\w*)(?=\s*(?:[\]),]|$))", names):
            yield (app[1] or app[2]).lower(), model.lower()


def _asking(app: str, model: str, action: str, code: Code) -> Iterator[tuple[str, int, int]]:
    """The texts of tests that are the name or the address of a page of a model; in files that say `action` too."""
    page = re.compile(rf"^admin:{app}_{model}_(?:{'|'.join(_PAGES)})$|admin\w*/{app}/{model}/(?:$|[\w{{%?])")
    for path in code.tests_mentioning(model, *(f"{app}_{model}_{one}" for one in _PAGES))[:_MOST_FILES]:
        file = code.file(path)
        literals = file.outline.literals if file is not None else ()
        if not action or any(literal.value == action for literal in literals):
            yield from ((path, one.scope, one.line) for one in literals if page.search(one.value))
