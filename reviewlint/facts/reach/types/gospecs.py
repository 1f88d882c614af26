"""How a type of Go is written: its fields, the methods that an interface asks for, and what it embeds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from reviewlint.enclosed import closing
from reviewlint.facts.reach.types.generic import arguments
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import CodeFile

_HEAD = regex(r"\w+\s*(?:\[[^{}\n]*\]\s*)?(interface|struct)\s*\{")
_OF_ANOTHER = regex(r"\w+\s+\w+\.\w+\s*$|\w+\s+[A-Za-z_]\w*\s*$")
_BASIC = regex(r"\s(?:u?int(?:8|16|32|64|ptr)?|float(?:32|64)|string|bool|byte|rune|uintptr|error)\s*$")
_COMMENT = regex(r"//[^\n]*|/\*[\s\S]*?\*/|`[^`\n]*`|\"(?:[^\"\\\n]|\\.)*\"")
_METHOD = regex(r"(\w+)\s*\(")
_EMBEDDED = regex(r"(\*?(?:\w+\.)?\w+)(?:\[[^\n]*\])?")
_FIELD = regex(r"((?:\w+\s*,\s*)*\w+)\s+(\S.*)")

Kind = Literal["interface", "struct", "plain", "other"]


class Spec(Record):
    """A type as its file writes it; `members`: the source of the type of each field, of each method's result.

    "plain": of a basic type, a function, a list or the like; "other": of another type by its name.
    """

    file: CodeFile
    kind: Kind
    members: dict[str, str]
    embedded: tuple[str, ...]


@lru_cache(maxsize=1 << 12)
def spec_of(file: CodeFile, name: str) -> Spec | None:
    """How `file` writes the type of that name; None where it does not."""
    found = [d for d in file.classes.get(name, ()) if d.name == name]
    if not found:
        return None
    text = _COMMENT.sub("", file.text[found[0].start : found[0].end])
    head = _HEAD.match(text)
    if head is None:
        other = _OF_ANOTHER.match(text) and not _BASIC.search(text)
        return Spec(file, "other" if other else "plain", {}, ())
    kind: Kind = "interface" if head[1] == "interface" else "struct"
    body = text[head.end() : closing(text, head.end() - 1)]
    members: dict[str, str] = {}
    embedded = []
    for entry in _entries(body):
        if (whole := _EMBEDDED.fullmatch(entry)) is not None:
            embedded.append(whole[1])
        elif kind == "interface" and (method := _METHOD.match(entry)) is not None:
            members[method[1]] = entry[closing(entry, method.end() - 1) + 1 :].strip()
        elif kind == "struct" and (field := _FIELD.fullmatch(entry)) is not None:
            members |= dict.fromkeys((part.strip() for part in field[1].split(",")), field[2].strip())
    return Spec(file, kind, members, tuple(embedded))


def first_result(returns: str) -> str:
    """The type of the first result of a function, of the source of all of them: `(repo *Repo, err error)`."""
    source = returns.strip()
    return next(arguments(source, 0), "").rpartition(" ")[2] if source[:1] == "(" else source


def _entries(body: str) -> Iterator[str]:
    """The entries of a type's body; one may take several lines."""
    entry, depth = "", 0
    for line in body.replace(";", "\n").split("\n"):
        entry = f"{entry} {line.strip()}".strip()
        depth += sum((sign in "([{") - (sign in ")]}") for sign in line)
        if depth <= 0 and entry:
            yield entry
            entry, depth = "", 0
