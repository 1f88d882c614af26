"""Procedures of a router that tests call through its caller, as tRPC has them: `caller.carts.show({ id })`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.holders import assigned_around
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex
from reviewlint.syntax.model import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

_ROUTER = regex(r"(?i)router\w*$")
_MAKES = regex(r"\bcreateCaller(?:Factory)?\b")
_REQUESTS = regex(r"^\.\w+\.(?:query|mutate|subscribe)\(")
_MOST_FILES = 60


def called(target: Target, code: Code) -> Iterator[tuple[CodeFile, Reference]]:
    """The calls of the procedure `target` by the names that its router is mounted under."""
    own = code.file(target.path)
    router = _router(own, target) if own is not None and "rocedure" in own.text else ""
    if not router:
        return
    mounts = _mounts(router, code)
    named, near = code.mentioning(target.name), code.mentioning(router)
    mounted = {path for mount in mounts for path in code.mentioning(mount)}

    def rank(path: str) -> tuple[bool, bool, bool, str]:
        return path not in near, path not in mounted, not is_test_path(path), path

    for path in sorted(named, key=rank)[:_MOST_FILES]:
        file = (
            code.file(path) if path != target.path and code.index.language(path) == target.language else None
        )
        for reference in file.references.get(target.name, ()) if file is not None else ():
            if file is not None and _is_call(reference, file, router, mounts):
                yield file, reference
        if file is not None and is_test_path(path) and "trpc" in file.text:
            yield from (
                (file, Reference(target.name, "", "call", literal.line, literal.scope))
                for literal in file.outline.literals
                if _asked(literal.value) in {f"{mount}.{target.name}" for mount in mounts}
            )


def _is_call(reference: Reference, file: CodeFile, router: str, mounts: frozenset[str]) -> bool:
    """Whether the procedure is called on what the router is mounted at, or asked for by a client of it."""
    above = reference.receiver.rpartition(".")
    mounted = bool(above[0]) and above[2] in mounts
    if reference.kind == "value":
        return (
            mounted
            and _REQUESTS.search(file.line(reference.line).partition(reference.receiver)[2]) is not None
        )
    if reference.kind != "call":
        return False
    return mounted or _calls(reference.receiver, router, file) or _is_alias(reference, file, mounts)


def _is_alias(reference: Reference, file: CodeFile, mounts: frozenset[str]) -> bool:
    """Whether the receiver was last given what the router is mounted at: `const api = callers[0].carts`."""
    name = reference.receiver
    if not name.isidentifier():
        return False
    before = [one.line for one in file.assignments.get(name, ()) if one.line < reference.line]
    if before:
        line = file.line(max(before)).rstrip("; \t").partition("=")[2]
        return "." in line and line.rpartition(".")[2] in mounts and "(" not in line.rpartition(".")[2]
    taken = (file.line(one.line) for one in file.assignments.get("{", ()) if one.line < reference.line)
    return name in mounts and any(
        re.search(rf"\{{[^{{}}]*\b{name}\b[^{{}}]*\}}\s*=[^=]*aller", line) for line in taken
    )


def _asked(value: str) -> str:
    """The procedure that a text names, alone or at the end of an address: `/api/trpc/carts.show?input=1`."""
    return value.rpartition("/")[2].partition("?")[0]


def _calls(receiver: str, router: str, file: CodeFile) -> bool:
    """Whether a receiver is the caller that the router itself makes, or a factory of callers for it."""
    made = _MAKES.search(receiver.partition("(")[0]) is not None and router in receiver
    first = receiver.partition("(")[0]
    return made or any(
        _MAKES.search(line := file.line(one.line)) is not None
        and re.search(rf"(?<![\w$.]){re.escape(router)}(?![\w$])", line) is not None
        for one in file.assignments.get(first, ())
    )


def _router(own: CodeFile, target: Target) -> str:
    """The name of the router, at the top of its file, whose object has the procedure for a key."""
    for d in own.outline.definitions:
        name = assigned_around(own, d.line) if d.name == target.qualified and d.scope < 0 else ""
        if (
            name
            and name != target.name
            and any(_ROUTER.search(a.value) for a in own.assignments.get(name, ()))
        ):
            return name
    return ""


def _mounts(router: str, code: Code) -> frozenset[str]:
    """The keys under which objects hold the router; its own name where one names it alone."""
    key = regex(rf"(?:([\w$]+)\s*:\s*)?(?<![\w$.]){router}\s*[,}}]")
    found: set[str] = set()
    for path in sorted(code.mentioning(router))[:_MOST_FILES]:
        file = code.file(path)
        if file is not None and "outer(" in file.text:
            found |= {name or router for name in key.findall(file.text)}
    return frozenset(found)
