"""Components of one file (Vue, Svelte): what their markup runs when they are drawn, and who draws them.

A test draws one by handing what it imports from the file to a function: `mount(Tip)`, `render(Tip)`. That runs the
script and all that the markup calls to draw itself; what stands behind `@click` runs for a test that clicks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.facts.casing import dashed
from reviewlint.facts.reach.target import Target
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.modules import Modules

Drawn = tuple[
    str, int, int, str
]  # path, scope, line, and "fires:EVENT" or "child" where not every test runs it
LANGUAGES = frozenset(("vue", "svelte"))
_FIRES, _CHILD = "fires:", "child"
_NO_MARKUP = regex(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->")
_ATTRIBUTE = regex(r"""([@:#\w.\[\]|-]+)\s*=\s*(["'{])""")
_EVENT = regex(r"(?:@|v-on:|on:|on(?=[a-z]+$))([\w:-]+)")
_SIGN = regex(r"=>|(?<=\s)[<>]=?(?=\s)")  # no bracket of a tag
_TAG = regex(r"<([A-Za-z][\w.:-]*)")
_MOST_FILES = 60


def component_of(file: CodeFile) -> Target | None:
    """The component that a file is; None for any other file."""
    is_one = file.language in LANGUAGES and not is_test_path(file.path)
    return Target(file.path, "default", "component", file.language) if is_one else None


def uses(target: Target, code: Code, modules: Modules) -> Iterator[Drawn]:
    """Where a component is drawn, or what stands in its file is run by it."""
    yield from _drawing(target, code, modules) if target.kind == "component" else _running(target, code)


def _running(target: Target, code: Code) -> Iterator[Drawn]:
    """Where the component of its file runs a function or reads a name of it: in the markup, as a hook, in `this.x`."""
    file = code.file(target.path) if target.language in LANGUAGES and "." not in target.qualified else None
    if file is None:
        return
    if words().components["hooks"].fullmatch(target.name):
        yield file.path, -1, 1, ""
    yield from _in_markup(file, target.name)
    for reference in file.references.get(target.name, ()):
        if reference.receiver == "this":
            yield file.path, reference.scope, reference.line, ""
    for path in sorted(filter(is_test_path, code.mentioning(target.name)))[:_MOST_FILES]:
        test = code.file(path)
        for reference in test.references.get(target.name, ()) if test is not None else ():
            if test is not None and reference.receiver.rpartition(".")[2] == "vm" and _imports(test, file):
                yield path, reference.scope, reference.line, ""


def _drawing(target: Target, code: Code, modules: Modules) -> Iterator[Drawn]:
    """Where the component `target` is drawn: by a test, or in the markup of another component."""
    stem = target.path.rpartition("/")[2].partition(".")[0]
    for path in sorted(code.mentioning(stem) - {target.path})[:_MOST_FILES]:
        file = code.file(path)
        if file is None:
            continue
        for entry in file.outline.imports:
            if not entry.alias or not _leads(file, entry.alias, target, modules):
                continue
            for reference in file.references.get(entry.alias, ()):
                if reference.kind != "type":
                    yield path, reference.scope, reference.line, "" if is_test_path(path) else _CHILD
            if file.language in LANGUAGES:
                yield from ((path, -1, line, _CHILD) for line in _tags(file, entry.alias))


def draws(by: str, file: CodeFile) -> bool:
    """Whether a test that leads back by `by` fires each event asked for, and draws the children of what it draws."""
    asked = [one for one in by.split() if one.startswith(_FIRES)]
    if _CHILD in by.split() and _only_shallow(file.text):
        return False
    return all(_fires(one.removeprefix(_FIRES), file.text) for one in asked)


def _in_markup(file: CodeFile, name: str) -> Iterator[Drawn]:
    markup = _markup(file.text)
    for found in re.finditer(rf"(?<![\w$.-]){re.escape(name)}(?![\w$-])", markup):
        by = _run_by(markup, found.start())
        if by is not None:
            yield file.path, -1, markup.count("\n", 0, found.start()) + 1, by


def _run_by(markup: str, at: int) -> str | None:
    """How the code at a place of the markup is run: "" when it is drawn, "fires:click"; None where none stands."""
    opened, closed = markup.rfind("<", 0, at), markup.rfind(">", 0, at)
    braced = markup.rfind("{", 0, at) > markup.rfind("}", 0, at)
    attribute = _open_attribute(markup[opened:at]) if opened > closed else ""
    event = _EVENT.match(attribute)
    if event is not None:
        return _FIRES + event[1].replace("-", "").lower()
    return "" if braced or attribute.startswith((":", "v-", "#")) else None


def _open_attribute(tag: str) -> str:
    """The name of the attribute whose value is still open at the end of a tag that is cut there; "" for none."""
    attributes = list(_ATTRIBUTE.finditer(tag))
    if not attributes:
        return ""
    found = attributes[-1]
    value = tag[found.end() :]
    is_open = value.count("{") >= value.count("}") if found[2] == "{" else found[2] not in value
    return found[1] if is_open else ""


@cache
def _markup(text: str) -> str:
    """The text with blanks for scripts, styles and comments, lines and columns kept."""
    blank = _NO_MARKUP.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return _SIGN.sub(lambda found: " " * len(found[0]), blank)


def _tags(file: CodeFile, alias: str) -> Iterator[int]:
    """The lines of the markup on which an imported component stands, as `TaskList` or `task-list`."""
    markup, spellings = _markup(file.text), (alias, dashed(alias))
    for found in _TAG.finditer(markup):
        if found[1] in spellings:
            yield markup.count("\n", 0, found.start()) + 1


def _leads(file: CodeFile, alias: str, target: Target, modules: Modules) -> bool:
    return (target.path, "default") in (modules.lookup(file.path, alias) or ())


def _imports(test: CodeFile, file: CodeFile) -> bool:
    stem = file.path.rpartition("/")[2]
    return any(entry.module.rpartition("/")[2] == stem for entry in test.outline.imports)


def _only_shallow(text: str) -> bool:
    way = words().components
    return way["shallow"].search(text) is not None and way["deep"].search(text) is None


def _fires(event: str, text: str) -> bool:
    """Whether a test fires an event of the browser, or, for one of a component's own, any at all."""
    way = words().components["fires"]
    fired = {next(filter(None, found.groups()), "").replace("-", "").lower() for found in way.finditer(text)}
    same = words().component_events.get(event)
    return bool(fired) if same is None else event in fired or not fired.isdisjoint(same)
