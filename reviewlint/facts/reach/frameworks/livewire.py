"""Components of Livewire: a test has one made by its class, and calls its methods by their names.

`Livewire::test(CartForm::class)->set("name", "a")->call("add")` runs `add`, and `updatedName` if there is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

_HOOK = regex(r"^(?:updat(?:ed|ing))(\w+)$")
_FIRST = frozenset(("mount", "render", "boot", "booted"))
_HOOKS = regex(
    r"(?:mount|boot|booted|render|rendering|rendered|exception|rules|messages|(?:validationA|a)ttributes|queryString"
    r"|getListeners|paginationView|placeholder|(?:de)?hydrate\w*|updat(?:ed|ing)\w*|get\w+Property|__\w+)$"
)
_EXTENDS = regex(r"\buse\s+Livewire\\Component;|\bextends\s+\\?Livewire\\Component\b")
_MOST = 40  # test files that are read for one method


def called_on_component(target: Target, below: frozenset[str], code: Code) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of where tests make a component and have it run its method `target`."""
    if target.language != "php" or target.kind != "method":
        return
    own = code.file(target.path)
    if own is None or "Livewire" not in own.text:
        return
    runs = _running(target.name)
    for name in sorted(below):
        made = re.compile(rf"\b(?:Livewire::\w[^;]*?|livewire|->)\(?\s*(?:test\()?\s*[\w\\]*\b{name}::class")
        for path in code.tests_mentioning(name)[:_MOST]:
            file = code.file(path) if "ivewire" in (code.index.text(path) or "") else None
            for reference in file.references.get(name, ()) if file is not None else ():
                around = file.function_around(reference.scope) if file is not None else -1
                if file is None or around < 0:
                    continue
                definition = file.outline.definitions[around]
                body = file.text[definition.start : definition.end]
                if made.search(body) and (runs is None or runs.search(body)):
                    yield path, reference.scope, reference.line


def only_by_name(target: Target, code: Code) -> bool:
    """Whether a method of a component runs only where a page or a test names it: it is none of Livewire's hooks."""
    file = code.file(target.path) if target.language == "php" else None
    return file is not None and _EXTENDS.search(file.text) is not None and not _HOOKS.match(target.name)


def _running(name: str) -> re.Pattern[str] | None:
    """How a test has a component run the method of that name; None for one that runs in any case."""
    if name in _FIRST:
        return None
    set_ = ""
    if hook := _HOOK.match(name):
        field = hook[1][:1].lower() + hook[1][1:]
        set_ = rf"|->(?:set|toggle|fill|fillForm)\(\s*[\"']{field}\b"
    return re.compile(rf"->(?:call|callAction)\(\s*[\"']{re.escape(name)}[\"'(]{set_}")
