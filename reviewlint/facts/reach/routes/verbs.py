"""Methods of a class that a framework calls for requests of one verb: `get` of a view, `create` of a view set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.marks import said_after
from reviewlint.facts.reach.testcode import called, named
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.target import Target

_MARK = "verb:"
_CLIENT = regex(
    r"(?i)(?:\b|_)(?:client|app|api|rf|factory|browser|session|https?|requests?|agent|c|anon|admin|test_client\(\))"
    r"\.(get|post|put|patch|delete)\("
)
_LOOSE = r"(?i)\.{0}(?:_\w+)?\(|[\"']{0}[\"']"


def answered(target: Target, bases: Iterable[str]) -> str:
    """The verbs, with blanks between, that a class with such `bases` has its method `target` answer; "" for none."""
    for entry in words().verbs.get(target.language, ()) if target.kind == "method" else ():
        found = entry.methods.get(target.name)
        if found and any(map(entry.bases.search, bases)):
            return found
    return ""


def marked(verbs: str) -> str:
    """What a use says by which only tests that send a request of one of `verbs` run what it leads to."""
    return _MARK + verbs.replace(" ", "|") if verbs else ""


def sends(by: str, file: CodeFile, test: int, line: int) -> bool:
    """Whether a test that leads back by `by`, from `line` of its file, sends requests of each verb asked for.

    One that says no verb, nor do the helpers of its file that it calls, may do so.
    """
    asked = said_after(_MARK, by)
    if not asked:
        return True
    definition = file.outline.definitions[test]
    inside = definition.line <= line <= definition.end_line
    text = _with_helpers(file, file.text[definition.start : definition.end]) if inside else file.text
    verbs = {found.lower() for found in _CLIENT.findall(text)}
    return not verbs or all(_is_said(one.split("|"), verbs, text) for one in asked)


def _is_said(either: list[str], verbs: set[str], text: str) -> bool:
    return not verbs.isdisjoint(either) or any(re.search(_LOOSE.format(verb), text) for verb in either)


def _with_helpers(file: CodeFile, body: str) -> str:
    helpers = (helper for name in called(body) for helper in named(file, name))
    return "\n".join((body, *(file.text[helper.body : helper.end] for helper in helpers)))
