"""Does a launch have a QA hand-off and a playbook with the sections filled?

Why: on the day of a launch others test it and answer for it; what only its author knows is not there.
Looks at: flags turned on, new services and endpoint families; documents in the change, in the tree, in the text.
Satisfy: fill in both documents (`config/templates/`) in the change, or link the ones that hold.
Cannot see: documents outside the repository; for those a person is asked. Whether what they say is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    documents,
    failed,
    needs_human,
    not_applicable,
    option,
    outside,
    passed,
    title_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.api import Facts, Launch, Outcome


class Options:
    """What a launch is, and what it needs."""

    documents: tuple[str, ...] = option(("qa-handoff", "playbook"), "documents that a launch needs")
    family: int = option(3, "new endpoints under a new first segment that make a launch")
    kinds: tuple[str, ...] = option(("flag", "service", "endpoints", "said"), "what counts as a launch")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for each document that a launch lacks; asks a person about those outside of the repository."""
    launches = [one for one in facts.launches if _counts(one, options)]
    if not launches:
        return not_applicable("the change launches nothing")
    about = [one.name.rpartition(".")[2] for one in launches if one.kind != "said"]
    answers = [_answer(facts, kind, about, launches[0]) for kind in options.documents]
    findings = tuple(a for a in answers if isinstance(a, Finding) and a.symbol != "outside")
    elsewhere = tuple(a for a in answers if isinstance(a, Finding) and a.symbol == "outside")
    evidence = (*_launched(launches), *(a for a in answers if isinstance(a, Evidence)))
    if findings:
        return failed(f"the launch of {launches[0].name} is not ready", findings + elsewhere, evidence)
    if elsewhere:
        return needs_human("read what stands outside of the repository", elsewhere, evidence)
    return passed(f"the launch of {launches[0].name} is ready", evidence)


def _counts(one: Launch, options: Options) -> bool:
    return one.kind in options.kinds and (one.kind != "endpoints" or one.size >= options.family)


def _launched(launches: list[Launch]) -> Iterator[Evidence]:
    words = {
        "flag": "is turned on",
        "service": "is a new service",
        "endpoints": "are new endpoints",
        "said": "says so",
    }
    yield from (Evidence(f"{one.name} {words[one.kind]}", one.path, one.line) for one in launches[:5])


def _answer(facts: Facts, kind: str, about: list[str], launch: Launch) -> Evidence | Finding:
    title = title_of(kind)
    found = documents(facts, kind, about)
    if found and not found[0].missing:
        return Evidence(f"a {title} with its sections filled: {found[0].title}", found[0].path, found[0].line)
    links = outside(facts, kind)
    if links:
        return Finding(f"is {links[0].url} the {title}, and does it hold?", fix="open it", symbol="outside")
    if found:
        message = f"the {title} does not say {', nor '.join(found[0].missing)}"
        return Finding(message, found[0].path, found[0].line, fix="fill these sections", symbol=kind)
    fix = f"write one from the template {kind}.md, or link it in the description"
    return Finding(f"no {title} for {launch.name}", launch.path, launch.line, launch.line, fix, kind)
