"""Yii: the actions of controllers by their names, and the addresses that the rules of the URL manager give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.casing import dashed
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.php.yiirules import listed, plain
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.model import Endpoint

_CONTROLLER = regex(
    r"^[ \t]*(?:final\s+)?class\s+(\w+)Controller\s+extends\s+\\?(?:\w+\\)*\w*Controller\b", re.MULTILINE
)
_ACTION = regex(r"^[ \t]*(?:final\s+)?(?:public\s+)?function\s+action([A-Z]\w*)\s*\(", re.MULTILINE)
_VERBS = regex(r"['\"]([\w-]+)['\"]\s*=>\s*\[([^\]=>]*)\]")
_MANAGED = regex(r"['\"]urlManager['\"]\s*=>|UrlManager\b")
_RULE = regex(
    r"['\"]((?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)(?:,\w+)*\s+)?[\w<>:/.\\+*()\[\]|{}-]*)['\"]\s*=>\s*['\"][\w-]+(?:/[\w<>-]+)+['\"]"
)
_NO_PATHS = frozenset(["route", "class", "controller", "defaultRoute", "errorAction"])
_MODULE = regex(r"(?:^|/)modules/([\w-]+)/")


def wanted(path: str, text: str) -> bool:
    """Whether the file holds a controller of Yii, or rules of its URL manager."""
    controller = "function action" in text and re.search(
        r"\byii\\(web|rest)\\|\bextends\s+C?Controller", text
    )
    return bool(("yii" in text.lower() and controller) or (_MANAGED.search(text) and "'rules'" in text))


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints of the file."""
    yield from _actions(source)
    if _MANAGED.search(source.text):
        yield from _rules(source)


def _actions(source: Source) -> Iterator[Endpoint]:
    """Each public action of a web controller, at `/controller/action`; the verbs from its filter."""
    owner = _CONTROLLER.search(source.text)
    if owner is None or "yii\\console" in source.text:
        return
    module = _MODULE.search(source.path)
    verbs = {name: re.findall(r"['\"](\w+)['\"]", listed) for name, listed in _VERBS.findall(source.text)}
    for found in _ACTION.finditer(source.text):
        action = dashed(found[1])
        route = join(module[1] if module else "", dashed(owner[1]), action)
        for method in verbs.get(action, []) or ["ANY"]:
            handler = f"{owner[1]}Controller.action{found[1]}"
            yield source.endpoint(found.start(1), method.upper(), route, "yii", handler)


def _rules(source: Source) -> Iterator[Endpoint]:
    start = source.text.find("rules")
    for found in _RULE.finditer(source.text, start):
        methods, _, path = found[1].rpartition(" ")
        if path in _NO_PATHS:
            continue
        for method in methods.split(",") if methods else ["ANY"]:
            yield source.endpoint(found.start(1), method.strip(), plain(path), "yii")
    for at, method, path in listed(source.text):
        yield source.endpoint(at, method, path, "yii")
