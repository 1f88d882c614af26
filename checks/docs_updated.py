"""Did the documentation follow the public surface?

Why: what is not written down is asked for, guessed, or used wrongly by the next team.
Looks at: contracts added, changed or removed; pages, samples, API descriptions and help texts that name them.
Satisfy: name the new thing where its neighbours are described, or say in the changelog what changed.
Cannot see: pages outside the repository, and whether what is written is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    counted,
    failed,
    matches,
    not_applicable,
    not_evaluated,
    option,
    page_beside,
    pages_about,
    passed,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.api import Contract, Facts, Outcome

_KINDS = ("endpoint", "command", "flag", "option", "environment-variable", "public-api")


class Options:
    """What must be documented."""

    kinds: tuple[str, ...] = option(_KINDS, "kinds of contracts that must be documented")
    ignore: tuple[str, ...] = option((), "path globs of code whose contracts need no page")
    in_diff: bool = option(False, "a page that names it already is not enough: one must change with it")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for every contract that no documentation tells of, and for pages that tell of what is gone."""
    asked = _once(one for one in facts.surface.changed if _asked(one, options))
    unseen = facts.surface.unseen
    if not asked:
        if unseen:
            return not_evaluated(f"{unseen[0].path}: {unseen[0].reason}")
        return not_applicable("the change alters nothing that others see")
    answers = {one: _answer(facts, one, options) for one in asked}
    findings = tuple(a for a in answers.values() if isinstance(a, Finding))
    evidence = tuple(dict.fromkeys(a for a in answers.values() if isinstance(a, Evidence)))
    if findings:
        summary = f"{len(findings)} of {counted(len(asked), 'contract')} without documentation that follows"
        return failed(summary, findings, evidence)
    return passed(f"the documentation follows {counted(len(asked), 'contract')}", evidence)


def _once(found: Iterable[Contract]) -> list[Contract]:
    """The contracts, a route once whatever its methods are."""
    first: dict[tuple[str, ...], Contract] = {}
    for one in found:
        first.setdefault((one.kind, one.name.rpartition(" ")[2], one.change, one.path), one)
    return list(first.values())


def _asked(one: Contract, options: Options) -> bool:
    return one.kind in options.kinds and not matches(one.path, options.ignore)


def _answer(facts: Facts, one: Contract, options: Options) -> Evidence | Finding:
    what = f"{one.kind} {one.name}"
    doc = told(facts, one)
    if doc is not None:
        return Evidence(f"tells of {what}", doc.path, doc.line)
    pages = () if options.in_diff else pages_about(facts, one)
    if one.change == "removed":
        if pages:
            message = f"{what} is gone, and {pages[0].path}:{pages[0].line} still tells of it"
            fix = "take it out, or say since when"
            return Finding(message, pages[0].path, pages[0].line, pages[0].line, fix, what)
        return Evidence(f"no page tells of {what}, which is gone")
    if pages and one.change == "added":
        return Evidence(f"tells of {what} already", pages[0].path, pages[0].line)
    message = f"no documentation tells of the {one.change} {what}"
    return Finding(message, one.path, one.line, one.line, _fix(facts), what)


def _fix(facts: Facts) -> str:
    page = page_beside(facts)
    return f"describe it in {page}" if page else "describe it where its neighbours are"
