"""The boundaries that a change crosses, and the tests that cross them too.

A boundary is where a unit test with everything replaced proves least: a new endpoint, a consumer of a queue, a
migration, two services changed at once. A test crosses it when it drives the program, a client, a
container or a database, by its path or by what stands in it: `config/integration.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from reviewlint.data import bundled_toml
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.jobs.model import Job
    from reviewlint.facts.model import Endpoint, File

_MOST_FILES = 60
_MOST_TESTS = 3
_FEWEST_SERVICES = 2
_FRONTS = (
    "index.html",
    "angular.json",
    "vite.config.ts",
    "vite.config.js",
    "vite.config.mts",
    "vue.config.js",
)
_BESIDE = regex(
    r"__init__\.py$|(^|[/.])down\.sql$|[dD]esigner\.|[sS]napshot|\.(toml|json|lock|md|txt|mako|snap|csproj)$"
)
_REMARK = regex(r"--[^\n]*|/\*[^*]*+\*++(?:[^/*][^*]*+\*++)*/")
_DESCRIBES = regex(r"\A(\s*(#|//|--|\*|/\*).*\n)*")


class Crossing(Record):
    """A test that crosses a boundary, and the line that shows it."""

    path: str
    line: int


class Boundary(Record):
    """What is crossed, and the tests that cross it; `habit`: a test of the repository to take after."""

    kind: Literal["endpoint", "consumer", "migration", "services"]
    title: str
    path: str
    line: int
    tests: tuple[Crossing, ...] = ()
    habit: str = ""


def establish(facts: Facts) -> tuple[Boundary, ...]:
    """Every boundary that the change crosses."""
    found = [
        *(_endpoint(facts, new) for new in facts.endpoints.added if new.protocol != "page"),
        *(_consumer(facts, job) for job in facts.jobs.added if job.kind == "consumer"),
        *(_migration(facts, file) for file in facts.files if _is_migration(file) and not _idle(facts, file)),
        *_services(facts),
    ]
    bare = any(not boundary.tests for boundary in found)
    habit = _habit(facts) if bare else ""
    return tuple(b if b.tests else b._replace(habit=habit) for b in found)


def _endpoint(facts: Facts, new: Endpoint) -> Boundary:
    from reviewlint.facts.reach.routes.requests import route_pattern
    from reviewlint.facts.reach.routes.urls import same_verb
    from reviewlint.facts.scripted import asking

    pattern, words = route_pattern(new.route)
    tests = []
    for path in _tests(facts, _all(facts, words[-3:])) if words else ():
        outline, lines = facts.index.outline(path), (facts.index.text(path) or "").split("\n")
        for literal in outline.literals if outline is not None else ():
            line = lines[literal.line - 1] if literal.line <= len(lines) else ""
            if pattern.search(literal.value) and same_verb(new.method, line):
                tests.append(Crossing(path, literal.line))
                break
    found = asking(facts.scripted, new.method, pattern, words) if words and not tests else ()
    tests += [Crossing(one.path, one.line) for one in found]
    tests += _by_name(facts, new.handler) if not tests else ()
    tests += _by_helper(facts, new) if not tests else ()
    return Boundary("endpoint", f"{new.method} {new.route}", new.path, new.line, tuple(tests[:_MOST_TESTS]))


def _consumer(facts: Facts, job: Job) -> Boundary:
    names = dict.fromkeys(filter(None, (job.handler, job.name)))
    tests = [crossing for name in names for crossing in _by_name(facts, name)]
    return Boundary("consumer", f"consumer {job.name}", job.path, job.line, tuple(tests[:_MOST_TESTS]))


def _is_migration(file: File) -> bool:
    added = file.role == "migration" and file.status == "added"
    return added and _BESIDE.search(file.path) is None


def _idle(facts: Facts, file: File) -> bool:
    """Whether a migration only joins two histories, or only builds indexes: no row is other after it."""
    text = facts.sources.text(file.path, "head") or ""
    if _rule("joins").search(text):
        return True
    statements = (
        [part.strip() for part in _REMARK.sub("", text).split(";")] if file.path.endswith(".sql") else []
    )
    return any(statements) and all(_rule("indexes").match(one) for one in statements if one)


def _migration(facts: Facts, file: File) -> Boundary:
    text = _DESCRIBES.sub("", facts.sources.text(file.path, "head") or "")
    names = dict.fromkeys(_rule("tables").findall(text))
    tests: list[Crossing] = []
    for name in list(names)[:4]:
        for word in dict.fromkeys((name, name.removesuffix("s"), _camel(name.removesuffix("s")))):
            tests += _crossing(facts, word, _readable(facts, file, facts.index.mentioning([word])))
    title = f"migration {file.path.rpartition('/')[2]}"
    return Boundary("migration", title, file.path, 1, tuple(dict.fromkeys(tests))[:_MOST_TESTS])


def _readable(facts: Facts, file: File, paths: Iterable[str]) -> list[str]:
    """The files in the migration's own language, all of them for one in SQL."""
    return [path for path in paths if file.language in ("", facts.index.language(path))]


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def _services(facts: Facts) -> Iterator[Boundary]:
    """Two deployables, each with a Dockerfile of its own, whose behaviour changes together."""
    tree = facts.change.tree("head")
    roots: dict[str, str] = {}
    sources = [file.path for file in facts.files if file.role == "source" and file.language]
    if len({_service(path, tree) for path in sources} - {""}) < _FEWEST_SERVICES:
        return
    for unit in facts.changed_units.units:
        if unit.behaviour:
            roots.setdefault(_service(unit.path, tree), unit.path)
    roots.pop("", None)
    if len(roots) < _FEWEST_SERVICES or all(_is_front(root, tree) for root in roots):
        return
    tests = [
        Crossing(file.path, 1) for file in facts.files
        if file.role == "test" and file.status != "removed" and _rule("paths").search(file.path)
    ]  # fmt: skip
    title = "services " + " and ".join(sorted(roots)[:3])
    yield Boundary("services", title, next(iter(roots.values())), 1, tuple(tests[:_MOST_TESTS]))


