"""A line diff in this process, for contents that git has no object of.

Common head and tail are cut off; lines that occur once on each side anchor the rest (patience); what is left
between anchors goes through Myers' algorithm as long as that is cheap, else it counts as replaced. Time is
bounded by n log n plus a constant per gap; the result is always a correct diff, at times not the shortest.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

_MOST_EDITS = 100  # Myers gives up a gap with more; it costs about edits squared

Block = tuple[int, int, int, int]  # old start, old end, new start, new end; 0-based, half open


def line_hunks(old: bytes, new: bytes) -> array[int]:
    """The hunks that turn `old` into `new`, four numbers each as git's `-U0` headers give them.

    Differences in line ends alone are no differences.
    """
    before, after = _lines(old), _lines(new)
    numbers = array("I")
    for low, high, start, end in _merged(_blocks(before, after, 0, len(before), 0, len(after))):
        removed, added = high - low, end - start
        numbers.extend((low + 1 if removed else low, removed, start + 1 if added else start, added))
    return numbers


def _lines(data: bytes) -> list[bytes]:
    """Lines without their CR; a last line without a line end differs from the same with one."""
    if not data:
        return []
    lines = data.replace(b"\r\n", b"\n").split(b"\n")
    last = lines.pop()
    return [*lines, last + b"\n"] if last else lines


def _merged(blocks: Iterator[Block]) -> Iterator[Block]:
    held: Block | None = None
    for block in blocks:
        if held and held[1] == block[0] and held[3] == block[2]:
            held = (held[0], block[1], held[2], block[3])
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _blocks(old: Sequence[bytes], new: Sequence[bytes], a: int, b: int, c: int, d: int) -> Iterator[Block]:
    """The differing blocks of old[a:b] and new[c:d]."""
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    if a == b or c == d:
        if a < b or c < d:
            yield a, b, c, d
        return
    anchors = _anchors(old, new, a, b, c, d)
    if not anchors:
        yield from _shortest(old, new, a, b, c, d)
        return
    for i, j in anchors:
        if i >= a and j >= c:
            yield from _gap(old, new, a, i, c, j)
            a, c = i + 1, j + 1
    yield from _gap(old, new, a, b, c, d)


def _gap(old: Sequence[bytes], new: Sequence[bytes], a: int, b: int, c: int, d: int) -> Iterator[Block]:
    """Between two anchors: trim, then the shortest way. No new anchors, so no deep recursion."""
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    if a < b and c < d:
        yield from _shortest(old, new, a, b, c, d)
    elif a < b or c < d:
        yield a, b, c, d


def _anchors(
    old: Sequence[bytes], new: Sequence[bytes], a: int, b: int, c: int, d: int
) -> list[tuple[int, int]]:
    """Pairs of lines that occur once on each side, the longest run that rises on both."""
    once_old = {line for line, count in Counter(old[a:b]).items() if count == 1}
    once_new = {line for line, count in Counter(new[c:d]).items() if count == 1}
    shared = once_old & once_new
    where = {new[j]: j for j in range(c, d) if new[j] in shared}
    pairs = [(i, where[old[i]]) for i in range(a, b) if old[i] in shared]
    return _rising(pairs)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of `pairs` (rising in the first) that also rises in the second."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(tops, j)
        before.append(ends[place - 1] if place else -1)
        if place == len(tops):
            tops.append(j)
            ends.append(number)
        else:
            tops[place], ends[place] = j, number
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _shortest(old: Sequence[bytes], new: Sequence[bytes], a: int, b: int, c: int, d: int) -> Iterator[Block]:
    """Myers' greedy search; the whole gap as one block when it takes more than the most edits."""
    trace = _search(old[a:b], new[c:d])
    if trace is None:
        yield a, b, c, d
        return
    matches = _matches(trace, b - a, d - c)
    x = y = 0
    for i, j in [*matches, (b - a, d - c)]:
        if i > x or j > y:
            yield a + x, a + i, c + y, c + j
        x, y = i + 1, j + 1


def _search(old: Sequence[bytes], new: Sequence[bytes]) -> list[dict[int, int]] | None:
    n, m = len(old), len(new)
    furthest = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(n + m, _MOST_EDITS) + 1):
        trace.append(dict(furthest))
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            while x < n and x - k < m and old[x] == new[x - k]:
                x += 1
            furthest[k] = x
            if x >= n and x - k >= m:
                return trace
    return None


def _matches(trace: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """The matching pairs along the path that `trace` recorded, walked back from the end."""
    found: list[tuple[int, int]] = []
    for edits in range(len(trace) - 1, -1, -1):
        furthest, k = trace[edits], x - y
        down = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
        from_k = k + 1 if down else k - 1
        from_x = furthest[from_k] if edits else 0
        from_y = from_x - from_k if edits else 0
        stop_x = (from_x if down else from_x + 1) if edits else 0
        while x > stop_x:
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = from_x, from_y
    return found[::-1]
