"""A function that is handed to somebody by its name: who is it given to, and does that call it?"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.reach.marks import said_after
from reviewlint.facts.reach.testcode import called, is_test_path, named
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Reference

_METHOD = "method:"
_LINES = 8  # of the arguments of one call
_CALLEE = regex(r"([A-Za-z_$@][\w$.:@?!]*(?:\(\)[.\w]*)*)\s*$")
_ROUTES = regex(
    r"\.(?:GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete|Handle|HandleFunc|Method)"
    r"\(\s*(?:\"[^\"\n]*\"|[\w.\"/ ]+),"
)
_ROUTED = regex(
    r"(?:[.:]|^)(?:get|post|put|patch|delete|head|options|all|route|to|to_async|service|handle|add_url_rule|add_api_route"
    r"|add_route|addRoute|Map(?:Get|Post|Put|Patch|Delete|Methods))$|^(?:re_)?path$|^Route$"
)
_ADDRESS = regex(r"[\"'`]/[\w:{<*/-]*|\bweb::|\bresource\(")
_ASKS = regex(
    r"(?i)re(?:quest|spon|corder)|^(?:get|post|put|patch|delete|do|head|options|test|run)\w+|^(?:get|post|put|patch|delete|do|test)$"
    r"|serve|http|send|fetch|client|perform|execute|invoke|exchange|expect|call|handler$|visit|dial|^oneshot$|dispatch"
)
_TEXT = regex(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`\n]*`")
_AS_TEXT = {"csharp": r"\bnameof\(\s*(?:[\w.]+\.)?{0}\s*\)"}
_REFLECTS = regex(r"^\s*\[|\b(?:Get(?:Runtime)?Method|GetMember|InvokeMember|CreateDelegate)s?\b")


def is_put_off(file: CodeFile, reference: Reference) -> bool:
    """Whether production code only takes a function's name as a text, or gives it to what calls it at some time."""
    if reference.kind != "value" or is_test_path(file.path):
        return False
    return _is_spelt(file, reference) or _is_scheduled(file, reference)


def _is_spelt(file: CodeFile, reference: Reference) -> bool:
    """Whether a line only spells a name, `Link(nameof(Total))`: a link to an action runs nothing.

    What asks for a method by that text, or a mark that names one, may run it.
    """
    way = _AS_TEXT.get(file.language)
    line = file.line(reference.line) if way is not None else ""
    if way is None or _REFLECTS.search(line):
        return False
    name = re.escape(reference.name)
    spelt = len(re.findall(way.format(name), line))
    return 0 < spelt == len(re.findall(rf"\b{name}\b", line))


def _is_scheduled(file: CodeFile, reference: Reference) -> bool:
    """Whether a name is only given to what will call it at some time, a timer or a table of jobs: no test waits."""
    if file.language == "dart" and _waits_for_event(file, reference):
        return True
    given = given_to(file, reference)
    if words().schedules.search(given) is None:
        return False
    return words().waits.search(given) is None or words().waiting.search(file.text) is None


def _waits_for_event(file: CodeFile, reference: Reference) -> bool:
    """Whether a bloc keeps a handler for the events of a class: `on<Added>(_onAdded)`."""
    near = f"{file.line(reference.line - 1)}\n{file.line(reference.line)}" if reference.line > 1 else ""
    return re.search(rf"\bon<\w+>\(\s*{re.escape(reference.name)}\b", near) is not None


def is_routed(file: CodeFile, reference: Reference) -> bool:
    """Whether a function is only handed on where routes are set up: it runs for who asks for one."""
    if reference.kind != "value" or is_test_path(file.path):
        return False
    around = file.function_around(reference.scope)
    if around < 0 or (file.language != "go" and not _has_address(file, reference.line)):
        return False
    given = given_to(file, reference)
    if not given or file.language != "go":
        return bool(given) and _ROUTED.search(given) is not None
    definition = file.outline.definitions[around]
    return _ROUTES.search(file.text, definition.body, definition.end) is not None


def _has_address(file: CodeFile, line: int) -> bool:
    """Whether an address stands on a line or right above it."""
    return any(_ADDRESS.search(file.line(number)) for number in range(max(line - 2, 1), line + 1))


def asks(file: CodeFile, test: int) -> bool:
    """Whether a test calls anything that may send a request, itself or by a helper of its file."""
    definition = file.outline.definitions[test]
    names = called(file.text[definition.body : definition.end])
    helpers = (helper for name in names for helper in named(file, name))
    inner = (name for helper in helpers for name in called(file.text[helper.body : helper.end]))
    return any(_ASKS.search(name) for name in (*names, *inner))


def named_by(target: Target) -> str:
    """What has to be named by who makes an object of Go, to have run this method of it: as `is_named` takes it."""
    return f"{_METHOD}{target.name}" if target.language == "go" else ""


def tacitly(target: Target, path: str) -> str:
    """The same for a method that nobody names, of an object that is made in the file at `path`.

    Nothing where the language itself calls it, as it does `String`, or where a test makes the object and hands it on.
    """
    return (
        "" if is_test_path(path) or words().calls_itself(target.name, target.language) else named_by(target)
    )


def is_named(by: str, file: CodeFile, test: int, target: Target) -> bool:
    """Whether a test may run the methods in `by`: it names each, or asks from another package."""
    if all(name in file.references for name in said_after(_METHOD, by)):
        return True
    return posixpath.dirname(file.path) != posixpath.dirname(target.path) and asks(file, test)


def given_to(file: CodeFile, reference: Reference, end: str = "") -> str:
    """The callee of the innermost call among whose arguments a reference stands; "" for none that is near.

    `end`: a pattern of what follows it, where its name may stand on the line once more.
    """
    line = file.line(reference.line)
    found = re.search(rf"(?<![\w$]){re.escape(reference.name)}(?![\w$]){end}", line)
    if found is None:
        return ""
    above = [file.line(number) for number in range(max(reference.line - _LINES, 1), reference.line)]
    before = _TEXT.sub(lambda text: " " * len(text[0]), "\n".join((*above, line[: found.start()])))
    at = next(open_at(before, len(before)), -1)
    callee = _CALLEE.search(before[:at]) if at >= 0 and before[at] == "(" else None
    return callee[1] if callee else ""