def _is_front(root: str, tree: Mapping[str, object]) -> bool:
    """Whether what is deployed from a folder runs in a browser: two of those have nothing to say to each other."""
    return any(f"{root}/{name}" in tree for name in _FRONTS)


def _service(path: str, tree: Mapping[str, object]) -> str:
    """The innermost folder around a file that has a Dockerfile of its own."""
    parts = path.split("/")[:-1]
    folders = ("/".join(parts[:depth]) for depth in range(len(parts), 0, -1))
    return next((folder for folder in folders if f"{folder}/Dockerfile" in tree), "")


# --- tests


def _by_name(facts: Facts, qualified: str) -> list[Crossing]:
    """The crossing tests that mention the last name, beside the one it belongs to if there is one."""
    parts = [part for part in re.split(r"[.:#]+", qualified) if part]
    if not parts or not re.fullmatch(r"\w{3,}", parts[-1]):
        return []
    return _crossing(facts, parts[-1], _all(facts, parts[-2:]))


def _by_helper(facts: Facts, new: Endpoint) -> Iterator[Crossing]:
    """The crossing tests that ask by the name of the route, or by its last segment where a helper adds the rest."""
    lines = (facts.index.text(new.path) or "").split("\n")[new.line - 1 : new.line + 2]
    last = new.route.rstrip("/").rpartition("/")[2]
    named = [found[1] for found in _rule("route_names").finditer("\n".join(lines))]
    shapes = {f"{name}{end}": rf"\b{name}{end}\b" for name in named for end in ("_path", "_url")}
    shapes |= {name: rf"[\"'](?:[\w-]+[:.])?{re.escape(name)}[\"']" for name in named}
    if _rule("telling_segment").search(last):
        shapes[last] = rf"[\"'`]/?{re.escape(last)}(?=[\"'`?])"
    for name, shape in shapes.items():
        yield from _crossing(facts, name, _all(facts, re.findall(r"\w{2,}", name)), shape)


def _crossing(facts: Facts, word: str, paths: Iterable[str], shape: str = "") -> list[Crossing]:
    """The crossing tests among `paths` that hold the word, or the shape of a mention of it."""
    found = []
    wanted = re.compile(shape or rf"\b{re.escape(word)}\b")
    for path in _tests(facts, paths):
        text = facts.index.text(path) or ""
        at = wanted.search(text)
        if at and crosses(path, text):
            found.append(Crossing(path, text.count("\n", 0, at.start()) + 1))
        if len(found) >= _MOST_TESTS:
            break
    return found


def crosses(path: str, text: str) -> bool:
    """Whether the test file at `path` drives something real."""
    return _rule("paths").search(path) is not None or _rule("idioms").search(text) is not None


def _all(facts: Facts, words: list[str]) -> frozenset[str]:
    """The files that mention every word."""
    sets = [facts.index.mentioning([word]) for word in words]
    return frozenset.intersection(*sets) if sets else frozenset()


def _tests(facts: Facts, paths: Iterable[str]) -> list[str]:
    """The test files among `paths`, those of the change first."""
    from reviewlint.facts.reach.testcode import is_test_path

    changed = {file.path for file in facts.files}
    known = sorted((p for p in paths if is_test_path(p)), key=lambda p: (p not in changed, p))
    return known[:_MOST_FILES]


def _habit(facts: Facts) -> str:
    """A test of the repository that crosses a boundary, the first by path; a helper of tests where none does."""
    paths = facts.index.mentioning(bundled_toml("integration.toml")["words"])
    for path in sorted(_tests(facts, paths), key=_is_helper):
        if crosses(path, facts.index.text(path) or ""):
            return path
    return ""


def _is_helper(path: str) -> bool:
    from reviewlint.syntax.language import language_of

    language = language_of(path)
    return language is None or not language.is_test_name(path.rpartition("/")[2])


@cache
def _rule(name: str) -> re.Pattern[str]:
    rows: dict[str, Any] = bundled_toml("integration.toml")
    return regex(rows[name])
