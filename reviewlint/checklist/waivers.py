"""Checks set aside: by a trailer, by the configuration, or by a ticked line of the request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reviewlint.checklist.model import Finding, Result, Waiver
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Description, Trailer
    from reviewlint.config import ConfigWaiver

KEY = "reviewlint-waive"
_SEPARATOR = regex(r"(?<!\s)(?:\s*+:|\s++(?:--|—)\s)\s*+")
_UNTIL = regex(r"(?<![\s,;(])[\s,;(]*+\buntil (\d{4}-\d\d-\d\d)\b[)\s.]*+$")
_WORD = regex(r"[^\W_]{2,}")


class Claim(Record):
    """A waiver as somebody wrote it; `fault` says why it does not count, "" when it does."""

    waiver: Waiver
    fault: str = ""
    from_config: bool = False


class Bounds(Record):
    """What a waiver must keep to. `people`: whose requests may waive a check, by account of the platform.

    `author` opened the request, as the platform says; "" where no platform says anything. `today` is an ISO date.
    """

    unwaivable: frozenset[str]
    people: Mapping[str, tuple[str, ...]]
    author: str
    today: str


def claims(description: Description, configured: Iterable[ConfigWaiver], bounds: Bounds) -> tuple[Claim, ...]:
    """Every waiver anybody wrote, with its fault."""
    trailers = [_from_trailer(t) for t in description.trailers if t.key.lower() == KEY]
    tables = [(_from_config(w), True) for w in configured]
    both = [(waiver, False) for waiver in trailers] + tables
    return tuple(Claim(w, _fault(w, bounds, from_config), from_config) for w, from_config in both)


def apply(result: Result, claimed: Iterable[Claim]) -> Result:
    """The result with the first waiver that holds for it, or with a finding for each that does not."""
    if result.status not in ("failed", "needs-human"):
        return result
    for claim in claimed:
        if claim.waiver.check != result.check:
            continue
        if claim.fault:
            result = result._replace(findings=(*result.findings, _refused(claim)))
        else:
            result = _waived(result, claim.waiver)
            if result.status == "waived":
                return result
    return result


def settle(result: Result, description: Description) -> Result:
    """The result, waived when it is for a person and a ticked line of the request names it and says why."""
    if result.status != "needs-human" or description.source != "request":
        return result
    name = re.compile(rf"(?<![\w-]){re.escape(result.check)}(?![\w-])")
    for task in description.tasks:
        found = name.search(task.text) if task.done else None
        if found is None:
            continue
        reason = (task.text[: found.start()] + " " + task.text[found.end() :]).strip(" \t:.,;`*_-—")
        if len(_WORD.findall(reason)) >= 2:
            waiver = Waiver(result.check, reason, f"request text, line {task.line}")
            return result._replace(status="waived", waiver=waiver)
    return result


def remarks(claimed: Iterable[Claim], results: Iterable[Result], known: Iterable[str]) -> tuple[str, ...]:
    """What to say of waivers that did nothing: of unknown checks, of checks that had nothing to waive."""
    by_id = {result.check: result for result in results}
    ids = tuple(known)
    said = (_remark(claim, by_id.get(claim.waiver.check), ids) for claim in claimed)
    return tuple(remark for remark in said if remark)


def _remark(claim: Claim, result: Result | None, known: tuple[str, ...]) -> str:
    from reviewlint.guess import did_you_mean

    waiver = claim.waiver
    if waiver.check not in known:
        guess = did_you_mean(waiver.check, known).strip()
        return f"waiver in {waiver.source} names no check: {waiver.check or '(nothing)'}. {guess}".rstrip()
    if claim.from_config:
        return f"waiver of {waiver.check} in {waiver.source} {claim.fault}" if claim.fault else ""
    used = result is not None and (result.waiver == waiver or (claim.fault and result.status == "failed"))
    if used:
        return ""
    if claim.fault:
        return f"waiver of {waiver.check} in {waiver.source} {claim.fault}"
    return f"waiver of {waiver.check} in {waiver.source} is not used: there is nothing to waive"


def _waived(result: Result, waiver: Waiver) -> Result:
    left = tuple(f for f in result.findings if not _covers(waiver, f))
    if not left:
        return result._replace(status="waived", waiver=waiver)
    return result._replace(findings=left)


def _covers(waiver: Waiver, finding: Finding) -> bool:
    from reviewlint.globs import globs_of

    return not waiver.paths or globs_of(waiver.paths).match(finding.path)


def _refused(claim: Claim) -> Finding:
    waiver = claim.waiver
    fix = f"write Reviewlint-Waive: {waiver.check}: <why>" if not waiver.reason else ""
    return Finding(f"waived in {waiver.source}, but {claim.fault}", fix=fix, symbol="waiver")


def _from_trailer(trailer: Trailer) -> Waiver:
    check, *rest = _SEPARATOR.split(trailer.value.strip(), maxsplit=1)
    if not rest:  # `Reviewlint-Waive: tests-exist because …`: a name, but no separator and so no reason
        check = check.partition(" ")[0]
    reason = rest[0].strip() if rest else ""
    until = _UNTIL.search(f" {reason}")
    if until:
        reason = f" {reason}"[: until.start()].strip()
    where = "request text" if trailer.source == "request" else f"commit {trailer.source}"
    source = f"{where} by {trailer.author}" if trailer.author else where
    return Waiver(check.strip(" `"), reason, source, until[1] if until else "")


def _from_config(waiver: ConfigWaiver) -> Waiver:
    source = f"{waiver.where}" + (f" by {waiver.owner}" if waiver.owner else "")
    return Waiver(waiver.check, waiver.reason, source, waiver.until, waiver.paths)


def _fault(waiver: Waiver, bounds: Bounds, from_config: bool) -> str:
    if waiver.check in bounds.unwaivable:
        return "this check may not be waived here"
    people = bounds.people.get(waiver.check, ())
    if people and not from_config and bounds.author not in people:
        return f"only requests of {', '.join(people)} may waive it"
    if len(_WORD.findall(waiver.reason)) < 1:
        return "without a reason"
    if waiver.until and waiver.until < bounds.today:
        return f"it expired on {waiver.until}"
    return ""
