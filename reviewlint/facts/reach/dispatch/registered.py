"""Functions that a decorator of the repository keeps under a name: who asks for the name runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.target import Target

_CALLED = regex(r"([A-Za-z_]\w*)([\w.]*)\s*(?=\()")
_KEPT = regex(r"[\"']([A-Za-z_][\w.:-]*)[\"'](?!\s*:)")  # no key of a mapping
_NAMED = regex(r"^\(\s*[\"']([\w:-]+)[\"']|\bname\s*=\s*[\"']([\w:-]+)[\"']")
_ROUTE = regex(r"[\"']/")
_COMMAND = regex(r"\.(?:command|group)$")  # kept under the name of the function, where no other is given
_SUFFIX = regex(r"_(?:command|cmd|group|grp)$")
_MOST = 200  # files that are asked for a name


def asked(target: Target, code: Code, modules: Modules) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of the texts that ask for the function `target` by what it is registered as."""
    file = code.file(target.path) if target.language == "python" and not is_test_path(target.path) else None
    own = [d for d in file.outline.definitions if d.name == target.qualified] if file is not None else []
    for mark in (mark for definition in own for mark in definition.decorators):
        called = _CALLED.match(mark)
        if called is None or file is None or not modules.lookup(target.path, called[1]):
            continue
        given = mark[called.end() :]
        if _ROUTE.search(given):
            continue  # requests run it, whoever writes its address by its name
        names = set(_KEPT.findall(given))
        if _COMMAND.search(called[2]):
            named = _NAMED.search(given)
            names = {named[1] or named[2]} if named else _commands(target.name)
        for name in names:
            yield from _asking(name, called[1], target, code, modules)


def _commands(function: str) -> set[str]:
    return {form.replace("_", "-") for form in (function, _SUFFIX.sub("", function))}


def _asking(
    name: str, registry: str, target: Target, code: Code, modules: Modules
) -> Iterator[tuple[str, int, int]]:
    """The texts that begin with `name`: in code that knows the registry, and in tests of its package."""
    word = name.replace("-", ".").replace(":", ".").rpartition(".")[2]
    knowing = code.mentioning(registry)
    for path in sorted(code.mentioning(word))[:_MOST]:
        file = code.file(path)
        if file is None or not (path in knowing or (is_test_path(path) and _loads(file, target, modules))):
            continue
        for literal in file.outline.literals:
            if literal.value.partition(" ")[0] == name and (path != target.path or literal.scope >= 0):
                yield path, literal.scope, literal.line


def _loads(file: CodeFile, target: Target, modules: Modules) -> bool:
    """Whether a file imports anything from the folder that `target` stands in."""
    folder = target.path.rpartition("/")[0]
    places = (modules.lookup(file.path, name) or () for name in file.imports)
    return any(path.rpartition("/")[0] == folder for one in places for path, _ in one)
