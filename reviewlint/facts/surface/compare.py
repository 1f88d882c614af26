"""Two sides of contracts compared: what moved, or is used once more, is not new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reviewlint.facts.surface.model import Contract

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

_OWN = frozenset(
    ("endpoint", "flag", "command", "parameter", "field", "page", "schema")
)  # the same name is another thing elsewhere
_AGAIN = _OWN - {"parameter", "field"}  # twice in a file is two of it; those are read or given once more
_MOST_LOOKS = 60  # files read to see whether a name was known before


def compared(facts: Facts, head: list[Contract], base: list[Contract]) -> list[Contract]:
    """The contracts that only one side has and that the rest of the repository does not know either."""
    added = _beyond(head, base)
    removed = [contract._replace(change="removed") for contract in _beyond(base, head)]
    gone = [
        contract for contract in removed if contract.kind in _OWN or not _still_read(facts, contract.name)
    ]
    return [c for c in (*added, *gone) if c.kind in _OWN or not _known(facts, c.name)]


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
