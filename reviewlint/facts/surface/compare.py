"""Two sides of contracts compared: what moved, or is used once more, is not new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.surface.model import Contract
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

_OWN = frozenset(
    ("endpoint", "flag", "command", "parameter", "field", "page", "schema", "public-api")
)  # the same name is another thing elsewhere
_AGAIN = _OWN - {"parameter", "field"}  # twice in a file is two of it; those are read or given once more
_VALUED = frozenset(("option", "flag", "environment-variable", "setting", "schema", "field", "parameter"))
_OF_RELEASE = regex(
    r"(?i)(version|tag|image|digest|sha\d*|revision|commit|date|copyright|checksum|url|build|license)s?\Z|\bimage\b"
)
_MOST_LOOKS = 60  # files read to see whether a name was known before


def compared(facts: Facts, head: list[Contract], base: list[Contract]) -> list[Contract]:
    """The contracts that only one side has and that the rest of the repository does not know either."""
    added = _beyond(head, base)
    removed = [contract._replace(change="removed") for contract in _beyond(base, head)]
    added, removed = _without_renamed(added, removed)
    gone = [
        contract for contract in removed if contract.kind in _OWN or not _still_read(facts, contract.name)
    ]
    found = [c for c in (*added, *gone) if c.kind in _OWN or not _known(facts, c.name)]
    return [*found, *_revalued(head, base)]


def _without_renamed(added: list[Contract], removed: list[Contract]) -> tuple[list[Contract], list[Contract]]:
    """Without the parameters whose method was renamed in its class: what answers is told by its endpoint."""
    fresh, gone = (Counter(map(_within_class, these)) for these in (added, removed))
    same = {key for key in fresh if key and fresh[key] == gone[key]}
    left = ([one for one in these if _within_class(one) not in same] for these in (added, removed))
    return next(left), next(left)


def _within_class(contract: Contract) -> tuple[str, str] | None:
    """(class, parameter) of a parameter of a method; None for all else."""
    parts = contract.name.split(".")
    return (parts[-3], parts[-1]) if contract.kind == "parameter" and len(parts) > 2 else None


def _revalued(head: list[Contract], base: list[Contract]) -> Iterator[Contract]:
    """What both sides have once in a file and each with another value: who left it alone gets the other now."""
    before, after = _once(base), _once(head)
    for key, contract in after.items():
        old = before.get(key)
        if old is None or contract is None or not old.value or not contract.value:
            continue
        if _bare(old.value) != _bare(contract.value) and not _OF_RELEASE.search(contract.name):
            yield contract._replace(change="changed")


def _once(contracts: list[Contract]) -> dict[tuple[str, ...], Contract | None]:
    found: dict[tuple[str, ...], Contract | None] = {}
    for one in contracts:
        if one.kind in _VALUED:
            key = (*_key(one), one.path)
            found[key] = None if key in found else one
    return found


def _bare(value: str) -> str:
    return re.sub(r"[\s\"'`,;]", "", value)


def _still_read(facts: Facts, name: str) -> bool:
    """Whether a changed source file still holds the name as a whole string: the same by another way."""
    quoted = re.compile(rf"[\"'`]{re.escape(name.rpartition('.')[2])}[\"'`]")
    paths = (file.path for file in facts.files if file.role == "source" and file.status != "removed")
    return any(quoted.search(facts.sources.text(path, "head") or "") for path in paths)


def _beyond(these: Iterable[Contract], those: Iterable[Contract]) -> list[Contract]:
    left = Counter(_key(contract) for contract in those)
    seen: set[tuple[str, ...]] = set()
    found = []
    for contract in these:
        key, own = _key(contract), contract.kind in _OWN
        once = (*key, contract.path) if own else key
        if left[key] > 0:
            left[key] -= contract.kind in _AGAIN
        elif once not in seen:
            seen.add(once)
            found.append(contract)
    return found


def _key(contract: Contract) -> tuple[str, str]:
    return contract.kind, contract.name


def _known(facts: Facts, name: str) -> bool:
    """Whether a source file that the change does not touch has the name as a whole string or variable."""
    if not facts.change.head and not facts.change.base:
        return False
    touched = {file.path for file in facts.files}
    last = name.rpartition(".")[2] if name.isupper() else name
    whole = re.compile(rf"(?:(?<![\w.-])|(?<=\benv\.)){re.escape(last)}(?![\w-])")
    quoted = re.compile(rf"[\"'`:]{re.escape(last)}\b")
    shape = whole if last.isupper() else quoted
    found = [path for path in facts.index.mentioning([last]) if path not in touched]
    return any(shape.search(facts.index.text(path) or "") for path in sorted(found)[:_MOST_LOOKS])
