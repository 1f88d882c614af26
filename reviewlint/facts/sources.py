"""Both sides of the changed files as text, tree and outline; each blob parsed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.syntax.tree import Unparsable, parse

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.change.model import Change, FileChange, Side
    from reviewlint.facts.model import File
    from reviewlint.syntax.model import Outline


class Sources:
    """Texts, trees and outlines of the files a change touches."""

    def __init__(self, change: Change, files: tuple[File, ...]) -> None:
        self.change = change
        self._changes = {entry.path: entry for entry in change.files}
        self._language = {file.path: file.language for file in files}
        self._trees: dict[tuple[str, Side], SgNode | Unparsable | None] = {}
        self._outlines: dict[tuple[str, Side], Outline | None] = {}

    def file(self, path: str) -> FileChange:
        """The raw change of the head path `path`."""
        return self._changes[path]

    def text(self, path: str, side: Side) -> str | None:
        """The text of one side of the file whose head path is `path` (see Change.text)."""
        return self.change.text(self._changes[path], side)

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
        """The outline of one side, None where it has no tree."""
        from reviewlint.syntax.outline import outline

        key = (path, side)
        if key not in self._outlines:
            tree, text = self.tree(path, side), self.text(path, side)
            language = self._language[path]
            self._outlines[key] = None if tree is None or text is None else outline(tree, text, language)
        return self._outlines[key]

    def _tree(self, path: str, side: Side) -> SgNode | Unparsable | None:
        key = (path, side)
        if key not in self._trees:
            self._trees[key] = self._parse(path, side)
        return self._trees[key]

    def _parse(self, path: str, side: Side) -> SgNode | Unparsable | None:
        from reviewlint.syntax.language import language_of

        text, language = self.text(path, side), language_of(path)
        if text is None or language is None:
            return None
        try:
            return parse(text, language.grammar)
        except Unparsable as problem:
            return problem
