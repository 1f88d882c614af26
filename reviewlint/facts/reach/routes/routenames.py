"""Routes that are asked for by their name: `reverse("shop:cart")`, `url_for("cart.show")`, `cart_path`."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.reach.holders import assigned_around, is_view
from reviewlint.facts.reach.routes.laravel import LED, chooses
from reviewlint.facts.reach.routes.urls import same_verb
from reviewlint.facts.reach.routes.viewsets import names_of
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.users import Use
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Literal

_MOST_FILES = 120
_MOST_LINES = 8  # of one declaration
_GIVEN = regex(
    r"\b(\w*name|endpoint)[\"']?\s*(?:=>?|:(?!:))\s*f?[\"']([\w.:-]+)[\"']"
    r"|(?:->|\.|::)([nN]ame)\(\s*[\"']([\w.:-]+)[\"']|\b(as):\s*:?[\"']?(\w+)"
)
_ROUTE = regex(
    r"(?i)@?\b\w*(?:route|router|api|app|blueprint|bp|path|url|urls|get|post|put|patch|delete|resource|register|view)\w*\b[^\n]*\("
    r"|\bas:"
)
_ASKS = regex(
    r"\b(?:reverse\w*|url_for|route|generateUrl|generate|(?:url_)?path_for|url_path_for|resolve_url|to_route|urlFor|absoluteUrl|"
    r"get_url|make_url|action)\s*\("
)
_EXPECTS = regex(r"\bassert\w*$|->\s*(?:to(?:Be|Equal|Contain|Match|StartWith|EndWith)\w*)$")
_SPACE = r"\b(?:app_name|\w*namespace)\b\s*=\s*[\"']{}[\"']"
_VIEW = "view"  # Flask names a route by its function
_MAKES_BLUEPRINT = regex(r"\b\w*Blueprint\(")
_BLUEPRINT = r"\b\w*Blueprint\(\s*(?:name\s*=\s*)?[\"']{}[\"']"
_LISTED = ("list", "detail")


class RouteNames:
    """Finds over one repository the tests that ask for a route by the name that it bears."""

    def __init__(self, code: Code) -> None:
        self._code = code

    def of(
        self, target: Target, places: set[tuple[str, int]], led: Iterable[tuple[str, int, str]]
    ) -> Iterator[Use]:
        """The uses in tests of the names of the routes that lead to `target`, declared on it or at `places`.

        `led` has whole names, with the file that each is of.
        """
        found: dict[tuple[str, str, str], None] = {}
        for path, line in sorted(places):
            file = self._code.file(path)
            source = _statement(file, line) if file is not None and line else self._marks(file, target)
            for kind, name in (
                () if (target.language, target.kind) == LED and chooses(source, target) else _names(source)
            ):
                found[(path, kind, name)] = None
        own = self._code.file(target.path) if target.language == "python" else None
        if own is not None and any(
            d.name == target.qualified and is_view(d) for d in own.outline.definitions
        ):
            found[(target.path, _VIEW, target.name)] = None
        found.update(dict.fromkeys((target.path, "name", name) for name in names_of(target, self._code)))
        found.update(dict.fromkeys((path, "name", name) for path, _, name in led if name))
        for path, kind, name in found:
            yield from self._asking(path, kind, name)

    def by_helper(self, method: str, route: str) -> Iterator[Use]:
        """The calls in tests of what Rails names a route: `/orders/{id}/edit` is `edit_order_path`."""
        for name in _helper_names(route):
            for use in self._helpers(name):
                file = self._code.file(use.path)
                if file is not None and same_verb(method, file.line(use.line)):
                    yield use

    def _marks(self, file: CodeFile | None, target: Target) -> str:
        """The decorators of the target and, for a method, of its class."""
        named = {target.qualified, target.owner}
        definitions = file.outline.definitions if file is not None else ()
        return "\n".join(f"@{mark}" for d in definitions if d.name in named for mark in d.decorators)

    def _asking(self, path: str, kind: str, name: str) -> Iterator[Use]:
        if kind == "as":
            yield from self._helpers(name)
            return
        wanted = {name} if kind != "basename" else {f"{name}-{one}" for one in _LISTED}
        end = re.split("[:.]", name)[-1]
        for place in self._code.tests_mentioning(name)[:_MOST_FILES]:
            file = self._code.file(place)
            for literal in file.outline.literals if file is not None else ():
                space, last = _apart(literal.value, name) if end in literal.value else ("", "")
                asked = _asked_at(file, literal) if file is not None and last in wanted else []
                if not asked or (file is not None and _is_expected(file, literal)):
                    continue
                of = self._of_blueprint(space, path) if kind == _VIEW else self._is_of(space, path, name)
                yield from (Use(place, *one, "call") for one in asked if of)

    def _helpers(self, name: str) -> Iterator[Use]:
        """Rails writes a name as a function: `cart_path(cart)`."""
        helpers = (f"{name}_path", f"{name}_url")
        for place in self._code.tests_mentioning(*helpers)[:_MOST_FILES]:
            file = self._code.file(place)
            for helper in helpers if file is not None else ():
                given = file is None or helper in file.assignments  # a variable of the test's own
                for reference in file.references.get(helper, ()) if file is not None and not given else ():
                    yield Use(place, reference.scope, reference.line, "call")

    def _is_of(self, space: str, path: str, name: str) -> bool:
        """Whether the namespace that a name is asked for in is the one of `path`; names of one file alone need none."""
        if not space:
            return True
        last = space.replace(".", ":").rpartition(":")[2]
        declared = regex(_SPACE.format(last))
        for other in self._code.mentioning(last):
            below = posixpath.dirname(other)
            file = self._code.file(other) if not below or path.startswith(f"{below}/") else None
            if file is not None and not is_test_path(other) and declared.search(file.text):
                return True
        return self._is_alone(path, name)

    def _of_blueprint(self, space: str, path: str) -> bool:
        """Whether views of `path` may be of the blueprint that a name is asked for in; of an application, in none."""
        if not space:
            return True
        last = space.rpartition(".")[2]
        declared = regex(_BLUEPRINT.format(re.escape(last)))
        own = self._code.file(path)
        if own is not None and _MAKES_BLUEPRINT.search(own.text):
            return declared.search(own.text) is not None
        others = (self._code.file(other) for other in sorted(self._code.mentioning(last)))
        homes = {posixpath.dirname(f.path) for f in others if f is not None and declared.search(f.text)}
        return not homes or any(not home or path.startswith(f"{home}/") for home in homes)

    def _is_alone(self, path: str, name: str) -> bool:
        others = [p for p in self._code.mentioning(name) if p != path and not is_test_path(p)]
        if len(others) > _MOST_FILES:
            return False
        texts = (file.text for other in others if (file := self._code.file(other)) is not None)
        return not any(found == name for text in texts for _, found in _names(text))


@lru_cache(maxsize=1 << 10)  # whole files are asked for each name that may be theirs
def _names(source: str) -> tuple[tuple[str, str], ...]:
    """The (kind, name) that a declaration gives its route."""
    if not _ROUTE.search(source):
        return ()
    given = (
        next(pair for pair in zip(found[::2], found[1::2], strict=True) if pair[0])
        for found in _GIVEN.findall(source)
    )
    return tuple((kind, name) for kind, name in given if "method" not in kind.lower())


def _helper_names(route: str) -> Iterator[str]:
    """The names that Rails may give a path: what stands before a parameter is one of its kind."""
    parts = route.strip("/").replace("(.:format)", "").split("/")
    words = [
        _one_of(part) if part != parts[-1] and _is_parameter(parts[number + 1]) else part
        for number, part in enumerate(parts)
        if not _is_parameter(part)
    ]
    if not words or not all(word.isidentifier() for word in words):
        return
    yield "_".join(words)
    if len(words) > 1:
        yield "_".join((words[-1], *words[:-1]))


def _is_parameter(part: str) -> bool:
    return part[:1] in (":", "{", "*", "<")


def _one_of(word: str) -> str:
    """The singular of an English word, as far as its ending tells."""
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("xes", "x"),
        ("ches", "ch"),
        ("ses", "se"),
        ("s", ""),
    ):
        if word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word


def _statement(file: CodeFile, line: int) -> str:
    """The call around `line`: from the line above on, until what it opens is closed."""
    line = file.opening(line)
    source = file.line(line)
    if source.count(")") > source.count("(") or "(" not in source:
        source = f"{file.line(line - 1)}\n{source}"
    for number in range(line + 1, line + _MOST_LINES):
        if source.count("(") <= source.count(")") and not file.line(number).lstrip().startswith(("->", ".")):
            break
        source += f"\n{file.line(number)}"
    return source


def _apart(value: str, name: str) -> tuple[str, str]:
    """(namespace, name) of a name that is asked for, where a part of it is its namespace."""
    if value == name:
        return "", value
    for mark in (":", "."):
        space, _, last = value.rpartition(mark)
        if space and last.startswith(name.rpartition(mark)[2]):
            return space, last
    return "", value


def _asked_at(file: CodeFile, literal: Literal) -> list[tuple[int, int]]:
    """(scope, line) of where a literal is asked for as a name: there, or where the constant that it is stands."""
    if _is_asked(file, literal.line):
        return [(literal.scope, literal.line)]
    name = assigned_around(file, literal.line) if literal.scope < 0 else ""
    uses = file.references.get(name, ()) if name else ()
    return [(use.scope, use.line) for use in uses if use.line != literal.line and _is_asked(file, use.line)]


def _is_expected(file: CodeFile, literal: Literal) -> bool:
    """Whether a test of PHP only says of an answer that it names the route: `assertRedirect(route("cart"))`."""
    if file.language != "php":
        return False
    line = file.line(literal.line)
    before = line[: max(line.find(literal.value), 0)]
    around = next(islice(open_at(before, len(before)), 1, 2), 0)
    return _EXPECTS.search(before, 0, around) is not None


def _is_asked(file: CodeFile, line: int) -> bool:
    return _ASKS.search("\n".join(file.line(number) for number in range(line - 2, line + 1))) is not None
