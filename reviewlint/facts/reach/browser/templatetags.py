"""Filters and tags that templates of Django and Jinja call: who renders a template runs those of it.

A test does so with a text of its own, `Template("{{ 1|as_money }}")`, or by what names the template's file
(https://docs.djangoproject.com/en/stable/howto/custom-template-tags/).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.reach.browser.templatenames import drawn_by_views
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.types.hierarchy import Family

_MARK = regex(
    r"^\w+\.(?:(filter)|(?:simple_|inclusion_|simple_block_)?tag|template_(?:filter|global|test))\b"
    r"(?:\((?:[^()\"']*\bname\s*=\s*|\s*(?=[\"'][\w.-]+[\"']\s*\)))[\"']([\w-]+)[\"'])?"
)
_FILE = regex(r"(?:^|/)(?:templates|jinja2)/(.+\.(?:html?|xml|txt|jinja2?|j2|md))$")
_CALLS = r"\|\s*{0}\b(?!\s*=)|\{{%-?\s*{0}\b|\{{\{{-?\s*{0}\s*\(|\bis\s+(?:not\s+)?{0}\b"
_DRAWS = r"\{{%-?\s*(?:extends|include|import|from)\s+[\"']{0}[\"']"
_MOST, _DEPTH = 4_000, 4
_NODES = frozenset(("Node", "IncludeNode", "SimpleNode", "InclusionNode", "TagHelperNode"))

Place = tuple[str, int, int]  # path, scope, line


def nodes_made(target: Target, family: Family, code: Code) -> Iterator[Place]:
    """Where tags make the node whose method `render` a template calls for them."""
    if target.language != "python" or target.name != "render" or target.kind != "method":
        return
    if all(name.rpartition(".")[2] not in _NODES for name in family.outside):
        return
    for name in sorted(family.below):
        for path in sorted(code.mentioning(name)):
            file = code.file(path) if code.index.language(path) == "python" else None
            for one in file.references.get(name, ()) if file is not None else ():
                marks = file.outline.definitions[one.scope].decorators if file and one.scope >= 0 else ()
                if one.kind in ("call", "new") and any(map(_MARK.match, marks)):
                    yield path, one.scope, one.line


class TemplateTags:
    """Finds over one repository the code that renders the templates which call a filter or a tag."""

    def __init__(self, code: Code) -> None:
        self._code = code

    def rendering(self, target: Target) -> Iterator[Place]:
        """Where a template that calls `target`, a filter or a tag, is named, or written out."""
        name = self._name(target) if target.language == "python" else ""
        if not name:
            return
        called = re.compile(_CALLS.format(re.escape(name)))
        yield from self._saying(self._code.mentioning(name), lambda value: called.search(value) is not None)
        for template in self._around(one for one, text in self._texts.items() if called.search(text)):
            last = template.rpartition("/")[2].partition(".")[0]
            yield from self._saying(self._code.mentioning(last), template.__eq__)
            yield from drawn_by_views(template, self._code)

    def _name(self, target: Target) -> str:
        """By what name templates call a function; "" for one that they cannot call."""
        file = self._code.file(target.path)
        marks = (
            mark
            for d in (file.outline.definitions if file is not None else ())
            if d.name == target.qualified
            for mark in d.decorators
        )
        found = next(filter(None, map(_MARK.match, marks)), None)
        return "" if found is None else found[2] or target.name

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The templates by the name that code gives them: their path in the folder of templates."""
        known = [(found[1], path) for path in self._code.index.unread if (found := _FILE.search(path))][
            :_MOST
        ]
        texts = self._code.index.texts(path for _, path in known)
        return {name: texts[path] for name, path in known if path in texts}

    def _around(self, templates: Iterable[str]) -> list[str]:
        """Templates, and those that extend or include them."""
        found = dict.fromkeys(templates, 0)
        queue = list(found)
        for one in queue:
            way = re.compile(_DRAWS.format(re.escape(one)))
            above = [
                o for o, text in self._texts.items() if o not in found and one in text and way.search(text)
            ]
            if found[one] < _DEPTH:
                found |= dict.fromkeys(above, found[one] + 1)
                queue += above
        return queue

    def _saying(self, paths: Iterable[str], wanted: Callable[[str], bool]) -> Iterator[Place]:
        """The texts in code that are wanted."""
        for path in sorted(paths):
            file = self._code.file(path) if self._code.index.language(path) == "python" else None
            for literal in file.outline.literals if file is not None else ():
                if wanted(literal.value):
                    yield path, literal.scope, literal.line
