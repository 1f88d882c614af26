"""Rules of Yii's URL manager that are arrays: `['class' => UrlRule::class, 'controller' => 'user']`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing, open_at
from reviewlint.facts.endpoints.paths import join, plural
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_REST = regex(r"['\"]class['\"]\s*=>\s*(?:['\"][\w\\]*rest\\{1,2}UrlRule['\"]|[\w\\]*UrlRule::class)")
_PATTERN = regex(r"['\"]pattern['\"]\s*=>\s*['\"]([^'\"]*)['\"]")
_VERB = regex(r"['\"]verb['\"]\s*=>\s*(\[[^\]]*\]|['\"][^'\"]*['\"])")
_CONTROLLER = regex(r"['\"]controller['\"]\s*=>\s*(\[[^\]]*\]|['\"][^'\"]*['\"])")
_LIMIT = regex(r"['\"](only|except)['\"]\s*=>\s*(\[[^\]]*\])")
_EXTRA = regex(r"['\"]extraPatterns['\"]\s*=>\s*\[([^\]]*)\]")
_ROW = regex(r"['\"](?:([A-Z, ]+?)\s+)?([^'\"]*)['\"]\s*=>")
_PREFIX = regex(r"['\"]prefix['\"]\s*=>\s*['\"]([^'\"]*)['\"]")
_SINGULAR = regex(r"['\"]pluralize['\"]\s*=>\s*false")
_WORDS = regex(r"['\"]([^'\"]+)['\"]")
_ACTIONS = {
    "index": ("GET", ""), "view": ("GET", "{id}"), "create": ("POST", ""), "update": ("PUT,PATCH", "{id}"),
    "delete": ("DELETE", "{id}"),
}  # fmt: skip


def listed(text: str) -> Iterator[tuple[int, str, str]]:
    """The place, method and path of each route that such rules give."""
    for found in _REST.finditer(text):
        start, rule = _array(text, found.start())
        for method, path in _resources(rule):
            yield start, method, path
    for found in _PATTERN.finditer(text):
        start, rule = _array(text, found.start())
        told = _VERB.search(rule)
        for method in re.findall(r"[A-Z]+", told[1].upper()) if told else ["ANY"]:
            yield start, method, join(plain(found[1]))


def plain(path: str) -> str:
    """A pattern with its parameters as names: `post/<id:\\d+>`."""
    return re.sub(r"<(\w+)(?::[^<>]*)?>", r"{\1}", path)


def _resources(rule: str) -> Iterator[tuple[str, str]]:
    """What a rule for resources serves: the usual actions, but for those left out, and its own patterns."""
    controllers, prefix = _CONTROLLER.search(rule), _PREFIX.search(rule)
    limits = {kind: set(_WORDS.findall(names)) for kind, names in _LIMIT.findall(rule)}
    extra = _EXTRA.search(rule)
    own = [(verbs or "ANY", path) for verbs, path in _ROW.findall(extra[1])] if extra else []
    usual = [
        told
        for name, told in _ACTIONS.items()
        if name in limits.get("only", _ACTIONS) and name not in limits.get("except", ())
    ]
    for name in _WORDS.findall(controllers[1]) if controllers else ():
        base = join(prefix[1] if prefix else "", name if _SINGULAR.search(rule) else plural(name))
        for verbs, path in (*own, *usual):
            yield from ((verb.strip(), join(base, plain(path))) for verb in verbs.split(","))


def _array(text: str, at: int) -> tuple[int, str]:
    """Where the array around a place begins, and its text."""
    start = next((place for place in open_at(text, at) if text[place] == "["), 0)
    return start, text[start : closing(text, start) + 1]
