"""What only an event runs in the markup of scripts: `<button onClick={() => this.pay()}>`, `onClick={pay}`.

Who only draws it, or opens the page that it stands on, does not run it: a test has to fire the event.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.reach.browser.components import FIRES
from reviewlint.facts.reach.target import is_class
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from reviewlint.facts.model import Unit
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.sources import Sources
    from reviewlint.syntax.model import Reference

_HANDLES = regex(
    r"\bon([A-Z]\w*)\s*=\s*(?=\{)|\bon([A-Z]\w*)\s*:\s*(?:async\s*)?(?:\([^()]*\)|\w+)\s*=>\s*(?=\{)"
)
_MOST_DEEP = 2  # functions that a handler calls in turn

Span = tuple[int, int, str]  # the offsets from which and to which an event runs what stands there


def fired(file: CodeFile, reference: Reference) -> str:
    """What a use says by which only who fires an event runs what `reference` names; "" where more do."""
    if file.language not in SCRIPTS or is_test_path(file.path) or not _handlers(file):
        return ""
    return _only({_behind(file, at, reference.scope, 0) for at in _places(file, reference)})


def only_fired(file: CodeFile | None, unit: Unit, sources: Sources) -> str:
    """The same for the lines that a change adds to a function, if one event runs them all and nothing else does."""
    if file is None or unit.change != "modified" or file.language not in SCRIPTS or not _handlers(file):
        return ""
    own = next((d for d in file.outline.definitions if (d.name, d.line) == (unit.name, unit.line)), None)
    inside = file.filled(own, sources.added(unit.path)) if own is not None else ()
    ends = ((n, at) for n in inside for at in _ends(file, n))
    return _only({_behind(file, at, file.scope_at(number), 0) for number, at in ends})


def _only(marks: set[str]) -> str:
    return marks.pop() if len(marks) == 1 else ""


def _ends(file: CodeFile, number: int) -> tuple[int, int]:
    """Where what stands on a line begins and ends."""
    line, start = file.line(number), file.starts[number - 1]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip()) - 1


def _places(file: CodeFile, reference: Reference) -> list[int]:
    """Where the name of a reference stands on its line."""
    start = file.starts[reference.line - 1]
    named = re.finditer(rf"(?<![\w$]){re.escape(reference.name)}(?![\w$])", file.line(reference.line))
    return [start + found.start() for found in named]


def _behind(file: CodeFile, at: int, scope: int, depth: int) -> str:
    """The mark of the event behind which a place runs: in a handler, or in a function that only such name."""
    for first, last, event in _handlers(file):
        if first < at < last:
            return f"{FIRES}{event}"
    for one in _inner(file, scope) if depth < _MOST_DEEP else ():
        name = file.outline.definitions[one].name.rpartition(".")[2]
        uses = [r for r in file.references.get(name, ()) if one not in file.inside(r.scope)]
        places = [(place, use.scope) for use in uses for place in _places(file, use)]
        if mark := _only({_behind(file, place, inner, depth + 1) for place, inner in places}):
            return mark
    return ""


def _inner(file: CodeFile, scope: int) -> list[int]:
    """The functions around a scope that stand in functions: those around them are called from elsewhere."""
    definitions = file.outline.definitions
    around = [n for n in file.inside(scope) if definitions[n].scope >= 0]
    return [n for n in around if not is_class(definitions[definitions[n].scope])]


@lru_cache(maxsize=1 << 10)
def _handlers(file: CodeFile) -> tuple[Span, ...]:
    """The handlers of what people do on a page, each from its bracket to the one that closes it."""
    acts = words().components["acts"]
    found = ((one, (one[1] or one[2]).lower()) for one in _HANDLES.finditer(file.text))
    return tuple(
        (one.end(), closing(file.text, one.end()), event) for one, event in found if acts.fullmatch(event)
    )
