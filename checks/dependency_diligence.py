"""Is every new dependency justified, and is nothing taken or written that is there already?

Why: a package is code that nobody here reads, updates for ever, and a licence to keep to.
Looks at: the manifests before and after; the description; packages that do the same job; new helper functions.
Satisfy: say in the description why the package is needed, what else was looked at, and its licence.
Cannot see: what a package is worth, whether its licence fits, and jobs that its data does not list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    failed,
    grounds,
    named,
    names_it,
    needs_human,
    not_applicable,
    not_evaluated,
    option,
    passed,
)

if TYPE_CHECKING:
    from reviewlint.api import Dependency, Facts, Handmade, Outcome, Rival

STAGES = ("branch", "message")


class Options:
    """What must be said, and of which packages."""

    ask_for: tuple[str, ...] = option(("why",), "what the description must say: why, alternatives, licence")
    dev: bool = option(False, "packages for development and tests need a reason too")
    ignore: tuple[str, ...] = option((), "globs of package names that need no reason")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for packages without a reason and for second ones of a kind; a person looks at hand-made helpers."""
    added = [one for one in facts.dependencies.added if _asked(one, options)]
    unread = facts.dependencies.unseen
    bare = {one: missing for one in added if (missing := _missing(facts, one, options))}
    rivals = [r for r in facts.diligence.rivals if r.dependency in added and not _weighed(facts, r)]
    findings = (*(_unexplained(*row) for row in bare.items()), *map(_second, rivals))
    evidence = tuple(Evidence(f"{d.name}: said why", d.path, d.line) for d in added if d not in bare)
    handmade = tuple(map(_written, facts.diligence.handmade))
    if findings:
        return failed(f"{len(findings)} open of {_count(added)}", (*findings, *handmade), evidence)
    if unread:
        return not_evaluated(f"{unread[0].path}: {unread[0].reason}", handmade, evidence)
    if handmade:
        return needs_human("a package at hand offers what is written here", handmade, evidence)
    if not added:
        return not_applicable("no manifest asks for a new package")
    return passed(f"{_count(added)}, with reasons", evidence)


def _count(added: list[Dependency]) -> str:
    return f"{len(added)} new dependenc{'y' if len(added) == 1 else 'ies'}"


def _asked(one: Dependency, options: Options) -> bool:
    ignored = named(one.name, options.ignore)
    return (options.dev or one.scope == "runtime") and not ignored


def _missing(facts: Facts, one: Dependency, options: Options) -> list[str]:
    said = grounds(facts.text, one)
    return [ground for ground in options.ask_for if ground not in said]


def _weighed(facts: Facts, rival: Rival) -> bool:
    """Whether the description speaks of both packages."""
    text = f"{facts.text.title}\n{facts.text.body}"
    return names_it(text, rival.present) and names_it(text, rival.dependency)


_ASKS = {"why": "why it is needed", "alternatives": "what else was looked at", "licence": "its licence"}


def _unexplained(one: Dependency, missing: list[str]) -> Finding:
    what = ", ".join(_ASKS.get(ground, ground) for ground in missing)
    message = f"{one.name} is new, and the description does not say {what}"
    return Finding(
        message, one.path, one.line, one.line, f"name {one.name} in the description: {what}", one.name
    )


def _second(rival: Rival) -> Finding:
    one, old = rival.dependency, rival.present
    message = f"{one.name} is a second package for {rival.job}, beside {old.name} in {old.path}"
    fix = f"use {old.name}, or say in the description why both are needed"
    return Finding(message, one.path, one.line, one.line, fix, f"{one.name} {old.name}")


def _written(made: Handmade) -> Finding:
    message = f"{made.name} is written by hand; {made.package.name} is at hand and offers it: {made.helper}"
    fix = f"call {made.package.name}, or say in the description why not"
    return Finding(message, made.path, made.line, made.end_line, fix, made.name)
