"""Examples of RSpec that specs share: `it_behaves_like "a writer"` runs them for the class that a spec describes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code
    from reviewlint.facts.reach.target import Target

_SHARES = ("shared_examples", "shared_examples_for", "shared_context")
_TAKES = regex(
    r"\b(?:it_behaves_like|it_should_behave_like|include_examples|include_context)[ (]+[\"':]([^\"'\n,)]+)"
)
_DESCRIBED = regex(r"^(?:described_class|subject|instance)\b")
_MOST = 40  # files that are read for one method


def shared_for(target: Target, below: frozenset[str], code: Code) -> Iterator[tuple[str, int, int]]:
    """(path, scope, line) of what shared examples call of the class that a spec describes, if it is one of `below`."""
    if target.language != "ruby" or target.kind != "method":
        return
    sharing = sorted(code.mentioning(*_SHARES) & code.mentioning(target.name))[:_MOST]
    titles = _taken(below, code) if sharing else frozenset()
    for path in sharing if titles else ():
        file = code.file(path)
        for reference in file.references.get(target.name, ()) if file is not None else ():
            around = file.inside(reference.scope) if file is not None else ()
            names = {file.outline.definitions[n].name.rpartition(".")[2] for n in around} if file else set()
            if _DESCRIBED.match(reference.receiver) and not titles.isdisjoint(names):
                yield path, reference.scope, reference.line


def _taken(names: frozenset[str], code: Code) -> frozenset[str]:
    """The titles of the shared examples that specs of these classes take in."""
    described = re.compile(rf"\bdescribe[ (]+(?:\w+::)*(?:{'|'.join(map(re.escape, sorted(names)))})\b")
    found = set[str]()
    for path in code.tests_mentioning(*sorted(names))[:_MOST]:
        file = code.file(path)
        if file is not None and described.search(file.text):
            found |= {title.strip() for title in _TAKES.findall(file.text)}
    return frozenset(found)
