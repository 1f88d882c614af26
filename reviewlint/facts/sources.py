"""Both sides of the changed files as text, tree and outline; each blob parsed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from reviewlint.syntax.tree import NO_CODE, Unparsable, read

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.change.model import Change, FileChange, Side
    from reviewlint.facts.model import File
    from reviewlint.index.memory import Memory
    from reviewlint.syntax.comments import Comment
    from reviewlint.syntax.model import Definition, Import, Outline


MOST_CHARACTERS = (
    3_000_000  # of texts whose trees are kept at a time, so that memory does not grow with the change
)
_LEAST = 5_000  # characters that any text counts for
Value = TypeVar("Value")


class Recent(Generic[Value]):
    """The values last made, by side of a file; the oldest are dropped and made again when asked for.

    `size_of` tells how many characters a value is made of, `most` how many of all of them there may be.
    """

    def __init__(self, size_of: Callable[[str, Side], int], most: int = MOST_CHARACTERS) -> None:
        self._size_of, self._most, self._room = size_of, most, most
        self._kept: dict[tuple[str, Side], Value] = {}

    def get(self, key: tuple[str, Side], make: Callable[[], Value]) -> Value:
        """The value of `key`, from `make` if it is not kept."""
        if key not in self._kept:
            value = make()
            self._room -= self._size_of(*key)
            while self._room < 0 and self._kept:
                oldest = next(iter(self._kept))
                del self._kept[oldest]
                self._room += self._size_of(*oldest)
            self._kept[key] = value
        return self._kept[key]


Span = tuple[int, int]
SIDES: tuple[Side, Side] = ("base", "head")


class Sources:
    """Texts, trees and outlines of the files a change touches."""

    def __init__(self, change: Change, files: tuple[File, ...], memory: Memory) -> None:
        self.change, self._memory = change, memory
        self._changes = {entry.path: entry for entry in change.files}
        self._language = {file.path: file.language for file in files}
        self._added: dict[str, frozenset[int]] = {}
        self._added_texts: dict[str, str] = {}
        self._near: dict[str, str] = {}
        self._spans: dict[str, tuple[Span, Span]] = {}
        self._sizes: dict[tuple[str, Side], int] = {}
        self._texts: Recent[str | None] = Recent(self._size)
        self._trees: Recent[SgNode | Unparsable | None] = Recent(self._size)
        self._outlines: Recent[Outline | None] = Recent(self._size)
        self._definitions: Recent[tuple[Definition, ...]] = Recent(self._size)

    def file(self, path: str) -> FileChange:
        """The raw change of the head path `path`."""
        return self._changes[path]

    def added(self, path: str) -> frozenset[int]:
        """The head lines of that file that the diff adds."""
        if path not in self._added:
            self._added[path] = self.change.added_lines(self._changes[path])
        return self._added[path]

    def added_text(self, path: str) -> str:
        """Those lines themselves, for a first and cheap look at what the diff adds."""
        if path not in self._added_texts:
            lines = (self.text(path, "head") or "").split("\n")
            new = (lines[n - 1] for n in sorted(self.added(path)) if n <= len(lines))
            self._added_texts[path] = "\n".join(new)
        return self._added_texts[path]

    def near(self, path: str) -> str:
        """The lines of both sides from a little above the first difference to a little below the last.

        What stands in none of them is the same before and after: an idiom without a word here needs no look.
        """
        if path not in self._near:
            pieces = []
            for side in SIDES:
                first, last = self.span(path, side)
                pieces += (self.text(path, side) or "").split("\n")[first - 1 : last]
            self._near[path] = "\n".join(pieces)
        return self._near[path]

    def span(self, path: str, side: Side) -> Span:
        """The first and the last of those lines on one side, 1-based."""
        if path not in self._spans:
            self._spans[path] = _differing(self.text(path, "base") or "", self.text(path, "head") or "")
        return self._spans[path][side == "head"]

    def text(self, path: str, side: Side) -> str | None:
        """The text of one side of the file whose head path is `path` (see Change.text)."""
        return self._texts.get((path, side), lambda: self._read(path, side))

    def _read(self, path: str, side: Side) -> str | None:
        text = self.change.text(self._changes[path], side)
        self._sizes[path, side] = max(len(text or ""), _LEAST)
        return text

    def problem(self, path: str, side: Side) -> str | None:
        """Why that side has no tree although it exists; None when it has one, or does not exist."""
        tree = self._tree(path, side)
        if isinstance(tree, Unparsable):
            return tree.reason
        return self.change.unreadable(self._changes[path], side)

    def tree(self, path: str, side: Side) -> SgNode | None:
        """The syntax tree of one side, None where there is none (see `problem`)."""
        tree = self._tree(path, side)
        return None if isinstance(tree, Unparsable) else tree

    def outline(self, path: str, side: Side) -> Outline | None:
        """The outline of one side, None where it has no tree. One that was made before is not made again."""
        from reviewlint.syntax.outline import outline

        def made() -> Outline | None:
            tree, text = self.tree(path, side), self.text(path, side)
            return None if tree is None or text is None else outline(tree, text, self._language[path])

        oid, language = self._oid(path, side), self._language.get(path, "")
        return self._outlines.get((path, side), lambda: self._memory.outlines.of(oid, language, made))

    def imports(self, path: str, side: Side) -> dict[str, Import]:
        """What one side imports, by the name that each has there; of one name the last."""
        outline = self.outline(path, side)
        return {
            entry.alias: entry for entry in (outline.imports if outline is not None else ()) if entry.alias
        }

    def comments(self, path: str, side: Side) -> list[Comment] | None:
        """The comments of one side, in order; None where it has a tree to be read and none can be made.

        What no grammar can read (templates, components) is searched by a lexer.
        """
        from reviewlint.syntax.comments import in_tree, lexed
        from reviewlint.syntax.language import language_of

        text, language = self.text(path, side), language_of(path)
        if text is None:
            return []
        page = "<?" not in text or "?>" in text.rstrip()[:-2]
        markup = language is not None and language.prepare == "tags" and page
        if language is None or language.prepare == "script" or markup:
            return lexed(path, text)
        tree = self.tree(path, side)
        if tree is None:
            return lexed(path, text) if self.problem(path, side) == NO_CODE else None
        return in_tree(tree, text, language.kinds.comments)

    def definitions(self, path: str, side: Side) -> tuple[Definition, ...]:
        """The definitions of one side alone, much cheaper than its outline; () where it has no tree."""
        from reviewlint.syntax.outline import definitions

        def made() -> tuple[Definition, ...] | None:
            tree, text = self.tree(path, side), self.text(path, side)
            return None if tree is None or text is None else definitions(tree, text, self._language[path])

        def found() -> tuple[Definition, ...]:
            oid, language = self._oid(path, side), self._language.get(path, "")
            return self._memory.outlines.definitions(oid, language, made) or ()

        return self._definitions.get((path, side), found)

    def _size(self, path: str, side: Side) -> int:
        if (path, side) not in self._sizes:
            self.text(path, side)
        return self._sizes[path, side]

    def _oid(self, path: str, side: Side) -> str | None:
        entry = self._changes[path]
        return entry.new_oid if side == "head" else entry.old_oid

    def _tree(self, path: str, side: Side) -> SgNode | Unparsable | None:
        return self._trees.get((path, side), lambda: self._parse(path, side))

    def _parse(self, path: str, side: Side) -> SgNode | Unparsable | None:
        from reviewlint.syntax.language import language_of

        text, language = self.text(path, side), language_of(path)
        if text is None or language is None:
            return None
        try:
            return read(text, language)
        except Unparsable as problem:
            return problem


_AROUND = 10  # lines


def _differing(base: str, head: str) -> tuple[Span, Span]:
    before, after = base.split("\n"), head.split("\n")
    if not base or not head:
        return (1, len(before)), (1, len(after))
    least = min(len(before), len(after))
    first = next((n for n in range(least) if before[n] != after[n]), least)
    same = next((n for n in range(least - first) if before[-1 - n] != after[-1 - n]), least - first)
    start, kept = max(first - _AROUND, 0) + 1, max(same - _AROUND, 0)
    return (start, len(before) - kept), (start, len(after) - kept)
