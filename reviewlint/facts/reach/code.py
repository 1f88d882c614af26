"""The files of the repository as the search reads them: outlines with their names in tables."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.reach.imports.loaders import loads
from reviewlint.facts.reach.target import is_class
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.types.documented import fields
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS
from reviewlint.syntax.model import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.index.repository import RepositoryIndex
    from reviewlint.syntax.model import Assignment, Definition, Import, Outline, Reference


MARKS = ("?", "!")  # that names may end with in the languages `MARKED`; those of definitions are kept without
MARKED = ("ruby", "elixir")
_MOST_ABOVE = 12  # lines of a call before the one that is asked for
_SCRIPT = regex(r"(?m)^(?:export\s+)?(?:const|let|var)\s*[{\[]([^{}\[\]]*)[}\]]\s*=(?!=)")
_UNPACKED = {
    "python": regex(r"(?m)^\(?([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)+),?\s*\)?\s*=(?!=)"),
    **dict.fromkeys(SCRIPTS, _SCRIPT),
}


class CodeFile:
    """One file: its outline, and what stands in it by name."""

    def __init__(self, path: str, outline: Outline, index: RepositoryIndex) -> None:
        self.path, self.outline, self.language = path, outline, outline.language
        self._index = index
        self._opening: dict[int, int] = {}

    @cached_property
    def text(self) -> str:
        """The source."""
        return self._index.text(self.path) or ""

    @cached_property
    def lines(self) -> list[str]:
        """The source by lines."""
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins in the source."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def line(self, number: int) -> str:
        """The source of line `number` (1-based)."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def opening(self, number: int) -> int:
        """The line on which the call begins whose arguments line `number` is one of; itself where it is none."""
        if number not in self._opening:
            first = max(number - _MOST_ABOVE, 0)
            above = "\n".join(self.lines[first : number - 1])
            opened = next(open_at(above, len(above)), -1)
            is_call = opened >= 0 and above[opened] == "("
            self._opening[number] = first + 1 + above.count("\n", 0, opened) if is_call else number
        return self._opening[number]

    @cached_property
    def tops(self) -> frozenset[str]:
        """The names that the file defines outside of any function or class, but for parts of one value."""
        definitions = (d for d in self.outline.definitions if d.scope < 0 and d.kind not in BLOCKS)
        names = {d.name.rpartition(".")[2] for d in definitions}
        return frozenset(names | {a.target for a in self.outline.assignments if a.scope < 0})

    @cached_property
    def defined(self) -> frozenset[int]:
        """The lines of its definitions."""
        return frozenset(n for d in self.outline.definitions for n in range(d.line, d.end_line + 1))

    def filled(self, definition: Definition, lines: Iterable[int]) -> frozenset[int]:
        """Those of some lines that are the definition's, and not blank."""
        return frozenset(
            n for n in lines if definition.line <= n <= definition.end_line and self.line(n).strip()
        )

    def defines(self, name: str) -> bool:
        """Whether it defines `name` outside of any function or class; its text is read where no outline says."""
        return name in self.tops or any(name in names for names in self.unpacked.values())

    @cached_property
    def unpacked(self) -> dict[int, tuple[str, ...]]:
        """By line, the names at the top of the file that each get a part of one value: `const {a, b: c} = f()`."""
        way = _UNPACKED.get(self.language)
        given = way is not None and any(a.scope < 0 and a.value for a in self.outline.assignments)
        found = {}
        for match in way.finditer(self.text) if way is not None and given else ():
            names = (part.partition("=")[0].rpartition(":")[2].strip(" .\n") for part in match[1].split(","))
            found[self.text.count("\n", 0, match.start()) + 1] = tuple(
                name for name in names if name and name not in self.imports
            )
        return found

    @cached_property
    def imports(self) -> dict[str, list[Import]]:
        """The imports by the name they have here; `import shop.cart` gives Python the name `shop`, too."""
        found = defaultdict(list)
        for entry in self.outline.imports:
            found[entry.alias].append(entry)
            root, dot, _ = entry.alias.partition(".")
            if dot and root and self.language == "python":
                found[root].append(entry._replace(module=root, alias=root))
        return dict(found)

    @cached_property
    def loaded(self) -> dict[str, Import]:
        """The classes that Python code loads by texts, by the name or field that holds each."""
        return {entry.alias: entry for entry in loads(self.outline)}

    @cached_property
    def documented(self) -> dict[str, frozenset[str]]:
        """The types that its comments and declarations say fields have, by the names of those."""
        return fields(self)

    @cached_property
    def may_double(self) -> bool:
        """Whether it may put something in the place of the real thing, as tests do."""
        return words().mocks["hint"].search(self.text) is not None

    @cached_property
    def wildcards(self) -> list[Import]:
        """The imports of everything a module offers."""
        return [entry for entry in self.outline.imports if entry.name == "*"]

    @cached_property
    def references(self) -> dict[str, list[Reference]]:
        """The references by name; of a name with a mark, `paid?`, by what is left without it too."""
        found = defaultdict(list)
        for reference in self.outline.references:
            found[reference.name].append(reference)
            if reference.name[-1:] in MARKS:
                found[reference.name[:-1]].append(reference)
        return dict(found)

    @cached_property
    def own_names(self) -> set[tuple[int, str]]:
        """The names that definitions give something else than what is called so outside: definition and name."""
        return {(a.scope, a.target) for a in self.outline.assignments if a.value != a.target}

    @cached_property
    def assignments(self) -> dict[str, list[Assignment]]:
        """The assignments by target."""
        found = defaultdict(list)
        for assignment in self.outline.assignments:
            found[assignment.target].append(assignment)
        return dict(found)

    def may_mean(self, reference: Reference, qualified: str) -> bool:
        """Whether `reference` bears the mark of the definition `qualified` of this file: `save!` is not `save`."""
        name = qualified.rpartition(".")[2]
        if self.language not in MARKED or reference.name.rstrip("?!") != name:
            return True
        head = re.compile(rf"def\w*\s+(?:[\w.]+\.)?{re.escape(name)}([?!]?)")
        own = (d for d in self.outline.definitions if d.name == qualified)
        marks = {found[1] for d in own if (found := head.search(self.text, d.start, d.body + 1))}
        return not marks or reference.name.removeprefix(name) in marks

    @cached_property
    def methods(self) -> dict[str, list[Definition]]:
        """The definitions that stand in a class or the like, by last name."""
        found = defaultdict(list)
        for definition in self.outline.definitions:
            if "." in definition.name and not is_class(definition):
                found[definition.name.rpartition(".")[2]].append(definition)
        return dict(found)

    @cached_property
    def classes(self) -> dict[str, list[Definition]]:
        """The classes by last name."""
        found = defaultdict(list)
        for definition in self.outline.definitions:
            if is_class(definition):
                found[definition.name.rpartition(".")[2]].append(definition)
        return dict(found)

    @cached_property
    def heirs(self) -> dict[str, list[tuple[int, int]]]:
        """The first and last line of the head of each definition, by the names of its bases."""
        found = defaultdict(list)
        for one in self.outline.definitions:
            for base in one.bases:
                found[base].append((one.line, one.line + self.text.count("\n", one.start, one.body)))
        return dict(found)

    def inside(self, scope: int) -> list[int]:
        """The numbers of the definitions around something in `scope`, innermost first."""
        found = []
        while scope >= 0:
            found.append(scope)
            scope = self.outline.definitions[scope].scope
        return found

    def scope_at(self, line: int) -> int:
        """The number of the innermost definition around a line; -1 outside of all."""
        around = (n for n, d in enumerate(self.outline.definitions) if d.line <= line <= d.end_line)
        return max(around, default=-1)

    def function_around(self, scope: int) -> int:
        """The number of the outermost function or test around something in `scope`; -1 for none."""
        around = [n for n in self.inside(scope) if not is_class(self.outline.definitions[n])]
        return around[-1] if around else -1

    def class_around(self, scope: int) -> str:
        """The qualified name of the class that a piece of code in `scope` stands in, "" for none.

        Languages that write methods outside of their type (Go, Rust) name it in the method.
        """
        for number in self.inside(scope):
            definition = self.outline.definitions[number]
            if is_class(definition):
                return definition.name
            if definition.kind == "method" and "." in definition.name:
                return definition.name.rpartition(".")[0]
        return ""


