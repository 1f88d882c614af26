"""The facts for people: `+` added, `~` changed, `-` removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reviewlint.checklist.model import Checklist, Evidence
from reviewlint.report.layout import place, plain
from reviewlint.report.model import Line, Look, Report, Span, Subject
from reviewlint.report.safe import clean
from reviewlint.report.text import head

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit

_SIGN = {"added": "+", "modified": "~", "removed": "-"}


def report(subject: Subject, look: Look, prefix: str) -> Report:
    """An empty report that carries where it goes and what was compared."""
    return Report(Checklist("passed", ()), subject, look, prefix)


def lines(report: Report, facts: Facts) -> Iterator[Line]:
    """Every fact on a line of its own; what is not there is said, too."""
    yield from head(report)
    roles = Counter(file.role for file in facts.files)
    yield plain("files       " + (", ".join(f"{role} {n}" for role, n in roles.most_common()) or "none"))
    yield from _units(report, facts)
    yield from _sides(report, "endpoint", facts.endpoints)
    yield from _sides(report, "job", facts.jobs)
    yield from _sides(report, "signal", facts.telemetry)
    yield from _sides(report, "package", facts.dependencies)
    yield from _surface(report, facts)
    owners = dict.fromkeys(owner for file in facts.owners.files for owner in file.owners)
    yield from _listed("owners", owners)
    yield from _listings(report, facts)
    yield from _sides(report, "suppression", facts.suppressions)
    yield from _sides(report, "leftover", facts.leftovers)
    yield from _sides(report, "duplicate", facts.duplicates)
    yield from _text(facts)
    unseen = [
        *facts.units.unseen,
        *facts.endpoints.unseen,
        *facts.alerts.unseen,
        *facts.jobs.unseen,
        *facts.resilience.unseen,
        *facts.test_changes.unseen,
        *facts.telemetry.unseen,
        *facts.dependencies.unseen,
        *facts.suppressions.unseen,
        *facts.surface.unseen,
        *facts.leftovers.unseen,
        *facts.duplicates.unseen,
    ]
    for one in dict.fromkeys(unseen):
        yield _row(report, "not read", " ", Evidence(one.reason, one.path))


def _units(report: Report, facts: Facts) -> Iterator[Line]:
    units = facts.units.units
    behaviour = [unit for unit in units if unit.behaviour]
    shown = units if report.look.verbosity > 0 else behaviour
    for unit in shown:
        yield _row(report, "unit", _SIGN[unit.change], Evidence(_unit(unit), unit.path, unit.line))
        for use in unit.tests if report.look.verbosity > 0 else unit.tests[:1]:
            how = f"{use.how}, {use.steps} step{'' if use.steps == 1 else 's'}"
            yield _row(report, "", " ", Evidence(f"tests it ({how})", use.path, use.line))
    if len(units) > len(shown):
        yield plain(f"unit        {len(units) - len(shown)} without a change of behaviour (-v shows them)")
    if not units:
        yield plain("unit        none")


def _unit(unit: Unit) -> str:
    name = f"{unit.kind} {unit.name}".strip() or "the rest of the file"
    if not unit.behaviour:
        return f"{name}: same behaviour ({unit.reason})" if unit.reason else f"{name}: same behaviour"
    return name if unit.tests or unit.change == "removed" else f"{name}: no test found"


def _sides(report: Report, label: str, fact: object) -> Iterator[Line]:
    added, removed = getattr(fact, "added", ()), getattr(fact, "removed", ())
    yield from (_row(report, label, "+", _evidence(item)) for item in added)
    yield from (_row(report, label, "~", _evidence(item)) for item in getattr(fact, "changed", ()))
    yield from (_row(report, label, "-", _evidence(item)) for item in removed)
    if not added and not removed:
        yield plain(f"{label:<11} none added, none removed")


def _evidence(item: object) -> Evidence:
    from reviewlint.facts.dependencies.model import Dependency
    from reviewlint.facts.duplicates.model import Duplicate
    from reviewlint.facts.jobs.model import Job
    from reviewlint.facts.leftovers.model import Leftover
    from reviewlint.facts.model import Endpoint, Signal
    from reviewlint.facts.suppressions.model import Suppression

    if isinstance(item, Dependency):
        return Evidence(f"{item.name} {item.version}".strip() + f"  ({item.scope})", item.path, item.line)
    if isinstance(item, Job):
        return Evidence(f"{item.kind} {item.name}  ({item.framework})", item.path, item.line)
    if isinstance(item, Duplicate):
        return Evidence(
            f"as {item.other_path}:{item.other_line} ({item.tokens} tokens)", item.path, item.line
        )
    if isinstance(item, Leftover):
        return Evidence(item.kind, item.path, item.line)
    if isinstance(item, Suppression):
        why = f": {item.reason}" if item.reason else ", without a reason"
        return Evidence(f"{item.tool} {item.rule}".strip() + why, item.path, item.line)
    if isinstance(item, Endpoint):
        return Evidence(f"{item.method} {item.route}  ({item.framework})", item.path, item.line)
    assert isinstance(item, Signal)  # noqa: S101  narrows the type: there are only four kinds of facts here
    return Evidence(f"{item.kind} {item.name}" + (f"  ({item.ecosystem})" if item.ecosystem else ""),
                    item.path, item.line)  # fmt: skip


def _surface(report: Report, facts: Facts) -> Iterator[Line]:
    signs = {"added": "+", "changed": "~", "removed": "-"}
    for one in facts.surface.changed:
        yield _row(
            report, "contract", signs[one.change], Evidence(f"{one.kind} {one.name}", one.path, one.line)
        )
    if not facts.surface.changed:
        yield plain("contract    none added, changed or removed")
    for doc in facts.docs.changed:
        yield _row(report, "docs", "~", Evidence("", doc.path, doc.line))


def _listings(report: Report, facts: Facts) -> Iterator[Line]:
    """Facts of which most changes have none, told only where there is one."""
    for weak in facts.resilience.added:
        yield _row(report, "weak", "+", Evidence(f"{weak.kind}: {weak.source}", weak.path, weak.line))
    for test in facts.test_changes.weakened:
        yield _row(report, "test", "!", Evidence(f"{test.kind}: {test.name}", test.path, test.line))


def _text(facts: Facts) -> Iterator[Line]:
    said = facts.description
    title = clean(said.title) or "none"
    yield plain(f"text        {title}" + ("  (repairs something)" if said.bugfix else ""))
    yield from _listed("sections", said.sections)


def _listed(label: str, words: Iterable[str]) -> Iterator[Line]:
    joined = ", ".join(clean(word) for word in words)
    if joined:
        yield plain(f"{label:<11} {joined}")


def _row(report: Report, label: str, sign: str, item: Evidence) -> Line:
    return (Span(f"{label:<9} {sign} "), Span(place(report, item), "path"), Span(f"  {clean(item.message)}"))
