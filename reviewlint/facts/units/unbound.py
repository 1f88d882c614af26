"""Names that a file uses and that one side of it does not import: its code breaks there, or means something else.

Python raises a NameError when such code runs, PHP looks for a class of that name beside the file's own. Compilers
and linkers of the other languages refuse such a file, or know the name as a global.
"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reviewlint.facts.model import File
    from reviewlint.facts.sources import Sources
    from reviewlint.facts.units.side import Part
    from reviewlint.syntax.model import Import, Outline

_LANGUAGES = frozenset(("python", "php"))
_LOST, _FOUND = "is no longer imported", "was not imported before"
_OF_SOMETHING = tuple((word,) for word in (".", "$", "\\", "as", "for", "import"))
_MEMBER_OF = (".", "(", ":", "\\")


def unbound_names(sources: Sources, file: File) -> dict[str, str]:
    """What to say of the names that one side of `file` imports and the other binds nowhere at its top level."""
    if file.language not in _LANGUAGES or file.status == "added":
        return {}
    before, after = sources.outline(file.path, "base"), sources.outline(file.path, "head")
    if before is None or after is None:
        return {}
    lost = _only_in(before, after) if file.language == "python" else frozenset()
    return dict.fromkeys(_only_in(after, before), _FOUND) | dict.fromkeys(lost, _LOST)


def first_used(names: Mapping[str, str], base: Part | None, head: Part | None) -> str:
    """What to say of the first of `names` that the unit uses, on both sides where the change began to import it."""
    if head is None:
        return ""
    for name, said in sorted(names.items()):
        if name not in head.own_text:
            continue
        if _uses(head, name) if said == _LOST else _takes(base, name) and _takes(head, name):
            return f"uses {name}, which {said}"
    return ""


def _only_in(outline: Outline, other: Outline) -> frozenset[str]:
    """The names that `outline` imports at its top level, and `other` binds nowhere."""
    if any(item.name == "*" for item in other.imports):
        return frozenset()
    imported = frozenset(_local(item) for item in outline.imports if item.scope < 0)
    return imported - _bound(other) - frozenset(dir(builtins))


def _uses(part: Part, name: str) -> bool:
    """Whether the unit reads `name` as a name of its file: no attribute, keyword or parameter."""
    return any(following != "=" for following in _after(part, name))


def _takes(part: Part | None, name: str) -> bool:
    """Whether the unit calls `name` or takes a member of it, and has no variable that is called so."""
    if part is None or name not in part.own_text or _is_counted(part, name):
        return False
    followed = list(_after(part, name))
    return "=" not in followed and any(following in _MEMBER_OF for following in followed)


def _after(part: Part, name: str) -> Iterator[str]:
    """The tokens after each place where `name` stands for itself."""
    tokens = (*part.tokens, "", "")
    if name in part.signature[1:] or f"\x02{name}" in tokens:
        return
    for at, token in enumerate(tokens):
        before = tokens[max(at - 2, 0) : at]
        if token == name and before[-1:] not in _OF_SOMETHING and before != ("-", ">"):
            yield tokens[at + 1]


def _is_counted(part: Part, name: str) -> bool:
    """Whether a loop of the unit runs over values that it calls so: `for key, name in rows`."""
    in_head = False
    for token in part.tokens:
        in_head = token == "for" or (in_head and token != "in")
        if in_head and token == name:
            return True
    return False


def _bound(outline: Outline) -> frozenset[str]:
    names = {_local(item) for item in outline.imports}
    names |= {definition.name.rpartition(".")[2] for definition in outline.definitions}
    names |= {assignment.target for assignment in outline.assignments}
    return frozenset(names)


def _local(item: Import) -> str:
    return (item.alias or item.name or item.module).partition(".")[0]
