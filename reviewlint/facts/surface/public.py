"""The public definitions of a library whose signature a change adds, alters or takes away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.enclosed import indent_of
from reviewlint.facts.surface.annotations import unannotated
from reviewlint.facts.surface.library import is_library
from reviewlint.facts.surface.model import Contract
from reviewlint.regex import regex
from reviewlint.syntax.language import CODE_SCRIPTS

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File
    from reviewlint.syntax.model import Definition

_PUBLIC_WORD = regex(r"\bpublic\b|\bopen\b|\bprotected\b")
_HIDDEN_WORD = regex(r"\b(private|internal|fileprivate|protected|package-private)\b")
_HARMLESS = regex(
    r"\b(const|inline|final|override|virtual|synchronized)\b|@Override\b|@SuppressWarnings\([^)]*\)"
)
_ALL_PUBLIC = frozenset(("java", "csharp"))  # what an interface declares needs no word for it
_SPACES = regex(r"\s+")
_LAST_COMMA = regex(r",+(?=[)\]}])")
_EMPTY = regex(r"(?<=[\w);?!]);?end$")  # of Ruby, where a method without a body has its end in its head
_SECTION = regex(r"^([ \t]*)(private|protected|public|class|module)\b[ \t]*([^\n]*)$", re.MULTILINE)


def public_api(facts: Facts) -> list[Contract]:
    """Contracts of kind `public-api`: (name, signature) pairs of both sides compared, wherever they stand."""
    head: dict[str, tuple[str, Contract]] = {}
    base: dict[str, tuple[str, Contract]] = {}
    for file in facts.files:
        if file.role == "source" and file.language and is_library(facts, file):
            head |= {c.name: (signature, c) for signature, c in _offered(facts, file, "head")}
            base |= {c.name: (signature, c) for signature, c in _offered(facts, file, "base")}
    return [*_differing(head, base, "added"), *_differing(base, head, "removed")]


def _differing(
    these: dict[str, tuple[str, Contract]], those: dict[str, tuple[str, Contract]], change: str
) -> Iterator[Contract]:
    for name, (signature, contract) in these.items():
        inside = name.rpartition(".")[0]
        if inside in these and inside not in those:
            continue  # a member of what is new (or gone) itself
        if name not in those:
            yield Contract("public-api", name, contract.path, contract.line, change)  # type: ignore[arg-type]
        elif change == "added" and those[name][0] != signature:
            yield Contract("public-api", name, contract.path, contract.line, "changed")


def _offered(facts: Facts, file: File, side: Side) -> Iterator[tuple[str, Contract]]:
    text = facts.sources.text(file.path, side)
    if text is None:
        return
    definitions = facts.sources.definitions(file.path, side)
    for definition in definitions:
        if _is_public(file.language, definitions, definition, text):
            body = definition.body if definition.body > definition.start else definition.end
            head = text[definition.start : body]
            signature = _signature(unannotated(head) if file.language == "python" else head)
            if definition.kind in ("class", "interface", "enum", "type"):
                signature = definition.kind
            yield signature, Contract("public-api", definition.name, file.path, definition.line)


def _signature(text: str) -> str:
    """What a caller depends on: no layout, and no word that takes nothing away from anybody."""
    bare = _LAST_COMMA.sub("", _SPACES.sub("", _HARMLESS.sub("", text))).replace("'", '"')
    return _EMPTY.sub("", bare).rstrip(":{=,;")


def _is_public(language: str, every: tuple[Definition, ...], definition: Definition, text: str) -> bool:
    scope = definition.scope
    if scope >= 0:
        above = every[scope]
        if above.kind not in ("class", "interface", "enum", "type"):
            return False
        if not _is_public(language, every, above, text):
            return False
        if above.kind == "interface" and language in _ALL_PUBLIC:
            return "private" not in text[definition.start : definition.body][:400].split()
    last = definition.name.rpartition(".")[2]
    head = text[definition.start : max(definition.body, definition.start)][:400]
    return _VISIBLE[language](definition, last, head, text)


def _python(definition: Definition, last: str, head: str, text: str) -> bool:
    return not last.startswith("_")


def _ecma(definition: Definition, last: str, head: str, text: str) -> bool:
    if definition.scope >= 0:
        return not last.startswith(("_", "#")) and not _HIDDEN_WORD.search(head)
    before = text[max(definition.start - 40, 0) : definition.start].rpartition("\n")[2]
    exported = "export" in before or head.lstrip().startswith("export")
    listed = re.search(rf"export\s*\{{[^}}]*\b{re.escape(last)}\b|exports\.{re.escape(last)}\b", text)
    return bool(exported or listed)


def _go(definition: Definition, last: str, head: str, text: str) -> bool:
    return all(part[:1].isupper() for part in definition.name.split(".")) and not re.match(
        r"(?s).*^package main\b", text[:2000], re.MULTILINE
    )


def _rust(definition: Definition, last: str, head: str, text: str) -> bool:
    before = text[max(definition.start - 12, 0) : definition.body or definition.end]
    return bool(re.search(r"(^|\s)pub\s+(?!\()", before[: before.find(last) + len(last)])) or (
        definition.scope >= 0 and "trait" in head
    )


def _jvm(definition: Definition, last: str, head: str, text: str) -> bool:
    return bool(_PUBLIC_WORD.search(head.partition("{")[0]))


def _not_hidden(definition: Definition, last: str, head: str, text: str) -> bool:
    return not last.startswith("_") and not _HIDDEN_WORD.search(head.partition("{")[0])


def _ruby(definition: Definition, last: str, head: str, text: str) -> bool:
    """Below no bare `private` of its class, behind none, and in no list of one."""
    if not _not_hidden(definition, last, head, text):
        return False
    line = text.rfind("\n", 0, definition.start) + 1
    before = text[line : definition.start]
    if _HIDDEN_WORD.search(before) or _listed_private(last, text):
        return False
    indent = indent_of(before)
    for found in reversed(list(_SECTION.finditer(text, 0, line))):
        if found[2] in ("class", "module") and len(found[1]) < indent:
            return True
        if len(found[1]) <= indent and found[3][:1] in ("", "#"):
            return found[2] == "public"
    return True


def _listed_private(name: str, text: str) -> bool:
    listed = rf"^[ \t]*(?:private|protected|private_class_method)\b[ (][^\n#]*:{re.escape(name)}(?![\w?!])"
    return re.search(listed, text, re.MULTILINE) is not None


_VISIBLE = {
    "python": _python, "javascript": _ecma, "typescript": _ecma, "tsx": _ecma, "go": _go, "rust": _rust,
    "java": _jvm, "csharp": _jvm, "kotlin": _not_hidden, "scala": _not_hidden, "php": _not_hidden,
    "ruby": _ruby,
}  # fmt: skip


def public_comments(facts: Facts, file: File, side: Side) -> list[tuple[str, int]]:
    """The lines of the doc comments of a library's public definitions on one side, with their numbers."""
    text = facts.sources.text(file.path, side)
    if text is None or not is_library(facts, file):
        return []
    lines = text.split("\n")
    found: list[tuple[str, int]] = []
    for _, contract in _offered(facts, file, side):
        found += _comment(lines, contract.line, file.language)
    root = facts.sources.tree(file.path, side) if file.language in CODE_SCRIPTS and "/**" in text else None
    if root is not None:
        from reviewlint.facts.surface.jsdoc import exported_comments

        found += exported_comments(root)
    said = {line: text for text, line in found}
    return [(said[line], line) for line in sorted(said)]


_ABOVE = regex(r"^\s*(///|//|/\*\*|\*|#(?!\[)|\*/)")
_QUOTES = regex(r'^\s*[rRuU]?("""|\'\'\')')


def _comment(lines: list[str], line: int, language: str) -> list[tuple[str, int]]:
    if language == "python":
        return _docstring(lines, line)
    start = line - 1
    while start > 0 and _ABOVE.match(lines[start - 1]):
        start -= 1
    return [(lines[n].strip(), n + 1) for n in range(start, line - 1)]


def _docstring(lines: list[str], line: int) -> list[tuple[str, int]]:
    """The lines of the docstring that opens the body of the definition at `line`."""
    for start in range(line, min(line + 30, len(lines))):
        quotes = _QUOTES.match(lines[start])
        if quotes:
            end = _closing(lines, start, quotes[1])
            return [(lines[n].strip(), n + 1) for n in range(start, end + 1)]
        if lines[start - 1].rstrip().endswith(":"):
            return []
    return []


def _closing(lines: list[str], start: int, quotes: str) -> int:
    """The index of the line where the string that opens on `start` ends."""
    if lines[start].count(quotes) > 1:
        return start
    return next((n for n in range(start + 1, len(lines)) if quotes in lines[n]), start)
