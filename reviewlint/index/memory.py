"""What the indexes of one repository keep: words of blobs and outlines, on disk between runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from reviewlint.index.outlines import OutlineCache
from reviewlint.index.store import Segment, Store
from reviewlint.index.words import VERSION, WordSegment, index, merge

Read = Callable[[list[str]], Iterable[tuple[str, bytes]]]


class Memory:
    """The words and outlines of a repository's blobs, below `folder` (None: nothing is kept).

    `ahead` names blobs that will be wanted soon: they are indexed together with the first that is missing.
    `shared`: many changes of one repository are looked at, and whoever made the memory saves it at the end.
    """

    def __init__(self, folder: Path | None, ahead: Iterable[str] = (), shared: bool = False) -> None:
        self._folder, self._ahead, self.shared = folder, tuple(ahead), shared

    @cached_property
    def outlines(self) -> OutlineCache:
        """The outlines by object id and language."""
        from reviewlint.syntax import outline

        return OutlineCache(self._folder, str(getattr(outline, "VERSION", "")))

    @property
    def segments(self) -> list[WordSegment]:
        """The words of every blob that was ever asked for."""
        return [words for _, words in self._kept]

    @cached_property
    def known(self) -> set[str]:
        """The keys of those blobs."""
        return {key for words in self.segments for key in words.keys}

    def add(self, missing: list[str], read: Read) -> None:
        """Index blobs seen for the first time, and keep that for the next run."""
        wanted = dict.fromkeys((*missing, *(oid for oid in self._ahead if oid not in self.known)))
        self._ahead = ()
        fresh = index(read(list(wanted)))
        segment = WordSegment(memoryview(fresh))
        crowd = self._store.crowded([found for found, _ in self._kept])
        if crowd:
            fresh = merge([segment, *(words for found, words in self._kept if found in crowd)])
        self._store.write(fresh, crowd)
        self._kept.append((Segment(None, memoryview(fresh)), segment))
        self.known.update(segment.keys)

    def save(self) -> None:
        """Keep the outlines that are new."""
        if "outlines" in self.__dict__:
            self.outlines.save()

    @cached_property
    def _store(self) -> Store:
        return Store(self._folder, "words", VERSION)

    @cached_property
    def _kept(self) -> list[tuple[Segment, WordSegment]]:
        return [(found, words) for found in self._store.read() if (words := _opened(found))]


def _opened(segment: Segment) -> WordSegment | None:
    try:
        return WordSegment(segment.data)
    except (ValueError, TypeError):
        return None
