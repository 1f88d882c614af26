"""One side of the repository as far as routes need it: any file's text, tree, imports, and who mentions what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.common import shared_folders
from reviewlint.facts.endpoints.modules import imports_of, leads
from reviewlint.facts.endpoints.rustpaths import opened
from reviewlint.regex import regex
from reviewlint.syntax.language import language_of
from reviewlint.syntax.tree import Unparsable, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ast_grep_py import SgNode

    from reviewlint.change.model import Side
    from reviewlint.facts.endpoints.routers import Routers
    from reviewlint.facts.facts import Facts
    from reviewlint.syntax.model import Import

MOST_FILES = 60  # a name that more files mention is too common to follow
_SHORT = 3  # letters of a name that says nothing unless it is imported
_CONSTANT = regex(r"[A-Za-z_]\w*")


class Around:
    """One side: what the change touches in that version, everything else as the head has it."""

    def __init__(self, facts: Facts, side: Side) -> None:
        self.side: Side = side
        self._facts = facts
        self.folders = facts.settings.frameworks
        self._changed = {file.path: file for file in facts.files}
        self._old = {file.old_path or file.path: file for file in facts.files}
        self._trees: dict[str, SgNode | None] = {}
        self._imports: dict[str, list[Import]] = {}
        self._routes: dict[tuple[str, str], Routers | None] = {}
        self._constants: dict[tuple[str, str], str | None] = {}
        self._modules: dict[tuple[str, str], list[str]] = {}
        self._mentioned: dict[tuple[tuple[str, ...], ...], tuple[str, ...]] = {}
        self.defined: dict[tuple[str, str], tuple[str, ...]] = {}  # by language and name; filled by who asks
        self._php: bool | None = None
        self._by_name: dict[str, list[str]] | None = None
        self._called: dict[re.Pattern[str], list[str]] = {}
        self.specified: dict[
            str, dict[str, tuple[str, str]]
        ] = {}  # operations by document; filled by who asks
        self.mounted: set[str] = set()
        self.open: set[tuple[str, ...]] = set()

    def text(self, path: str) -> str | None:
        """The text of the file that stands at `path` on this side."""
        if self.side == "base" and path in self._old:
            return self._facts.sources.text(self._old[path].path, "base")
        if path in self._changed:
            return self._facts.sources.text(path, "head") if self.side == "head" else None
        return self._facts.index.text(path)

    def is_changed(self, path: str) -> bool:
        """Whether the change touches the file at `path`."""
        return path in self._changed or path in self._old

    def exists(self, path: str) -> bool:
        """Whether a file stands at `path` on this side."""
        if self.side == "base" and path in self._old:
            return self._old[path].status != "added"
        return path in self._facts.change.tree("head") and (self.side == "head" or path not in self._changed)

    def tree(self, path: str) -> SgNode | None:
        """Its syntax tree, None where there is none."""
        if path not in self._trees:
            self._trees[path] = self._parsed(path)
        return self._trees[path]

    def _parsed(self, path: str) -> SgNode | None:
        text, language = self.text(path), language_of(path)
        if text is None or language is None:
            return None
        try:
            root = parse(text, language.grammar)
            return opened(text, root) if language.name == "rust" else root
        except Unparsable:
            return None

    def language(self, path: str) -> str:
        """The name of its language, "" for one we do not read."""
        language = language_of(path)
        return language.name if language else ""

    def imports(self, path: str) -> list[Import]:
        """What it imports."""
        if path not in self._imports:
            root = self.tree(path)
            self._imports[path] = imports_of(root, self.language(path)) if root is not None else []
        return self._imports[path]

    def mentioning(self, *words: Iterable[str]) -> list[str]:
        """The files that mention, of each of `words`, at least one; [] where too many do."""
        key = tuple(tuple(some) for some in words)
        if key not in self._mentioned:
            self._mentioned[key] = tuple(self._found(key))
        return list(self._mentioned[key])

    def _found(self, words: tuple[tuple[str, ...], ...]) -> list[str]:
        if self.side == "head" or not self._old:
            found = self._indexed(words)
        else:
            wanted = [(some, re.compile("|".join(rf"\b{re.escape(w)}\b" for w in some))) for some in words]
            found = {path for path in self._indexed(words) if path not in self._changed}
            for path in self._old:
                text = self.text(path) if language_of(path) else None
                if text is not None and all(
                    any(w in text for w in some) and p.search(text) for some, p in wanted
                ):
                    found.add(path)
        return sorted(found) if len(found) <= MOST_FILES else []

    def _indexed(self, words: Iterable[Iterable[str]]) -> set[str]:
        sets = [self._facts.index.mentioning(some) for some in words]
        return set(frozenset.intersection(*sets)) if sets else set()

    def framework_of_php(self) -> bool:
        """Whether one of the usual front controllers routes all requests, so that scripts are not served."""
        if self._php is None:
            manifest = self.text("composer.json") or ""
            found = re.search(
                r'"(laravel/|symfony/(framework|http-kernel|routing)|slim/slim|yiisoft/|cakephp/|codeigniter4?/|laminas/|topthink/|hyperf/|ext-phalcon|phalcon/|mezzio/)',
                manifest,
            )
            self._php = bool(found)
        return self._php

    def files_of(self, module: str, here: str, language: str) -> list[str]:
        """The files that `module` may be when the file `here` imports it: of several, those that stand nearest."""
        key = (module, here)
        if key not in self._modules:
            found = {p: shared_folders(p, here) for p in self.paths() if leads(module, here, p, language)}
            near = max(found.values(), default=0)
            self._modules[key] = [path for path, depth in found.items() if depth == near]
        return self._modules[key]

    def is_meant(self, module: str, here: str, there: str) -> bool:
        """Whether `module`, imported in the file `here`, is the file `there` and none that stands nearer to it."""
        language = self.language(here)
        if not leads(module, here, there, language):
            return False
        found = self.files_of(module, here, language) if module[:1] != "." else []
        return not found or shared_folders(there, here) >= shared_folders(found[0], here)

    def paths(self) -> list[str]:
        """Every source file of this side."""
        head = [p for p in self._facts.index.paths if self.side == "head" or p not in self._changed]
        return head if self.side == "head" else sorted({*head, *self._old})

    def called(self, pattern: re.Pattern[str]) -> list[str]:
        """The files whose path `pattern` finds, those too that are no source; looked for once."""
        if pattern not in self._called:
            tree = self._facts.change.tree("head")
            self._called[pattern] = [path for path in tree if pattern.search(path) and self.exists(path)]
        return self._called[pattern]

    def named(self, filename: str) -> list[str]:
        """The source files of that name, wherever they stand: a type is often declared in the file named after it."""
        if self._by_name is None:
            self._by_name = {}
            for path in self.paths():
                self._by_name.setdefault(path.rpartition("/")[2], []).append(path)
        return self._by_name.get(filename, [])

    def routers(self, path: str, framework: str) -> Routers | None:
        """The file read under the rules of `framework`."""
        if (path, framework) not in self._routes:
            self._routes[path, framework] = self._read(path, framework)
        return self._routes[path, framework]

    def _read(self, path: str, framework: str) -> Routers | None:
        from reviewlint.facts.endpoints.framework import framework_named
        from reviewlint.facts.endpoints.routers import Routers

        root, text = self.tree(path), self.text(path)
        known = framework_named(framework, self.language(path), self.folders)
        if root is None or text is None or known is None:
            return None
        return Routers(path, text, root, known, self)

    def constant(self, name: str, here: str) -> str | None:
        """The string that `name` is set to in another file that `here` can see, if they agree on one."""
        key = (name, here.rpartition("/")[0] if len(name) > _SHORT else here)
        if key not in self._constants:
            self._constants[key] = self._constant(name, here)
        return self._constants[key]

    def _imported(self, name: str, here: str) -> list[str]:
        """The files that `here` may import `name` from."""
        modules = [one.module for one in self.imports(here) if one.name == name]
        return [path for m in modules for path in self.files_of(m, here, self.language(here))]

    def _constant(self, name: str, here: str) -> str | None:
        from reviewlint.facts.endpoints.constants import constant

        if not _CONSTANT.fullmatch(name):
            return None
        language = self.language(here)
        found = [
            (value, shared_folders(path, here))
            for path in (self.mentioning([name]) if len(name) > _SHORT else self._imported(name, here))
            if path != here and self.language(path) == language
            if (value := constant(name, self.text(path) or "")) is not None
        ]
        near = max((depth for _, depth in found), default=0)
        values = {value for value, depth in found if depth == near}
        return values.pop() if len(values) == 1 else None
