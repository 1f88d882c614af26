"""Attributes of a repository's own that bind routes of ASP.NET: heirs of `HttpGet`, and what gives a route's template.

Read from their source: the verb from the base or from `HttpMethods`, the template from what is handed to the base or
given to `Template`, with the arguments of the attribute, or else the defaults, filled in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.endpoints.packages import nearest
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reviewlint.facts.endpoints.families import Source

_BASE = regex(r"^Http(Get|Post|Put|Patch|Delete|Head|Options)(?:Attribute)?$")
_METHODS = regex(r"\bHttpMethods\b[^;\"]*\"([^;}]*)\"")
_TEMPLATE = regex(r"\bTemplate\b(?:\s*\{[^{}]*\})?\s*=>?\s*(\$?)\"([^\"\n]*)\"")
_TAKEN = regex(r"(?:^|,)\s*(?:[\w.<>?\[\]]+\s+)?(\w+)(?:\s*=\s*([^,]+))?")
_VERB = regex(r"[A-Z]{3,7}")
_DEPTH, _MOST_FILES = 4, 10


class Mark(Record):
    """What an attribute binds: verbs, none where it is not for them, and a template, None where it has none."""

    verbs: tuple[str, ...]
    template: str | None


def own_mark(name: str, given: list[str | None], source: Source, depth: int = 0) -> Mark | None:
    """What the attribute `name` of the repository with the texts `given` binds; None where it binds nothing."""
    declared = _declared(name.removesuffix("Attribute"), source) if depth < _DEPTH else None
    if declared is None:
        return None
    head, body = declared
    values, handed = _constructed(body, name, given)
    verbs = tuple(verb for found in _METHODS.finditer(body) for verb in _VERB.findall(found[1]))
    own = _TEMPLATE.search(body)
    template = _filled(own[2], values) if own is not None and own[1] else own[2] if own is not None else None
    for base in re.findall(r"[\w.]+", head.partition(":")[2]):
        last = base.rpartition(".")[2]
        bound = _BASE.match(last)
        first = next(iter(handed), None)
        if bound:
            return Mark(verbs or (bound[1].upper(),), template if template is not None else first)
        if last in ("Route", "RouteAttribute"):
            return Mark(verbs, template if template is not None else first)
        above = own_mark(last, handed, source, depth + 1) if last.endswith("Attribute") else None
        if above is not None:
            return Mark(verbs or above.verbs, template if template is not None else above.template)
    return Mark(verbs, template) if verbs or template is not None else None


def _declared(name: str, source: Source) -> tuple[str, str] | None:
    """The head and the body of the class of an attribute, looked for once."""
    known = source.around.defined if source.around is not None else {}
    key = ("attribute", name)
    if key not in known:
        known[key] = _looked_for(name, source) or ()
    found = known[key]
    return (found[0], found[1]) if found else None


def _looked_for(name: str, source: Source) -> tuple[str, str] | None:
    wanted = re.compile(rf"\bclass\s+{re.escape(name)}Attribute\b([^{{;]*)\{{")
    around = source.around
    paths = nearest(around.mentioning([f"{name}Attribute"]), source.path) if around is not None else []
    texts = (around.text(path) or "" for path in paths[:_MOST_FILES]) if around is not None else ()
    for text in (source.text, *texts):
        found = wanted.search(text)
        if found:
            return found[1], text[found.end() : closing(text, found.end() - 1)]
    return None


def _constructed(
    body: str, name: str, given: list[str | None]
) -> tuple[Mapping[str, str | None], list[str | None]]:
    """What the parameters of the constructor are given, and what it hands to that of the base."""
    own = re.search(
        rf"\b{re.escape(name.removesuffix('Attribute'))}Attribute\s*\(([^()]*)\)(?:\s*:\s*base\s*\(([^()]*)\))?",
        body,
    )
    if own is None:
        return {}, []
    values: dict[str, str | None] = {}
    for number, (parameter, default) in enumerate(_TAKEN.findall(own[1])):
        values[parameter] = given[number] if number < len(given) else _value(default.strip(), values, body)
    return values, [_value(part.strip(), values, body) for part in (own[2] or "").split(",") if part.strip()]


def _value(expression: str, values: Mapping[str, str | None], body: str) -> str | None:
    """The text that an expression stands for: a literal, a number, a parameter, a constant of the class."""
    if expression[:1] == '"':
        return expression.strip('"')
    if expression[:2] == '$"':
        return _filled(expression[1:].strip('"'), values)
    if expression.isdigit():
        return expression
    if expression in values:
        return values[expression]
    constant = (
        re.search(rf"\bconst\s+string\s+{re.escape(expression)}\s*=\s*\"([^\"\n]*)\"", body)
        if expression
        else None
    )
    return constant[1] if constant else None


def _filled(template: str, values: Mapping[str, str | None]) -> str:
    """The template with its holes filled: a property is what the parameter of its name (`version`, `Version`) gives."""
    told = {name.lower(): value for name, value in values.items()}
    return re.sub(r"\{(\w+)\}", lambda hole: told.get(hole[1].lower()) or "", template)
