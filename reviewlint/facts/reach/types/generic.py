"""Generic functions that give back what they are given: `<T extends Decoder> T inject(T decoder)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing
from reviewlint.facts.reach.imports.modules import EXACT
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.imports.modules import Modules
    from reviewlint.facts.reach.types.hierarchy import Hierarchy
    from reviewlint.syntax.model import Assignment, Definition

    Helper = tuple[CodeFile, Definition]

_MOST_TEXT = 2_000  # characters of the arguments of one call
_MOST_ABOVE = 6  # classes above that of a test
_RESULT = regex(r"\)\s*(?::|->)\s*(\w+)\s*[{=:;]?\s*(?:where\b[^{]*)?\{?\s*$")
_MADE = regex(r"(?:await\s+|new\s+|&|mut\s+)*([A-Za-z_$][\w$.:]*)")
_NAME = regex(r"\w+")
_ARGUED = regex(r"(?:::)?<[^<>()]*>\(")  # a call with arguments of types


def arguments(text: str, opened: int) -> Iterator[str]:
    """The sources of what stands between commas in the bracket at `opened`."""
    depth, start, end = 0, opened + 1, closing(text, opened)
    for at in range(start, end):
        depth += (text[at] in "([{") - (text[at] in ")]}")
        if text[at] == "," and not depth:
            yield text[start:at].strip()
            start = at + 1
    if text[start:end].strip():
        yield text[start:end].strip()


def given_at(file: CodeFile, line: int, callee: str) -> tuple[str, ...]:
    """The sources of the arguments of the call of `callee` that begins on a line."""
    begin = file.starts[line - 1]
    text = file.text[begin : begin + _MOST_TEXT]
    found = re.search(rf"(?<![\w$]){re.escape(callee)}\s*(?:(?:::)?<[^<>()]*>)?\(", text)
    return tuple(arguments(text, found.end() - 1)) if found is not None else ()


def takes(definition: Definition, file: CodeFile) -> tuple[str, ...]:
    """The names of the parameters of a function, of Kotlin read from its head: no outline has them."""
    if definition.parameters or file.language != "kotlin":
        return definition.parameters
    head = file.text[definition.start : definition.body]
    opened = head.find("(", head.find(definition.name.rpartition(".")[2]))
    parts = arguments(head, opened) if opened >= 0 else ()
    return tuple(words[-1] for part in parts if (words := _NAME.findall(part.partition(":")[0])))


class Generic:
    """Finds over one repository the helpers that code calls, and what those that give back their argument are given."""

    def __init__(self, code: Code, modules: Modules, hierarchy: Hierarchy) -> None:
        self._code, self._modules, self._hierarchy = code, modules, hierarchy
        self._helpers: dict[tuple[str, str, str], list[Helper]] = {}

    def given_back(self, one: Assignment, file: CodeFile) -> str:
        """The callee or name that a helper hands back, which the assignment calls with it; "" for any other value."""
        name = one.value.replace("::", ".").rpartition(".")[2]
        if not name.isidentifier() or f"{name}(" not in _tight(file.line(one.line)):
            return ""
        return self.of_call(name, given_at(file, one.line, name), file, one.scope)

    def of_call(self, name: str, given: tuple[str, ...], file: CodeFile, scope: int) -> str:
        """The same of the call of `name` with the arguments `given`."""
        for home, helper in self.helpers(name, file, scope) if given else ():
            place = _handed_back(home, helper)
            made = _MADE.match(given[place]) if place is not None and place < len(given) else None
            if made is not None:
                return made[1]
        return ""

    def helpers(self, name: str, file: CodeFile, scope: int) -> list[Helper]:
        """The functions of that name that code in a scope of `file` may call by it alone: its own, those of the classes
        above the one around, and what it imports."""
        key = (file.path, name, file.class_around(scope))
        if key not in self._helpers:
            self._helpers[key] = self._called(name, file, key[2])
        return self._helpers[key]

    def _called(self, name: str, file: CodeFile, around: str) -> list[Helper]:
        here = [(file, d) for d in file.outline.definitions if _is_called(d, name)]
        above = self._hierarchy.family(file.path, around).up[:_MOST_ABOVE] if around and not here else ()
        for one in above:
            other = self._code.file(one.path)
            same = other.methods.get(name, ()) if other is not None else ()
            here += [(other, d) for d in same if other and d.name == f"{one.qualified}.{name}"]
        places = self._modules.lookup(file.path, name) if not here and file.language in EXACT else None
        for path, inner in sorted(places or ()):
            other = self._code.file(path)
            here += [(other, d) for d in other.outline.definitions if d.name == inner] if other else []
        return here


def _handed_back(file: CodeFile, helper: Definition) -> int | None:
    """The number of the parameter whose type, told by the call alone, is that of the result; None for none."""
    head = file.text[helper.start : helper.body]
    named = _RESULT.search(head)
    result = helper.returns.strip() or (named[1] if named else "")
    if not result.isidentifier() or not _is_variable(result, head, file):
        return None
    opened = head.find("(", head.find(helper.name.rpartition(".")[2]))
    own = [part for part in arguments(head, opened) if part.lstrip("&") not in ("self", "mut self", "cls")]
    typed = re.compile(rf"^(?:\w+\s+)*{result}\s+\w+$|^\w[\w\s]*:\s*(?:&|mut\s)*{result}$|^\w+\s+{result}$")
    return next((number for number, part in enumerate(own) if typed.match(part)), None)


def _is_variable(name: str, head: str, file: CodeFile) -> bool:
    """Whether a name in the head of a function stands for a type that only a call tells."""
    if re.search(rf"<[^()]*\b{name}\b[^()]*>|\b(?:def|func)\s+\w+\[[^()]*\b{name}\b", head):
        return True
    return any(given.value.endswith("TypeVar") for given in file.assignments.get(name, ()))


def _is_called(definition: Definition, name: str) -> bool:
    return definition.kind in ("function", "method") and definition.name.rpartition(".")[2] == name


def _tight(line: str) -> str:
    return _ARGUED.sub("(", line)