class Code:
    """The files of one repository, each made once."""

    def __init__(self, index: RepositoryIndex) -> None:
        self.index = index
        self._files: dict[str, CodeFile | None] = {}
        self._within: frozenset[str] | None = None
        self._said: dict[str, frozenset[str]] = {}  # where only some files count

    def within(self, paths: frozenset[str]) -> Code:
        """The same, where only the files at `paths` mention anything: no index of the repository is needed."""
        few = Code(self.index)
        few._files, few._within = self._files, paths
        return few

    def file(self, path: str) -> CodeFile | None:
        """The file at `path`, None where it cannot be read or the limit of what is read in one run is met."""
        if path not in self._files:
            outline = self.index.outline(path)
            self._files[path] = None if outline is None else CodeFile(path, outline, self.index)
        return self._files[path]

    def mentioning_all(self, words: Iterable[str]) -> frozenset[str]:
        """The paths of the files that mention each of `words`; none where there is no word."""
        found = [self.mentioning(word) for word in words]
        return frozenset.intersection(*found) if found else frozenset()

    def mentioning(self, *names: str) -> frozenset[str]:
        """The paths of the files that mention any of `names`."""
        if self._within is None:
            return self.index.mentioning(names)
        return frozenset().union(*(self._saying(name, self._within) for name in names))

    def tests_mentioning(self, *names: str) -> list[str]:
        """The paths of the files of tests among them, in order."""
        return sorted(filter(is_test_path, self.mentioning(*names)))

    def _saying(self, name: str, paths: frozenset[str]) -> frozenset[str]:
        if name not in self._said:
            self._said[name] = frozenset(path for path in paths if name in (self.index.text(path) or ""))
        return self._said[name]
