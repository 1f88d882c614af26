"""Hyperf: controllers by their attributes or annotations, with the addresses it gives to those that name none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.php.phpmarks import Class, Mark, Method, classes
from reviewlint.facts.model import Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source

_MAPPINGS = {f"{verb}Mapping": verb.upper() for verb in ("Get", "Post", "Put", "Patch", "Delete")}
_USUAL = ("GET", "POST")  # what answers where nothing is said


def wanted(path: str, text: str) -> bool:
    """Whether the file may hold a controller of Hyperf."""
    return "Hyperf\\HttpServer\\Annotation" in text and path.endswith(".php")


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints of the file's controllers."""
    for owner in classes(source.root):
        told = owner.mark("Controller", "AutoController")
        if told is not None:
            for method in owner.methods:
                for verb, route in _routes(owner, told, method):
                    handler = f"{owner.name}.{method.name}"
                    yield Endpoint("http", verb, route, source.path, method.line, "hyperf", handler)


def _routes(owner: Class, told: Mark, method: Method) -> Iterator[tuple[str, str]]:
    """The methods and paths at which one method of a controller is served."""
    prefix = told.value("prefix") or _prefix(owner)
    if told.name == "AutoController" and not method.name.startswith("__"):
        for verb in _USUAL:
            yield verb, join(prefix, _snake(method.name))
            if method.name == "index":
                yield verb, join(prefix)
    for mark in method.marks:
        if mark.name not in _MAPPINGS and mark.name != "RequestMapping":
            continue
        path = mark.value("path")
        path = _snake(method.name) if path is None else path
        route = path if path.startswith("/") else join(prefix, path)
        verbs = [_MAPPINGS[mark.name]] if mark.name in _MAPPINGS else mark.methods("methods") or list(_USUAL)
        for verb in verbs:
            yield verb, route


def _prefix(owner: Class) -> str:
    """The address of a controller that names none: its name below the namespace of controllers."""
    inside = f"{owner.space}\\{owner.name}".partition("\\Controller\\")[2] or owner.name
    return _snake(inside.replace("Controller", "", 1).replace("\\", "/")).replace("/_", "/")


def _snake(name: str) -> str:
    return re.sub(r"(?<=.)(?=[A-Z])", "_", name).lower()
