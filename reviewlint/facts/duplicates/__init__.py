"""Code of some size that the change adds although it stands elsewhere, in the repository or in the change.

Nothing is read where no large stretch was added. Else the places to compare with are those files that mention
the same names, by the repository's index of words. A clone counts if the change made one more of it: what
moved, was re-indented, or was touched in a copy that is old adds none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reviewlint.facts.duplicates.model import Duplicate, Duplicates
from reviewlint.facts.duplicates.tokens import Row, row_of
from reviewlint.facts.model import Unseen
from reviewlint.syntax.tree import Unparsable

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.duplicates.match import Stretch, Windows
    from reviewlint.facts.facts import Facts

__all__ = ["establish"]

_LEAST_LINES = 6
_LEAST_TOKENS = 60
_MOST_TOKENS = 300_000  # of all files that are compared
_CHUNK = 200
_MOST_CANDIDATES = 40
_MOSTLY = 0.6  # of a clone's pieces
_SHARED = 0.7  # of the names of a chunk: then a file may hold a copy of it


def establish(facts: Facts) -> Duplicates:
    """The new clones in production code, the largest first."""
    unseen: list[Unseen] = []
    paths = [f.path for f in facts.files if f.role == "source" and f.language and f.status != "removed"]
    large = [path for path in paths if _longest(facts.sources.added(path)) >= _LEAST_LINES]
    if not large:
        return Duplicates()
    head = _rows(facts, paths, "head", unseen)
    added = {p: _added(head[p], facts.sources.added(p)) for p in large if p in head}
    added = {path: spans for path, spans in added.items() if spans}
    if not added:
        return Duplicates((), tuple(unseen))
    from reviewlint.facts.duplicates.match import GRAM, counts, windows

    others = _candidates(facts, added, head)
    base = _rows(facts, [f.path for f in facts.files if f.language], "base", [])
    before, after = counts(base), counts(head)
    fresh = frozenset(key for key, number in after.items() if number > before[key])
    found = list(_clones({**others, **head}, head, added, windows({**others, **head}), fresh))
    if found:
        pieces = counts(head, GRAM), counts(base, GRAM)
        found = [one for one in found if not _is_old(one, head[one.path], *pieces)]
    return Duplicates(tuple(sorted(found, key=lambda d: (-d.tokens, d.path, d.line))), tuple(unseen))


def _is_old(one: Duplicate, row: Row, now: Mapping[int, int], before: Mapping[int, int]) -> bool:
    """Whether nearly all pieces of a clone stood as often before: it is old, and moved with small edits."""
    from reviewlint.facts.duplicates.match import GRAM

    inside = [n for n, line in enumerate(row.lines) if one.line <= line <= one.end_line]
    own = [hash(row.tokens[n : n + GRAM]) for n in inside[: -GRAM + 1]]
    return sum(before[key] >= now[key] for key in own) > _MOSTLY * len(own)


def _longest(lines: frozenset[int]) -> int:
    """The length of the longest run of neighbouring lines."""
    best = run = 0
    last = -1
    for line in sorted(lines):
        run = run + 1 if line == last + 1 else 1
        best, last = max(best, run), line
    return best


def _rows(facts: Facts, paths: list[str], side: Side, unseen: list[Unseen]) -> dict[str, Row]:
    from reviewlint.syntax.language import language_of

    found: dict[str, Row] = {}
    left = _MOST_TOKENS
    for path in paths:
        text, language = facts.sources.text(path, side), language_of(path)
        if text is None or language is None:
            continue
        if left <= 0:
            unseen.append(Unseen(path, "too much code to compare"))
            continue
        try:
            found[path] = row_of(text, language, facts.sources.tree(path, side))
        except Unparsable as problem:
            unseen.append(Unseen(path, problem.reason))
            continue
        left -= len(found[path].tokens)
    return found


def _added(row: Row, lines: frozenset[int]) -> list[tuple[int, int]]:
    """The spans of tokens on added lines that are long enough for a clone."""
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for number, line in enumerate((*row.lines, -1)):
        if line in lines:
            start = number if start is None else start
        elif start is not None:
            if (
                number - start >= _LEAST_TOKENS
                and row.lines[number - 1] - row.lines[start] + 1 >= _LEAST_LINES
            ):
                spans.append((start, number))
            start = None
    return spans


def _candidates(
    facts: Facts, added: Mapping[str, list[tuple[int, int]]], head: Mapping[str, Row]
) -> dict[str, Row]:
    """Files of the repository that mention most names of a chunk of what was added, the likeliest first."""
    from reviewlint.facts.duplicates.tokens import is_name
    from reviewlint.facts.roles.bypath import role_of
    from reviewlint.syntax.language import named

    votes: Counter[str] = Counter()
    for path, spans in added.items():
        for start, end in spans:
            for at in range(start, end, _CHUNK):
                names = {t for t in head[path].tokens[at : min(at + _CHUNK, end)] if is_name(t)}
                if len(names) >= 4:
                    votes.update(_sharing(facts, names))
    found: dict[str, Row] = {}
    likeliest = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    for path, _ in likeliest[: 4 * _MOST_CANDIDATES]:
        if path in head or role_of(path, facts.settings.roles) != "source" or len(found) >= _MOST_CANDIDATES:
            continue
        text = facts.index.text(path)
        try:
            if text is not None:
                found[path] = row_of(text, named(facts.index.language(path)))
        except Unparsable:
            continue
    return found


def _sharing(facts: Facts, names: set[str]) -> list[str]:
    held = Counter(path for name in names for path in facts.index.mentioning([name]))
    return [path for path, number in held.items() if number >= _SHARED * len(names)]


def _clones(
    rows: Mapping[str, Row],
    head: Mapping[str, Row],
    added: Mapping[str, list[tuple[int, int]]],
    known: Windows,
    fresh: frozenset[int],
) -> Iterator[Duplicate]:
    from reviewlint.facts.duplicates.match import hashes, stretches

    told: list[Duplicate] = []
    for path, spans in added.items():
        keys = list(hashes(head[path]))
        for span in spans:
            for one in stretches(path, keys, span, known, fresh):
                clone = _clone(rows, one)
                if clone and not any(_mirrors(clone, other) for other in told):
                    told.append(clone)
                    yield clone


def _mirrors(one: Duplicate, told: Duplicate) -> bool:
    """Whether both places of a clone were told already, the other way round."""
    there = (
        one.path == told.other_path and one.line <= told.other_end_line and told.other_line <= one.end_line
    )
    here = one.other_path == told.path and one.other_line <= told.end_line and told.line <= one.other_end_line
    return here and there


def _clone(rows: Mapping[str, Row], one: Stretch) -> Duplicate | None:
    """The lines of both places; None for a stretch that is too small, or says too little."""
    from reviewlint.facts.duplicates.match import telling

    here, there = rows[one.path], rows[one.other_path]
    size = one.end - one.start
    line, end_line = here.lines[one.start], here.lines[one.end - 1]
    if (
        size < _LEAST_TOKENS
        or end_line - line + 1 < _LEAST_LINES
        or not telling(here.tokens[one.start : one.end])
    ):
        return None
    other = there.lines[one.other_start], there.lines[one.other_start + size - 1]
    return Duplicate(one.path, line, end_line, one.other_path, other[0], other[1], size)
