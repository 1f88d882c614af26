"""The head side of the whole repository: who mentions a name, what a file defines and uses.

Nothing is read before it is asked for. The words of every source file are indexed once per blob, outlines
only of the files that a search leads to; both are kept by object id in the git directory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

from reviewlint.index.words import WordSegment, index, words_in

if TYPE_CHECKING:
    from reviewlint.change.model import Change
    from reviewlint.index.memory import Memory
    from reviewlint.syntax.language import Language
    from reviewlint.syntax.model import Outline

MAX_FILES = 20_000
_BUNDLE, _WIDE = 20_000, 500  # characters of a file, and of its lines on average, that nobody wrote
_FOREIGN = frozenset(
    ("node_modules", "vendor", "third_party", "bower_components", "dist", ".yarn", ".venv", "venv")
)
# by Entity Framework, for one: thousands of lines that call nothing
_WRITTEN = (".Designer.cs", ".designer.cs", "ModelSnapshot.cs")


class RepositoryIndex:
    """Searches over the head side of `change`, with what `memory` keeps of its blobs."""

    def __init__(self, change: Change, memory: Memory) -> None:
        self._change, self._memory = change, memory
        self._texts: dict[str, str | None] = {}
        self._outlines: dict[str, Outline | None] = {}
        self._mentions: dict[str, frozenset[str]] = {}
        self._named: dict[str, frozenset[str]] = {}

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The source and test files of a language we read, in path order; no vendored or minified ones."""
        return tuple(sorted(self._languages))

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """The files of languages that we do not read, and all else that is no code, in path order."""
        return tuple(
            sorted(path for path in self._tree if path not in self._languages and not _foreign(path))
        )

    def language(self, path: str) -> str:
        """The language of one of `paths`, "" for any other file."""
        return self._languages.get(path, "")

    @property
    def partial(self) -> bool:
        """True when the repository has more files than are indexed."""
        return len(self._languages) > MAX_FILES

    def mentioning(self, names: Iterable[str]) -> frozenset[str]:
        """The paths of the files that mention any of `names`; for one of several words, all of its words."""
        found = [self._mentioning(name) for name in names]
        return found[0] if len(found) == 1 else frozenset().union(*found)

    def _mentioning(self, name: str) -> frozenset[str]:
        if name not in self._named:
            parts = [self._with_word(str(word, "latin-1"), word) for word in words_in(name)]
            self._named[name] = frozenset.intersection(*parts) if parts else frozenset()
        return self._named[name]

    def text(self, path: str) -> str | None:
        """The text of a file of the head side, None if it has none."""
        if path not in self._texts:
            self._texts[path] = self._change.read("head", [path]).get(path)
        return self._texts[path]

    def texts(self, paths: Iterable[str]) -> Mapping[str, str]:
        """The texts of files of the head side, those left out that have none."""
        return self._change.read("head", tuple(paths))

    def outline(self, path: str) -> Outline | None:
        """The outline of a file of the head side, None if it cannot be parsed."""
        if path not in self._outlines:
            self._outlines[path] = self._outline(path)
        return self._outlines[path]

    @cached_property
    def _tree(self) -> Mapping[str, str]:
        return {path: entry.oid for path, entry in self._change.tree("head").items() if entry.mode >> 12 == 8}

    @cached_property
    def _languages(self) -> dict[str, str]:
        from reviewlint.syntax.language import language_of

        known: dict[str, str] = {}
        found = {}
        for path in self._tree:
            suffix = path[path.rfind(".") :]
            if suffix not in known:
                language = language_of("x" + suffix)
                known[suffix] = language.name if language else ""
            if known[suffix] and not _foreign(path):
                found[path] = known[suffix]
        return found

    def _outline(self, path: str) -> Outline | None:
        from reviewlint.syntax.language import language_of

        language, oid = language_of(path), self._tree.get(path)
        if language is None or oid is None:
            return None
        return self._memory.outlines.of(oid, language.name, lambda: self._parsed(path, language))

    def _parsed(self, path: str, language: Language) -> Outline | None:
        from reviewlint.syntax.outline import outline
        from reviewlint.syntax.tree import Unparsable, read

        text = self.text(path)
        if text is None or _is_bundle(text):
            return None
        try:
            return outline(read(text, language), text, language.name)
        except Unparsable:
            return None

    def _with_word(self, name: str, word: bytes) -> frozenset[str]:
        if name not in self._mentions:
            paths = self._places
            self._mentions[name] = frozenset(
                path
                for segment in self._words
                for number in segment.mentioning(word)
                for path in paths.get(segment.keys[number], ())
            )
        return self._mentions[name]

    @cached_property
    def _places(self) -> dict[str, list[str]]:
        """The paths of each key; a file without an object is its own key."""
        places: dict[str, list[str]] = {}
        for path in self.paths[:MAX_FILES]:
            places.setdefault(self._tree[path] or f"path:{path}", []).append(path)
        return places

    @cached_property
    def _words(self) -> list[WordSegment]:
        known = self._memory.known
        missing = [key for key in self._places if key not in known and not key.startswith("path:")]
        if missing:
            self._memory.add(missing, self._read)
        segments = self._memory.segments
        loose = [key[5:] for key in self._places if key.startswith("path:")]
        if loose:
            texts = self._change.read("head", loose)
            blobs = ((f"path:{path}", text.encode("utf-8", "replace")) for path, text in texts.items())
            segments.append(WordSegment(memoryview(index(blobs))))
        return segments

    def _read(self, oids: list[str]) -> Iterable[tuple[str, bytes]]:
        """The contents by id; an unreadable blob is indexed as empty, so that it is not asked for again."""
        left = dict.fromkeys(oids)
        for oid, content in self._change.blobs(oids):
            left.pop(oid, None)
            yield oid, content
        for oid in left:
            yield oid, b""


def _foreign(path: str) -> bool:
    return ".min." in path or path.endswith(_WRITTEN) or _is_foreign(path.rpartition("/")[0])


@cache
def _is_foreign(folder: str) -> bool:
    return not _FOREIGN.isdisjoint(folder.split("/"))


def _is_bundle(text: str) -> bool:
    """Whether a program wrote this: minified code names everything, calls nothing of ours, and takes long to parse."""
    return len(text) > _BUNDLE and len(text) > _WIDE * (text.count("\n") + 1)
