"""Which blobs mention a word: no parse, only the identifiers of their bytes, as sorted postings.

A segment holds the words of many blobs: 32-bit word hashes in order, for each where its postings start,
and the postings (numbers of blobs). A search is a bisection in a mapped file, whatever its size.
Two words may share a hash: an answer can hold a blob too many, never one too few.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from reviewlint.regex import regex

_WORDS = regex(rb"[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]+")
_COUNTS = struct.Struct("<IIII")  # bytes of keys, blobs, words, postings
VERSION = "words-1"


def words_in(name: str) -> list[bytes]:
    """The words that a text must hold to mention `name` (a path segment or dotted name has several)."""
    return _WORDS.findall(name.encode("utf-8", "surrogateescape"))


class WordSegment:
    """The postings of a set of blobs, read straight from the bytes `pack` made."""

    def __init__(self, data: memoryview) -> None:
        size, blobs, words, postings = _COUNTS.unpack_from(data)
        at = _COUNTS.size
        self.keys = str(data[at : at + size], "utf-8", "surrogateescape").split("\n") if blobs else []
        at += size + (-size % 4)
        self._hashes = data[at : at + 4 * words].cast("I")
        at += 4 * words
        self._starts = data[at : at + 4 * (words + 1)].cast("I")
        at += 4 * (words + 1)
        self._postings = data[at : at + 4 * postings].cast("I")
        if len(self.keys) != blobs or len(self._postings) != postings:
            raise ValueError("not a segment of words")

    def mentioning(self, word: bytes) -> Iterable[int]:
        """The numbers of the blobs that hold `word`."""
        wanted = zlib.crc32(word)
        at = bisect_left(self._hashes, wanted)
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return ()
        return self._postings[self._starts[at] : self._starts[at + 1]]

    def postings(self) -> Iterator[tuple[int, memoryview]]:
        """Every word's hash with its postings, for merging."""
        for at, word in enumerate(self._hashes):
            yield word, self._postings[self._starts[at] : self._starts[at + 1]]


def index(blobs: Iterable[tuple[str, bytes]]) -> bytes:
    """The packed segment of `blobs`, each with the key it is found by."""
    found: dict[bytes, list[int]] = {}
    keys = []
    for number, (key, content) in enumerate(blobs):
        keys.append(key)
        for word in set(_WORDS.findall(content)):
            if word in found:
                found[word].append(number)
            else:
                found[word] = [number]
    hashed: dict[int, list[int]] = {}
    for word, numbers in found.items():
        hashed.setdefault(zlib.crc32(word), []).extend(numbers)
    return _pack(keys, hashed)


def merge(segments: Iterable[WordSegment]) -> bytes:
    """One packed segment for several; a blob that stands in more than one is kept once."""
    keys: dict[str, int] = {}
    hashed: dict[int, list[int]] = {}
    for segment in segments:
        fresh = {n: len(keys) + i for i, n in enumerate(_unknown(segment.keys, keys))}
        keys.update({segment.keys[n]: number for n, number in fresh.items()})
        for word, numbers in segment.postings():
            hashed.setdefault(word, []).extend(fresh[n] for n in numbers if n in fresh)
    return _pack(list(keys), hashed)


def _unknown(keys: list[str], known: dict[str, int]) -> list[int]:
    return [n for n, key in enumerate(keys) if key not in known]


def _pack(keys: list[str], hashed: dict[int, list[int]]) -> bytes:
    names = "\n".join(keys).encode("utf-8", "surrogateescape")
    hashes, starts, postings = array("I", sorted(hashed)), array("I"), array("I")
    for word in hashes:
        starts.append(len(postings))
        postings.extend(hashed[word])
    starts.append(len(postings))
    counts = _COUNTS.pack(len(names), len(keys), len(hashes), len(postings))
    return b"".join(
        (counts, names, b"\0" * (-len(names) % 4), hashes.tobytes(), starts.tobytes(), postings.tobytes())
    )
