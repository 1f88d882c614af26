"""Does a large or contract-changing diff link a design that weighs alternatives?

Why: a choice nobody wrote down is made again, or defended without its reasons.
Looks at: the production lines, the owners and the contracts touched; documents in the change and linked ones.
Satisfy: link or add a design that names the alternatives, or weigh them in a section of the description.
Cannot see: documents outside the repository; for those a person is asked. What goes as its deprecation announced
is taken for decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    announced,
    documents,
    failed,
    needs_human,
    not_applicable,
    option,
    outside,
    passed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.api import Facts, Outcome

_CONTRACTS = ("endpoint", "public-api", "schema", "event")


class Options:
    """When a design is asked for."""

    lines: int = option(500, "production lines added and removed from which on a change is large")
    owners: int = option(3, "groups of owners from which on a change crosses areas")
    contracts: tuple[str, ...] = option(
        _CONTRACTS, "kinds of contracts whose change or removal needs a design"
    )


def run(facts: Facts, options: Options) -> Outcome:
    """Fails where a design is asked for and none weighs alternatives."""
    reasons = tuple(_reasons(facts, options))
    if not reasons:
        return not_applicable("neither large, nor across areas, nor a change of contracts")
    found = documents(facts, "design")
    if found and not found[0].missing:
        weighed = Evidence(f"weighs alternatives: {found[0].title}", found[0].path, found[0].line)
        return passed("a design weighs alternatives", (weighed, *reasons))
    links = outside(facts, "design")
    if links:
        finding = Finding(f"does {links[0].url} weigh alternatives?", fix="open it", symbol="design")
        return needs_human("read the design", (finding,), reasons)
    if found:
        message = f"{found[0].title} names no alternatives"
        bare = Finding(
            message, found[0].path, found[0].line, fix="say what else was weighed", symbol="design"
        )
        return failed("the design weighs nothing", (bare,), reasons)
    first = reasons[0]
    fix = "link the design, or weigh the alternatives in a section of the description"
    missing = Finding(
        f"no design is linked: {first.message}", first.path, first.line, fix=fix, symbol="design"
    )
    return failed("no design is linked", (missing,), reasons)


def _reasons(facts: Facts, options: Options) -> Iterator[Evidence]:
    lines = facts.size.lines
    if lines >= options.lines:
        yield Evidence(f"{lines} production lines change")
    groups = _groups(facts, options)
    if len(groups) >= options.owners:
        named = "; ".join(sorted(map(", ".join, groups))[:4])
        yield Evidence(f"code of {len(groups)} groups of owners behaves otherwise: {named}")
    decided = announced(facts)
    for one in facts.surface.changed:
        if one.kind in options.contracts and one.change != "added" and one not in decided:
            yield Evidence(f"{one.kind} {one.name} is {one.change}", one.path, one.line)
            return


def _groups(facts: Facts, options: Options) -> set[tuple[str, ...]]:
    """The owners of code that behaves otherwise; what is only renamed or moved in their files needs no design."""
    owned = {file.path: file.owners for file in facts.owners.files if file.owners}
    if len(set(owned.values())) < options.owners:
        return set()
    return {owned[unit.path] for unit in facts.changed_units.units if unit.behaviour and unit.path in owned}
