"""One query over a tree, one pass over its matches: the outline of a file."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reviewlint.regex import regex
from reviewlint.syntax.bases import bases_of
from reviewlint.syntax.blocks import block_of
from reviewlint.syntax.chains import balanced, called, chain_before, dot_before
from reviewlint.syntax.imports import local_names, read_call, read_import, required
from reviewlint.syntax.kinds import query, structural, uses
from reviewlint.syntax.language import Language, named
from reviewlint.syntax.literals import literal_value
from reviewlint.syntax.model import Assignment, Definition, Import, Literal, Outline, Reference
from reviewlint.syntax.naming import (
    call_defines,
    defined_name,
    doc_marks,
    is_filled,
    keyword_kind,
    macro_test,
)
from reviewlint.syntax.scope import Scope
from reviewlint.syntax.signature import parameters, returned
from reviewlint.syntax.typed import CALLEE, INFERRED, type_name, typed
from reviewlint.syntax.typed import callee as callee_of
from reviewlint.syntax.values import function_of

if TYPE_CHECKING:
    from ast_grep_py import SgNode

DEFAULT = "default"  # the name of what a script exports so, and that has no other
VERSION = 32  # of what an outline holds: a cached one of another version is made anew

_BODIES = ("body", "block", "match")
_LATE = regex(  # a component that is loaded when it is first shown
    r"=\s*(?:\w+\.)?(?:lazy\w*|loadable|dynamic|defineAsyncComponent)\s*(?:<[^<>]*>)?\(\s*(?:async\s*)?\(\)\s*=>\s*\Z"
)
_INDEXED_CALL = regex(r"\[[^\[\]\n]{1,60}\]\(")
_COLON = regex(r"(?<=[\w)\]])(:)$")
_AFTER_CALL = regex(r"\s?!?\(|::<|<[\w\s,.<>\[\]?]{1,60}>\s*\(|\?\.\(")
_WORD = regex(r"[A-Za-z_]\w*")
_BETWEEN = frozenset(("", "export", "export default"))  # what may stand between a decorator and its class


def outline(root: SgNode, text: str, language: str) -> Outline:
    """Definitions, references, imports, assignments and literals of a parsed file.

    `root` is the tree of `text`; `language` a name that `config/languages/` knows.
    """
    kinds = named(language).kinds
    return _Reader(text, named(language)).read(root.find_all(query(structural(kinds) + uses(kinds))))


def definitions(root: SgNode, text: str, language: str) -> tuple[Definition, ...]:
    """Only the definitions: a query that matches few nodes, for files of which nothing else is needed."""
    kinds = named(language).kinds
    return _Reader(text, named(language)).read(root.find_all(query(structural(kinds)))).definitions


class _Reader:
    """Collects the outline while it walks the matches in source order, with a stack of open scopes."""

    def __init__(self, text: str, language: Language) -> None:
        self.text, self.language, self.kinds = text, language.name, language.kinds
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self.definitions: list[Definition] = []
        self.references: list[Reference] = []
        self.imports: list[Import] = []
        self.assignments: list[Assignment] = []
        self.literals: list[Literal] = []
        self.open: list[Scope] = []
        self.skip: set[int] = set()  # starts of names that define something
        self.decorators: list[tuple[int, int, str]] = []  # (start, end, source)
        self.silent_until = self.typed_until = self.errors = 0
        self.marks = (
            self.named_at
        ) = -1  # the definition last opened may still get decorators, before its name

    def read(self, nodes: list[SgNode]) -> Outline:
        """The outline that the matches give."""
        for node in nodes:
            span = node.range()
            self._match(node, node.kind(), span.start.index, span.end.index)
        return Outline(
            self.language, tuple(self.definitions), tuple(self.references), tuple(self.imports),
            tuple(self.assignments), tuple(self.literals), self.errors,
        )  # fmt: skip

    def _match(self, node: SgNode, kind: str, start: int, end: int) -> None:
        while self.open and self.open[-1].end <= start:
            self.open.pop()
        kinds = self.kinds
        if kind in kinds.identifiers:
            if start >= self.silent_until:
                self._reference(kind, start, end)
        elif kind in kinds.strings:
            self._literal(start, end)
        elif kind in kinds.imports:
            self._import(node, start, end)
        elif kind in kinds.silent:
            self.silent_until = max(end, self.silent_until)
        elif kind in kinds.types:
            self.typed_until = max(end, self.typed_until)
        elif kind == "ERROR":
            self.errors += end - start
        elif kind in kinds.wrappers:
            self._decorator(node, start, end)
        else:
            self._structure(node, kind, start, end)

    def _structure(self, node: SgNode, kind: str, start: int, end: int) -> None:
        kinds = self.kinds
        if kind in kinds.assignments:
            self._assignment(node, kinds.assignments[kind], start, end)
        if kind in kinds.definitions and self._whole(node, kind):
            self._define(node, kinds.definitions[kind], defined_name(node, kinds), node, start, end)
        elif kind in kinds.containers:
            marks = (*self._inherited, *self._handed_down(self._pending(start)))
            prefix = self._qualified(defined_name(node, kinds)[0])
            self.open.append(Scope(end, self._scope, prefix, marks, kinds.containers[kind] == "module"))
        elif kind in kinds.values:
            self._value(node, kinds.values[kind], start, end)
        elif kind in kinds.calls:
            self._call(node, start, end)

    # --- definitions

    def _whole(self, node: SgNode, kind: str) -> bool:
        """Whether the node defines: `struct S *s` and the type `a -> b` share the kinds of definitions."""
        if self.kinds.equations:
            return node.field("name") is not None
        return not kind.endswith("_specifier") or node.field("body") is not None

    @property
    def _scope(self) -> int:
        return self.open[-1].number if self.open else -1

    def _qualified(self, name: str) -> str:
        prefix = self.open[-1].prefix if self.open else ""
        return f"{prefix}.{name}" if prefix else name

    def _line(self, offset: int) -> int:
        return bisect_right(self.lines, offset)

    def _define(
        self, node: SgNode, kind: str, name: tuple[str, int], body_of: SgNode, start: int, end: int
    ) -> None:
        title, at = name
        if not title:
            return
        macro = macro_test(node, title, self.kinds)
        title, kind = (macro, "test") if macro else (title, keyword_kind(node, kind))
        self.skip.add(at)
        bases = bases_of(node, self.language)
        qualified = self._qualified(title)
        receiver = node.field("receiver")
        if receiver is not None and bases:
            qualified = f"{bases[0]}.{title}"
        if kind == "function" and self.open and self._in_class():
            kind = "method"
        decorators = self._pending(start)
        first = decorators[0][0] if decorators else start
        inherited = self._inherited
        self._push(
            qualified, kind, first, end, self._body(body_of, end),
            (*inherited, *(d[2] for d in decorators), *doc_marks(self.language, self.text, first)),
            bases, parameters(body_of, self.language), returned(body_of),
        )  # fmt: skip
        if self.kinds.handed_down:
            self.open[-1] = self.open[-1]._replace(marks=(*inherited, *self._handed_down(decorators)))
        self.marks, self.named_at = self._scope, at

    def _in_class(self) -> bool:
        _, scope, prefix, _, is_module = self.open[-1]
        if is_module:
            return False
        inside = self.definitions[scope] if scope >= 0 else None
        if inside is None or inside.name != prefix:
            return bool(prefix) and (inside is None or inside.name != prefix)
        return inside.kind in ("class", "interface", "enum", "type")

    def _push(
        self, name: str, kind: str, start: int, end: int, body: int,
        decorators: tuple[str, ...] = (), bases: tuple[str, ...] = (),
        parameters: tuple[str, ...] = (), returns: str = "",
    ) -> None:  # fmt: skip
        line, last = self._line(start), self._line(max(end - 1, start))
        if self.kinds.equations and self._continues(name, start):
            self.definitions[-1] = self.definitions[-1]._replace(end=end, end_line=last)
            self.open.append(Scope(end, len(self.definitions) - 1, name))
            return
        self.definitions.append(
            Definition(
                name, kind, line, last, start, end, body, self._scope, decorators, bases, parameters, returns
            )
        )
        self.open.append(Scope(end, len(self.definitions) - 1, name))

    def _continues(self, name: str, start: int) -> bool:
        """Whether a definition at `start` is one more equation or clause of the last one."""
        last = self.definitions[-1] if self.definitions else None
        return last is not None and last.name == name and last.end <= start and last.kind != "class"

    def _body(self, node: SgNode, end: int) -> int:
        for field in _BODIES:
            found = node.field(field)
            if found is not None:
                return found.range().start.index
        for child in reversed(node.children()):
            if "body" in child.kind() or child.kind() in ("block", "body_statement", "do_block"):
                return child.range().start.index
        return end

    def _value(self, node: SgNode, fields: tuple[str, str], start: int, end: int) -> None:
        if fields == ("", ""):
            named = [child for child in node.children() if child.is_named()]
            target = next((c for c in named if "variable" in c.kind()), None)
            value = named[-1] if named else None
        else:
            target, value = node.field(fields[0]), node.field(fields[1])
        if value is not None and value.kind() == "expression_list":
            value = value.children()[0]
        function = function_of(value) if value is not None else None
        if target is None or function is None:
            return
        name = target.text().rpartition(".")[2].partition(":")[0].strip("'\" ")
        if _WORD.fullmatch(name) or name.startswith("$"):
            kind = "class" if function.kind() == "class" else "function"
            span = target.range()
            at = span.start.index + target.text().rindex(name)
            self._define(node, kind, (name, at), function, start, end)

    def _default(self, node: SgNode, start: int, end: int) -> None:
        """`export default () => …`, which has no other name than that."""
        value = node.field("value")
        function = function_of(value) if value is not None else None
        if function is not None and function.field("name") is None:
            kind = "class" if function.kind() == "class" else "function"
            self._define(node, kind, (DEFAULT, -1), function, start, end)

    # --- uses

    def _reference(self, kind: str, start: int, end: int) -> None:
        if start in self.skip:
            return
        text = self.text
        name = text[start:end].lstrip(":@$")
        before, after = text[max(start - 90, 0) : start], text[end : end + 80]
        if self.language == "scala" and before.endswith("def "):  # one that is left to others to write
            return
        dot = dot_before(before, text, start) or (_COLON.search(before) if self.language == "lua" else None)
        if not dot and after[:2].lstrip()[:1] == "=" and after.lstrip()[:2] not in ("==", "=>", "=~"):
            return
        receiver = ""
        if dot and dot[1] != "#":
            chain = chain_before(before[: dot.start()])
            above = "super()" if before[: dot.start()].rstrip().endswith("super()") else "()"
            receiver = balanced(chain)[-80:] if chain else above
            if receiver.count(")") > receiver.count("("):
                receiver = called(text, max(start - 600, 0), start - len(dot[0])) or receiver
        if receiver[:1] == "@" and self.language != "ruby":  # a decorator of a module: `@app.route`
            receiver, before = receiver[1:], "@"
        use = "type" if start < self.typed_until else self._use(kind, before, after)
        self.references.append(Reference(name, receiver, use, self._line(start), self._scope))

    def _use(self, kind: str, before: str, after: str) -> str:
        if before.endswith("new "):
            return "new"
        if before[-1:] == "@" or before.endswith("#["):
            return "decorator"
        if before[-1:] == "<" and kind != "type_identifier" and self.language in ("tsx", "javascript"):
            return "new"
        if _AFTER_CALL.match(after):
            return "call"
        if kind == "type_identifier" and self.language == "go" and _INDEXED_CALL.match(after):
            return "call"  # `readers[name](file)` reads like a conversion to a generic type
        if kind == "type_identifier":
            return "new" if is_filled(self.language, before, after) else "type"
        return "call" if self.language == "ruby" and kind == "identifier" else "value"

    def _literal(self, start: int, end: int) -> None:
        value = literal_value(self.text[start:end])
        if value:
            self.literals.append(Literal(value, self._line(start), self._scope))

    def _import(self, node: SgNode, start: int, end: int) -> None:
        if node.kind() == "export_statement" and node.field("source") is None:  # of what is defined here
            self._default(node, start, end)
            return
        source = self.text[start:end]
        self.imports += read_import(self.language, source, self._line(start), self._scope)
        self.silent_until = end

    def _call(self, node: SgNode, start: int, end: int) -> None:
        source = self.text[start : min(end, start + 400)]
        defined = call_defines(node, self.kinds) if self.kinds.calls_define else None
        if defined is not None:
            kind, name, at = defined
            self._define(node, kind, (name, at), node, start, end)
            return
        block = block_of(node, self.language, source, self.text, end)
        if block:
            self._push(self._qualified(block[1]), block[0], start, block[2], start)
            return
        word = CALLEE.match(source)
        if word:
            self.imports += read_call(self.language, word[1], source, self._line(start), self._scope)
        module = required(self.language, word[1], source) if word else None
        if module is not None and _LATE.search(self.text, max(start - 200, 0), start):
            name, line = module.rpartition("/")[2], self._line(start)
            self.imports.append(Import(module, "default", name, line, self._scope))
            self.references.append(Reference(name, "", "new", line, self._scope))
        elif module is not None:
            for name, local in local_names(self.text, start) or (("", ""),):
                self.imports.append(Import(module, name, local, self._line(start), self._scope))

    def _assignment(self, node: SgNode, fields: tuple[str, str, str], start: int, end: int) -> None:
        if node.kind() == "binary_operator" and node.children()[1].text() != "=":
            return
        target, value, kind = (node.field(name) if name else None for name in fields)
        if target is not None and fields[0] == fields[1]:  # a declarator holds both
            target, value = target.field("name") or target, target.field("value")
        if node.kind() == "as_pattern":  # `with value as target`
            value, target = node.children()[0], node.children()[-1]
        declared = type_name(kind) if kind is not None else ""
        source = node.text() if target is None or (kind is None and value is None) else ""
        names, callee = typed(source[:200]) if source else (target.text()[:80] if target else "", "")
        callee = (declared if declared not in INFERRED else "") or callee or callee_of(value, self.text)
        name = re.split(r"[\s=:(,]", names.strip().removeprefix("mut ").lstrip("$*&."))[0].strip("[]")
        if name and name != callee:
            last = self._line(max(end - 1, start))
            self.assignments.append(Assignment(name, callee, self._line(start), self._scope, last))

    # --- decorators

    def _decorator(self, node: SgNode, start: int, end: int) -> None:
        if node.kind() == "decorated_definition":
            for child in node.children():
                if child.kind() == "decorator":
                    span = child.range()
                    self._remember(span.start.index, span.end.index)
            return
        self._remember(start, end)

    def _remember(self, start: int, end: int) -> None:
        source = self.text[start:end].lstrip("@#[").removesuffix("]").strip()
        scope = self._scope
        if self.marks == scope >= 0 and end <= self.named_at and start >= self.definitions[scope].start:
            own = self.definitions[scope]
            self.definitions[scope] = own._replace(decorators=(*own.decorators, source))
            return
        self.decorators.append((start, end, source))

    @property
    def _inherited(self) -> tuple[str, ...]:
        return self.open[-1].marks if self.open else ()

    def _handed_down(self, decorators: list[tuple[int, int, str]]) -> tuple[str, ...]:
        """Those that hold for everything inside as well: `#[cfg(test)] mod checks {…}`."""
        known = self.kinds.handed_down
        return tuple(d[2] for d in decorators if d[2].partition("(")[0] in known) if known else ()

    def _pending(self, start: int) -> list[tuple[int, int, str]]:
        """The decorators that stand right before `start` or, in Java-like grammars, right at it."""
        near: list[tuple[int, int, str]] = []
        edge = start
        for decorator in reversed(self.decorators):
            if decorator[1] <= edge and self.text[decorator[1] : edge].strip(" \t\n[],") in _BETWEEN:
                near.insert(0, decorator)
                edge = decorator[0]
            elif decorator[1] <= edge:
                break
        return near
