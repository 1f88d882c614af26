"""Equal stretches in rows of tokens, found by windows of a fixed size that are grown as far as they go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from reviewlint.facts.duplicates.tokens import Row, is_name
from reviewlint.record import Record

WINDOW = 40
_MOST_PLACES = 20  # of one window: what stands everywhere is a habit of the language, not a copy
GRAM = 8  # tokens
_VARIED = (
    0.5  # of the tokens must begin something that was not there yet: less is one statement again and again
)
Windows = dict[int, list[tuple[str, int]]]


class Stretch(Record):
    """Tokens `start` to `end` of the file at `path` that stand at `other_start` of `other_path` as well."""

    path: str
    start: int
    end: int
    other_path: str
    other_start: int


def windows(rows: Mapping[str, Row]) -> Windows:
    """Where each window of tokens stands, by its hash."""
    found: Windows = {}
    for path, row in rows.items():
        for start, key in enumerate(hashes(row)):
            found.setdefault(key, []).append((path, start))
    return found


def counts(rows: Mapping[str, Row], size: int = WINDOW) -> Counter[int]:
    """How often each window of `size` tokens stands in the rows."""
    return Counter(key for row in rows.values() for key in hashes(row, size))


def hashes(row: Row, size: int = WINDOW) -> Iterator[int]:
    """The hash of each window of a row, in order."""
    tokens = row.tokens
    for start in range(len(tokens) - size + 1):
        yield hash(tokens[start : start + size])


def stretches(
    path: str, keys: list[int], span: tuple[int, int], known: Windows, fresh: frozenset[int]
) -> Iterator[Stretch]:
    """The stretches within `span` that stand elsewhere in `known`.

    `keys` are the hashes of the file at `path`, `fresh` those that count as new.
    """
    at, last = span[0], span[1] - WINDOW
    while at <= last:
        places = known.get(keys[at], ()) if keys[at] in fresh else ()
        grown = [_grown(path, at, last, keys, known, place) for place in places[:_MOST_PLACES]]
        best = max((s for s in grown if s is not None), key=lambda s: s.end - s.start, default=None)
        if best is not None:
            yield best
        at = at + 1 if best is None else best.end - WINDOW + 1


def _grown(
    path: str, at: int, last: int, keys: list[int], known: Windows, place: tuple[str, int]
) -> Stretch | None:
    """The stretch from here and from that place on; None where it would lie upon itself."""
    other, start = place
    room = abs(start - at) if other == path else last - at + WINDOW
    if room < WINDOW:
        return None
    length = 1
    while (
        at + length <= last
        and length + WINDOW <= room
        and (other, start + length) in known.get(keys[at + length], ())
    ):
        length += 1
    return Stretch(path, at, at + length - 1 + WINDOW, other, start)


def telling(tokens: tuple[str, ...]) -> bool:
    """Whether tokens say something of their own: tables, lists of fields and rows of like calls are all alike."""
    if len({tokens[at : at + GRAM] for at in range(len(tokens))}) < _VARIED * len(tokens):
        return False
    names = {token for token in tokens if is_name(token)}
    plain = sum(token in ("S", "0", "x", ".", ":", "=", "[", "]", "{", "}") for token in tokens)
    return len(names) >= 4 and plain < 0.8 * len(tokens)
