"""What a request's text claims of the change and the change contradicts. Only what is said plainly counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reviewlint.facts.template.compare import lines
from reviewlint.facts.template.document import Block
from reviewlint.facts.template.model import Contradiction
from reviewlint.facts.template.words import claims, is_one_of, words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

_INLINE_TEST = regex(r"#\[(?:\w+::)*test\b|#\[cfg\(test\)\]|^test \"|^\s*>>> ", re.MULTILINE)
_CHANGELOG = regex(
    r"(?i)change-?log|newsfragment|towncrier|\.changeset/"
    r"|(?:^|/)(?:changes|history|news|release-?notes?|releases|unreleased|upgrad)"
)
_MOST = 500  # characters of a line that are read

Proof = tuple[str, str, int]  # (what the change does, path, line)


def contradictions(facts: Facts, text: str) -> tuple[Contradiction, ...]:
    """Every claim of `text` that the facts contradict, each kind once."""
    said = [(title, block._replace(text=block.text[:_MOST])) for title, block in lines(text)]
    found = (_contradiction(facts, about, said) for about in _DISPROOF)
    return tuple(one for one in found if one is not None)


def _contradiction(facts: Facts, about: str, said: list[tuple[str, Block]]) -> Contradiction | None:
    for title, block in said:
        if _claims(about, title, block):
            proof = _DISPROOF[about](facts)
            bare = is_one_of("nothing", block.text) or block.text.lower() == "no"
            claim = f"{title}: {block.text}" if bare else _sentence(about, title, block)
            return Contradiction(claim[:120], block.line, *proof) if proof else None
    return None


def _sentence(about: str, title: str, block: Block) -> str:
    """The sentence of a line that makes the claim."""
    each = re.split(r"(?<=[.!?;]) ", block.text)
    return next((text for text in each if _claims(about, title, block._replace(text=text))), block.text)


def _claims(about: str, title: str, block: Block) -> bool:
    if block.kind == "task" and not block.done:
        return False
    ticked, line, titled = (claims(about, place) for place in ("ticked", "line", "title"))
    if ticked and block.kind == "task" and ticked.search(block.text):
        return not words("unsure").search(block.text)
    if titled and titled.search(title) and (is_one_of("nothing", block.text) or block.text.lower() == "no"):
        return True
    return bool(line and line.search(block.text))


def _endpoint(facts: Facts) -> Proof | None:
    for one in facts.endpoints.added:
        if one.protocol != "page":
            return f"{one.method} {one.route} is new", one.path, one.line
    return None


def _migration(facts: Facts) -> Proof | None:
    for file in facts.files:
        if file.role == "migration" and file.status == "added":
            return "this migration is new", file.path, 1
    return None


def _dependency(facts: Facts) -> Proof | None:
    for one in facts.dependencies.added:
        return f"{one.name} is new", one.path, one.line
    return None


def _no_test(facts: Facts) -> Proof | None:
    if any(file.role == "test" and file.status != "removed" for file in facts.files):
        return None
    if any(_has_inline_test(facts, file.path) for file in facts.files if file.language):
        return None
    source = next((file for file in facts.files if file.role == "source"), None)
    return ("no test file is touched", source.path, 0) if source else None


def _has_inline_test(facts: Facts, path: str) -> bool:
    return bool(_INLINE_TEST.search(facts.sources.text(path, "head") or ""))


def _no_changelog(facts: Facts) -> Proof | None:
    if not facts.files or any(_CHANGELOG.search(file.path) for file in facts.files):
        return None
    return "no change log is touched", "", 0


def _behaviour(facts: Facts) -> Proof | None:
    roles = {file.path: file.role for file in facts.files}
    for unit in facts.changed_units.units:
        if unit.behaviour and unit.name and roles.get(unit.path) == "source":
            return f"{unit.kind} {unit.name} behaves differently", unit.path, unit.line
    return None


_DISPROOF: Mapping[str, Callable[[Facts], Proof | None]] = {
    "endpoints": _endpoint,
    "migrations": _migration,
    "dependencies": _dependency,
    "tests": _no_test,
    "changelog": _no_changelog,
    "documentation-only": _behaviour,
}
