"""Routes that Rust lists in an attribute: `#[routes(routes("/x" => post(create), "/y" => sub(Api)))] struct Root;`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target

_ROW = regex(r"\"(/[^\"\n]*|)\"\s*=>\s*(\[[^\[\]]*\]|\w+\(\s*[\w:]+\s*\))")
_CELL = regex(r"(\w+)\(\s*([\w:]+)\s*\)")
_HEAD = regex(r"\b(?:struct|enum|mod)\s+(\w+)")
_VERBS = frozenset(("get", "post", "put", "patch", "delete", "head", "options", "any"))
_DEPTH = 6


def listed(target: Target, code: Code) -> Iterator[tuple[str, str]]:
    """The (method, route) pairs that tables in attributes give the function `target`."""
    for path in sorted(code.mentioning(target.name)):
        file = code.file(path) if code.index.language(path) == "rust" else None
        if file is None or "=>" not in file.text or not _is_near(file, target):
            continue
        for row, verb, given, owner in _cells(file):
            if verb in _VERBS and given.rpartition("::")[2] == target.name:
                for prefix in _prefixes(owner, code, _DEPTH):
                    yield verb.upper(), prefix + row


def _is_near(file: CodeFile, target: Target) -> bool:
    stem = target.path.rpartition("/")[2].removesuffix(".rs")
    return file.path == target.path or f"{stem}::{target.name}" in file.text


def _prefixes(owner: str, code: Code, depth: int) -> Iterator[str]:
    """The prefixes under which tables name the type `owner`; "" for one that none names."""
    named = False
    for path in sorted(code.mentioning(owner)) if owner and depth else ():
        file = code.file(path) if code.index.language(path) == "rust" else None
        for row, verb, given, above in _cells(file) if file is not None and "=>" in file.text else ():
            if verb not in _VERBS and given.rpartition("::")[2] == owner != above:
                named = True
                yield from (prefix + row for prefix in _prefixes(above, code, depth - 1))
    if not named:
        yield ""


def _cells(file: CodeFile) -> Iterator[tuple[str, str, str, str]]:
    """(route, verb, what it leads to, the type whose attribute lists it) of each cell of the tables in `file`."""
    for row in _ROW.finditer(file.text):
        head = _HEAD.search(file.text, row.end())
        for verb, given in _CELL.findall(row[2]):
            yield row[1], verb, given, head[1] if head else ""
