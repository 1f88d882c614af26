"""A name for a finding that survives unrelated edits and line moves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.checklist.model import Finding, Result

_NUMBER = regex(r"\d+")


def fingerprints(result: Result) -> tuple[str, ...]:
    """One fingerprint for each finding of the result, in order.

    It is made of the check, the path and the symbol (or the message without its numbers); equal ones are
    told apart by their order.
    """
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for finding in result.findings:
        key = (finding.path, finding.symbol or _NUMBER.sub("#", finding.message))
        made.append(_digest(result.check, finding, key[1], seen[key]))
        seen[key] += 1
    return tuple(made)


def _digest(check: str, finding: Finding, symbol: str, occurrence: int) -> str:
    from hashlib import sha256

    text = "\0".join((check, finding.path, symbol, str(occurrence)))
    return sha256(text.encode(errors="surrogateescape")).hexdigest()[:16]
