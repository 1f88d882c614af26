"""Struts 2 by convention: actions at the path of their package and class, or of their annotations; REST controllers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import items, line_of, read_call
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.jvm.jvmtypes import Type, types
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex
from reviewlint.syntax.tree import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.nodes import Call

_PACKAGE = regex(r"^\s*package\s+(?:[\w.]+\.)?(?:struts2?|actions?)((?:\.\w+)*)\s*;?\s*$", re.MULTILINE)
_WORD = regex(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SUFFIX = regex(r"(?:Action|Controller)$")
_TOLD = regex(r"@Namespace\(\s*(?:value\s*=\s*)?\"([^\"]*)\"")
_BUILD = ("pom.xml", "build.gradle", "build.gradle.kts")
_REST = {
    "index": ("GET", ""), "show": ("GET", "{id}"), "create": ("POST", ""), "update": ("PUT", "{id}"),
    "destroy": ("DELETE", "{id}"), "edit": ("GET", "{id}/edit"), "editNew": ("GET", "new"),
    "deleteConfirm": ("GET", "{id}/deleteConfirm"),
}  # fmt: skip


def endpoints(source: Source) -> Iterator[Endpoint]:
    """The actions of the classes of one file."""
    for owner in types(source):
        if owner.kind == "class":
            yield from _annotated(owner) or _conventional(owner)


def _annotated(owner: Type) -> list[Endpoint]:
    """The actions that annotations on the class or its methods name."""
    found = []
    marked = [("execute", owner.annotations, owner.node)]
    marked += [(m.name, m.annotations, m.node) for m in owner.methods()]
    for name, marks, node in marked:
        for path in (path for mark in marks for path in _actions(mark, owner)):
            for namespace in [""] if path.startswith("/") else _namespaces(owner):
                found.append(_endpoint("ANY", join(namespace, path), owner, name, line_of(node)))
    return found


def _actions(mark: Call, owner: Type) -> Iterator[str]:
    """The paths of an `@Action`, or of those inside of an `@Actions`: the name of its class where it tells none."""
    for call in _inside(mark, "Action"):
        value = call.argument([0, "value"])
        yield (
            (owner.source.string(value) or "") if value is not None else _dashed(_SUFFIX.sub("", owner.name))
        )


def _inside(mark: Call, name: str) -> list[Call]:
    """An annotation called `name`, or those of that name inside of one called `names`."""
    if mark.name == name:
        return [mark]
    nodes = find(mark.node, {"kind": "annotation"}) if mark.name == f"{name}s" else []
    return [call for node in nodes if (call := read_call(node)).name == name]


def _namespaces(owner: Type) -> list[str]:
    """The namespaces of a class: those of its annotations, else that of its package."""
    found: list[str] = []
    for mark in owner.annotations:
        for call in _inside(mark, "Namespace"):
            value = call.argument([0, "value"])
            found += [owner.source.string(item) or "" for item in (items(value) if value is not None else ())]
    found = found or _of_package(owner.source)
    if found:
        return found
    package = _PACKAGE.search(owner.source.text)
    return [_dashed(package[1].replace(".", "/")) if package else ""]


def _of_package(source: Source) -> list[str]:
    """The namespaces that the annotations of a whole package give, in its `package-info.java`."""
    path = f"{source.path.rpartition('/')[0]}/package-info.java".lstrip("/")
    return _TOLD.findall((source.around.text(path) if source.around is not None else None) or "")


def _conventional(owner: Type) -> Iterator[Endpoint]:
    """What a class without annotations serves by its name, where the application uses the plugin for it."""
    if not _PACKAGE.search(owner.source.text):
        return
    if owner.name.endswith("Controller") and _uses(owner.source, "struts2-rest-plugin"):
        base = _dashed(owner.name.removesuffix("Controller"))
        for method in owner.methods():
            if method.name in _REST:
                verb, tail = _REST[method.name]
                for space in _namespaces(owner):
                    yield _endpoint(verb, join(space, base, tail), owner, method.name, line_of(method.node))
    elif _is_action(owner) and _uses(owner.source, "struts2-convention-plugin"):
        for space in _namespaces(owner):
            path = join(space, _dashed(owner.name.removesuffix("Action")))
            yield _endpoint("ANY", path, owner, "execute", line_of(owner.node))


def _is_action(owner: Type) -> bool:
    answers = any(method.name == "execute" for method in owner.methods())
    return answers and (owner.name.endswith("Action") or "ActionSupport" in owner.bases)


def _uses(source: Source, plugin: str) -> bool:
    """Whether a build file around the source names the plugin; where none is known, it may."""
    folder = source.path
    if source.around is None:
        return True
    while folder:
        folder = folder.rpartition("/")[0]
        for name in _BUILD:
            if plugin in (source.around.text(f"{folder}/{name}".lstrip("/")) or ""):
                return True
    return False


def _dashed(name: str) -> str:
    return _WORD.sub("-", name).lower()


def _endpoint(verb: str, route: str, owner: Type, method: str, line: int) -> Endpoint:
    return Endpoint("http", verb, route, owner.source.path, line, "struts", f"{owner.name}.{method}")
