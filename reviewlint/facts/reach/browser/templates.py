"""Helpers and models of Rails that templates call: who asks for an action has its template drawn, and what that draws.

`app/views/carts/index.json.jbuilder` is drawn for the action `index` of `carts_controller.rb`, and for who says so
(https://guides.rubyonrails.org/layouts_and_rendering.html).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.casing import underscored
from reviewlint.facts.reach.browser.viewtests import DRAWN, always_draws, viewing
from reviewlint.facts.reach.marks import said_after
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

_HELPER, _MODEL = regex(r"(?:^|/)app/helpers/"), regex(r"(?:^|/)app/(?:models|presenters|decorators)/")
_TEMPLATE = regex(
    r"^(?P<root>(?:.*/)?)app/views/(?P<folder>(?:[\w-]+/)*)(?P<part>_?)(?P<name>[a-z][\w-]*)(?P<formats>(?:\.[\w+-]+)*)"
    r"\.(?P<engine>erb|rsb|haml|slim|jbuilder|rabl|builder|ruby|arb|axlsx|prawn)$"
)
_WHOLE = frozenset(
    ("rsb", "jbuilder", "rabl", "builder", "ruby", "arb", "axlsx", "prawn")
)  # all of it is code
_RENDERS = r"\brender\w*\b[^\n]*[:\"'/]_?{0}\b"
_PARTS = (
    r"\b(?:render|partial|collection)\w*\b[^\n]*[\"'/]{0}[\"']|\brender\b[\s(]*@?(?:\w+\.)?{0}s?\b"
    r"|\bpartial!\s*[\"'][\w/]*\b{0}[\"']"
)
_MARK = "format:"
_PLAIN = frozenset(("html", "text", "turbo_stream", ""))
_SAID = {"api": "json|xml", "rss": "rss|atom", "xlsx": "xlsx|csv"}
_MOST, _MOST_USES, _DEPTH = 4_000, 40, 4

Place = tuple[str, int, int, str]  # path, scope, line, the format that has to be asked for


class Template(Record):
    """A template by its path; `part`: one that others render."""

    path: str
    root: str
    folder: str
    name: str
    part: bool
    format: str
    whole: bool


class Templates:
    """Finds over one repository the actions for which templates call helpers."""

    def __init__(self, code: Code) -> None:
        self._code = code

    def calling(self, target: Target) -> Iterator[Place]:
        """The actions and specs whose templates call `target`, of a helper or of an object called as its model is."""
        if target.language != "ruby" or "app/" not in target.path:
            return
        if _HELPER.search(target.path):
            called = _called(target.name)
        elif _MODEL.search(target.path) and target.kind == "method" and target.owner_name[:1].isupper():
            called = _called_on(underscored(target.owner_name), target.name)
        else:
            return
        yield from self._drawing(
            one
            for one, text in self._texts.items()
            if target.name in text and _calls(one, text, target.name, called)
        )

    def writing(self, way: re.Pattern[str]) -> Iterator[Place]:
        """The actions whose templates hold what `way` looks for."""
        holding = (one for one, text in self._texts.items() if way.search(text))
        yield from (place for place in self._drawing(holding) if not is_test_path(place[0]))

    def _drawing(self, templates: Iterable[Template]) -> Iterator[Place]:
        found = dict.fromkeys(place for one in self._around(templates) for place in self._shown(one))
        yield from list(found)[:_MOST_USES]

    def _shown(self, one: Template) -> Iterator[Place]:
        """Where a template is drawn: by the specs of it, and by its actions."""
        name = f"{one.folder}{'_' * one.part}{one.name}"
        yield from ((*place, DRAWN) for place in viewing(one.root, name, self._code))
        if not one.part:
            for path, scope, line, by in self._actions(one):
                yield path, scope, line, by if self._always else f"{by} {DRAWN}".lstrip()

    @cached_property
    def _always(self) -> bool:
        return always_draws(self._code)

    @cached_property
    def _texts(self) -> dict[Template, str]:
        known = [one for path in self._code.index.unread if (one := _template(path)) is not None][:_MOST]
        texts = self._code.index.texts(one.path for one in known)
        return {one: texts[one.path] for one in known if one.path in texts}

    def _around(self, templates: Iterable[Template]) -> Iterator[Template]:
        """Templates, and those that render them, until there is an action of that name."""
        queue = list(templates)
        seen = dict.fromkeys(queue, 0)
        for one in queue:
            yield one
            if one.part and seen[one] < _DEPTH:
                above = [other for other in self._rendering(one) if other not in seen]
                seen |= dict.fromkeys(above, seen[one] + 1)
                queue += above

    def _rendering(self, part: Template) -> Iterator[Template]:
        way = re.compile(_PARTS.format(re.escape(part.name)))
        for one, text in self._texts.items():
            near = one.folder == part.folder or part.folder.rstrip("/").rpartition("/")[2] in text
            if near and part.name in text and one.root == part.root and way.search(text):
                yield one

    def _actions(self, one: Template) -> Iterator[Place]:
        """The actions of the controller, or of the mailer, of a template: of its name, or that render it."""
        folder = one.folder.rstrip("/")
        renders = re.compile(_RENDERS.format(re.escape(one.name)))
        for path in (
            f"{one.root}app/controllers/{folder}_controller.rb",
            f"{one.root}app/mailers/{folder}.rb",
        ):
            file = self._code.file(path)
            for scope, definition in enumerate(file.outline.definitions if file is not None else ()):
                if definition.kind != "method" or file is None:
                    continue
                own = definition.name.rpartition(".")[2] == one.name
                if own or renders.search(file.text, definition.body, definition.end):
                    yield path, scope, definition.line, _asked(one.format)


def says_format(by: str, file: CodeFile) -> bool:
    """Whether the file of a test speaks of the formats that `by` asks for."""
    asked = (one.split("|") for one in said_after(_MARK, by))
    return all(any(word in file.text for word in words) for words in asked)


def _asked(format: str) -> str:
    return "" if format in _PLAIN else f"{_MARK}{_SAID.get(format, format)}"


def _template(path: str) -> Template | None:
    found = _TEMPLATE.match(path) if "app/views/" in path else None
    if found is None:
        return None
    formats = [one for one in found["formats"].split(".") if one]
    last = formats[-1].partition("+")[0] if formats else ""
    part, whole = bool(found["part"]), found["engine"] in _WHOLE
    return Template(path, found["root"], found["folder"], found["name"], part, last, whole)


def _called(name: str) -> re.Pattern[str]:
    name = re.escape(name)
    return re.compile(rf"(?<![\w.:@\"'/-]){name}(?![\w?!:\"'/=-])|\bhelpers?\.{name}\b")


def _called_on(variable: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.:\"'/-])@?{re.escape(variable)}&?\.{re.escape(name)}(?![\w?!:\"'/=-])")


def _calls(one: Template, text: str, name: str, called: re.Pattern[str]) -> bool:
    """Whether a template calls a name: among text, one of several words or of an object, or that is given something."""
    for found in called.finditer(text):
        if one.whole:
            return True
        if one.path.endswith(".erb"):
            if text.rfind("<%", 0, found.start()) > text.rfind("%>", 0, found.start()):
                return True
        elif "_" in name or "." in found[0] or text[found.end() : found.end() + 1] == "(":
            return True
    return False
