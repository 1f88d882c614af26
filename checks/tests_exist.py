"""Does a test exercise every production unit whose behaviour changed?

Why: a change without a test is one nobody can safely change again.
Looks at: the changed units, and the tests that reach each: in the diff, in the repository, by coverage.
Satisfy: add or extend a test that calls the unit, or reaches it in a few calls, and asserts.
Cannot see: tests in another repository, and calls that only exist at run time. Where tests change here too, or the
code has a test file of its own name, the suite is as large as the code and that is not new (a seventh of it for slight
edits, a tenth in a browser for scripts), code only went or was written anew in another language, only markup or a few
words changed that decide nothing, the same words changed in as many tested places, only a small rest has no test, new
tests reach half of the units, or a small change is said to refactor, it asks a person instead of failing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    counted,
    doubts,
    failed,
    is_plainly_due,
    matches,
    needs_human,
    not_applicable,
    not_evaluated,
    only_adds,
    option,
    passed,
    serves_anew,
)

if TYPE_CHECKING:
    from reviewlint.api import Doubt, Facts, Outcome, TestUse, Unit, Units

STAGES = ("branch", "commit")
_MOST = 5  # signs that are shown
_FRAME = 12  # tokens that a new function needs to be one
_HALF = 50  # percent
_OPEN = {  # what the facts call a change of which taste decides whether it wants a test, and what to ask then
    "branches that went": "code only went from {}: was it dead, or is a test due?",
    "fields that went": "code only went from {}: was it dead, or is a test due?",
    "markup": "only what {} draws changed, and nothing that it does or computes: is a test due?",
    "repaired syntax": "{} could not be read before: is a test due, too?",
}
_PORTED = "ported"  # and what stands in another language of its family than before


class Options:
    """How near a test must come, and what needs none."""

    max_steps: int = option(3, "calls that may lie between a test and the unit")
    max_steps_of_new_tests: int = option(6, "the same, for a test that this change adds or alters")
    bare_percent: int = option(
        20, "percent of the changed code that may stay without a test beside tested code"
    )
    bare_percent_beside_new_tests: int = option(80, "the same, where a test of this change reaches the rest")
    trivial: tuple[str, ...] = option(
        (
            "log lines",
            "metric lines",
            "texts",
            "looks",
            "constants",
            "values",
            "entries",
            "accessors",
            "releases",
            "guards",
            "copies",
            "annotations",
            "code that went",
            "code that coverage leaves out",
            "moved code",
            "one more like others",
            "wiring",
        ),
        "kinds of change nobody asks a test for",
    )
    ask_in_doubt: bool = option(
        True,
        "ask a person where tests change here too, the code has a test file of its own name, the suite is large beside "
        "the code, code only went, or only markup changed",
    )
    slight: int = option(
        24,
        "tokens: an edit of no more, or a function so short, by which nothing is chosen or computed, is asked about, "
        "unless it repairs something, serves a new endpoint or, outside of pages and apps, only adds",
    )
    said_to_refactor: int = option(
        300,
        "tokens: a change of no more is asked about where its title says that it refactors, cleans up or upgrades",
    )
    small_rest: int = option(
        24, "tokens: code of no more is asked about where tests reach the larger part of the change"
    )
    only_if_plainly_due: bool = option(
        False,
        "fail only what serves something new, repairs a fault by a decision, or is new code of some length that "
        "decides, in a suite too thin to hide a test of it; ask a person about the rest",
    )
    ignore: tuple[str, ...] = option((), "path globs of code that needs no test")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails where too much of the changed code is reached by no honest test."""
    here = facts.units_tested_here
    every = (
        here
        if _settled(facts, here, options)
        else facts.units_tested_within(_most(options), options.max_steps)
    )
    changed, units, bare = _asked(facts, every, options)
    evidence = (
        *(_reached(unit, options) for unit in units if unit not in bare),
        *(_not_asked(unit) for unit in changed if unit not in units),
    )
    is_open = options.ask_in_doubt and len(bare) < len(units) and _open(bare)
    if _is_too_much(bare, units, every, options) and not is_open:
        return _without(facts, bare, units, evidence, options)
    unseen = [u for u in every.unseen if u.role == "source"]
    if unseen:
        return not_evaluated(f"{unseen[0].path}: {unseen[0].reason}", (), evidence)
    if not units:
        return not_applicable(_why_not(changed, every))
    beside = tuple(_tolerable(unit, every is not here) for unit in bare)
    return passed(f"a test exercises {_how_many(units, bare)}", (*evidence, *beside))


def _without(
    facts: Facts, bare: list[Unit], units: list[Unit], evidence: tuple[Evidence, ...], options: Options
) -> Outcome:
    """Fails, unless there are signs of a test that was not seen to reach them: then a person knows better."""
    unsure = options.ask_in_doubt and not any(map(_is_broken, bare))
    signs = doubts(facts, bare, units) if unsure else ()
    findings = tuple(_finding(facts, unit, signs) for unit in bare)
    many = f"{len(bare)} of {counted(len(units), 'changed unit')}"
    if unsure and (question := _open(bare)) and not _repairs_by_taking(facts, bare):
        return needs_human(question.format(many), findings, evidence)
    if unsure and _is_ported(bare, options):
        return needs_human(f"{many} were written anew: do they do the same?", findings, evidence)
    if unsure and _is_one_edit(bare, units, options):
        return needs_human(
            f"the same few words changed in {many} as in tested ones: do those do?", findings, evidence
        )
    if unsure and not signs and _is_slight(facts, bare, options):
        return needs_human(f"a few words of {many} changed: is a test due?", findings, evidence)
    if unsure and not signs and _is_said_to_be_the_same(facts, bare, options):
        return needs_human(
            f"it is said to refactor, and {many} read differently: do they do the same?", findings, evidence
        )
    if unsure and _has_new_tests_of_half(units, bare, options):
        return needs_human(
            f"tests of this change reach the others, {many} are left: is one due?", findings, evidence
        )
    if unsure and not signs and _is_small_rest(facts, bare, units, options):
        return needs_human(f"the larger part is tested, {many} are not: is a test due?", findings, evidence)
    if unsure and not signs and options.only_if_plainly_due and not is_plainly_due(facts, bare):
        return needs_human(f"{many} without a test: is one due?", findings, evidence)
    if not signs:
        return failed(f"{many} without a test", findings, evidence)
    seen = tuple(Evidence(f"perhaps here: {sign.message}", sign.path, sign.line) for sign in signs[:_MOST])
    question = f"are {many} tested?" if len(units) > 1 else "is the changed unit tested?"
    return needs_human(f"{question} no test was seen to run what changed", findings, (*seen, *evidence))


def _open(bare: list[Unit]) -> str:
    """What to ask where nothing changed but what may or may not want a test; "" elsewhere."""
    is_open = bool(bare) and all(unit.reason in _OPEN for unit in bare)
    return _OPEN[bare[0].reason] if is_open else ""


def _repairs_by_taking(facts: Facts, bare: list[Unit]) -> bool:
    """Whether a fault is repaired by a choice that went: such code was not dead."""
    return facts.description.bugfix and any(unit.reason == "branches that went" for unit in bare)


def _is_ported(bare: list[Unit], options: Options) -> bool:
    """Whether all but a small part was only written anew in another language."""
    others = [unit for unit in bare if unit.reason not in (*_OPEN, _PORTED)]
    is_ported = any(unit.reason == _PORTED for unit in bare)
    return is_ported and _percent(others, bare) <= options.bare_percent


def _is_one_edit(bare: list[Unit], units: list[Unit], options: Options) -> bool:
    """Whether each got the edit of at least as many units that tests reach, as one argument more at every call."""
    reached = [unit.edit for unit in units if unit.edit and unit not in bare]
    alike = [unit for unit in bare if unit.edit in reached and not unit.decisions]
    others = [unit for unit in bare if unit not in alike]
    made = {unit.edit for unit in alike}
    is_common = 0 < len(alike) <= sum(edit in made for edit in reached)
    return is_common and _percent(others, units) <= options.bare_percent


def _is_slight(facts: Facts, bare: list[Unit], options: Options) -> bool:
    """Whether an edit is too small to tell that it wants a test. What repairs or only adds does, of any size."""
    words = sum(max(unit.size - _FRAME * (unit.change == "added"), 1) for unit in bare)
    if words > options.slight or any(unit.decisions for unit in bare) or only_adds(facts, bare):
        return False
    return not facts.description.bugfix and not facts.endpoints.added


def _is_small_rest(facts: Facts, bare: list[Unit], units: list[Unit], options: Options) -> bool:
    """Whether tests reach the larger part of what changed, and only little is left, which serves nothing new."""
    is_small = sum(unit.size for unit in bare) <= options.small_rest
    return is_small and _percent(bare, units) < _HALF and not facts.endpoints.added


def _has_new_tests_of_half(units: list[Unit], bare: list[Unit], options: Options) -> bool:
    """Whether tests written with the change reach two or more of its units, and no fewer than have none."""
    reached = [unit for unit in units if any(test.how == "in-diff" for test in _near(unit, options))]
    return len(reached) > 1 and len(reached) >= len(bare)


def _is_said_to_be_the_same(facts: Facts, bare: list[Unit], options: Options) -> bool:
    """Whether the author says that nothing behaves differently, of no more code than a person can compare.

    Where all is new, but for pages that use it, there is nothing to compare it with, and a repair behaves differently.
    """
    is_small = sum(unit.size for unit in bare) <= options.said_to_refactor
    stood = any(unit.change != "added" and unit.kind != "template" for unit in facts.changed_units.units)
    does_more = facts.endpoints.added or facts.description.bugfix
    return is_small and stood and facts.is_said_to_refactor and not does_more


def _settled(facts: Facts, every: Units, options: Options) -> bool:
    """Whether the tests of the change that use its units themselves are enough: the repository is not searched then."""
    _, units, bare = _asked(facts, every, options)
    return len(bare) < len(units) and not _is_too_much(bare, units, every, options)


def _asked(facts: Facts, every: Units, options: Options) -> tuple[list[Unit], list[Unit], list[Unit]]:
    """The units that could be tested, those of them that should be, and those of them that are not."""
    roles = {file.path: file.role for file in facts.files}
    changed = [u for u in every.units if _can_be_tested(u, roles.get(u.path, ""), options)]
    units = [unit for unit in changed if not _is_trivial(facts, unit, options)]
    near = [unit for unit in units if _near(unit, options)]
    return changed, units, [unit for unit in units if unit not in near and not _helps(facts, unit, near)]


def _is_trivial(facts: Facts, unit: Unit, options: Options) -> bool:
    """Whether all that changed of a unit is of such kinds, as "entries and texts" is. What went may be an address."""
    is_slight = all(kind in options.trivial for kind in _kinds(unit))
    return is_slight and not (unit.reason == "code that went" and serves_anew(facts, unit))


def _kinds(unit: Unit) -> list[str]:
    return unit.reason.split(" and ")


def _is_too_much(bare: list[Unit], units: list[Unit], every: Units, options: Options) -> bool:
    return any(map(_is_broken, bare)) or _percent(bare, units) > _tolerated(every.units, options)


def _why_not(changed: list[Unit], every: Units) -> str:
    reasons = sorted({kind for unit in changed for kind in _kinds(unit)})
    if reasons:
        return f"only {' and '.join(reasons)} changed"
    outside = any(unit.behaviour and not unit.name for unit in every.units)
    return f"no production code changed its behaviour{', but for what stands outside of functions' * outside}"


def _can_be_tested(unit: Unit, role: str, options: Options) -> bool:
    is_unit = bool(unit.name or unit.tests or unit.is_page) and role == "source"
    return is_unit and unit.behaviour and unit.change != "removed" and not _ignored(unit, options)


def _ignored(unit: Unit, options: Options) -> bool:
    return matches(unit.path, options.ignore)


def _near(unit: Unit, options: Options) -> list[TestUse]:
    """The tests of `unit` that count. One written with the change was meant for it, so it may stand further off."""
    most = {"in-diff": _most(options)}
    return [test for test in unit.tests if test.calls <= most.get(test.how, options.max_steps)]


def _helps(facts: Facts, unit: Unit, near: list[Unit]) -> bool:
    """Whether tests come to `unit` through a changed unit that is near to its tests, as what was cut out of it.

    What is served anew is not: the change bound it to its address there.
    """
    callers = {caller.name.rpartition(".")[2] for caller in near}
    is_called = any(len(t.via) > 2 and t.via[-2].rpartition(".")[2] in callers for t in unit.tests)
    return is_called and not serves_anew(facts, unit)


def _most(options: Options) -> int:
    return max(options.max_steps, options.max_steps_of_new_tests)


def _percent(bare: list[Unit], units: list[Unit]) -> float:
    return 100 * sum(unit.size for unit in bare) / max(sum(unit.size for unit in units), 1)


def _tolerated(every: tuple[Unit, ...], options: Options) -> int:
    """A test written for this change shows what its author held to be the heart of it."""
    written = any(test.how == "in-diff" for unit in every for test in _near(unit, options))
    return options.bare_percent_beside_new_tests if written else options.bare_percent


def _is_broken(unit: Unit) -> bool:
    """Code that fails when it runs, which any test of it would have shown."""
    return unit.reason.endswith("no longer imported")


def _how_many(units: list[Unit], bare: list[Unit]) -> str:
    if bare:
        return f"{len(units) - len(bare)} of {len(units)} changed units"
    return "the changed unit" if len(units) == 1 else f"each of the {len(units)} changed units"


def _finding(facts: Facts, unit: Unit, signs: tuple[Doubt, ...]) -> Finding:
    message = f"no test reaches {unit.kind} {unit.called}{_in_what(unit)}"
    step = _next_step(facts, unit)
    if signs:
        place = f"{signs[0].path}:{signs[0].line}" if signs[0].line else signs[0].path
        step = f"see whether {place} runs it; if not, {step}"
    return Finding(message, unit.path, unit.line, unit.end_line, step, unit.name)


def _in_what(unit: Unit) -> str:
    """What is to be said of the change itself: nothing where it was written or altered like most."""
    if unit.reason.startswith("uses "):
        return f": it {unit.reason}"
    return f" ({unit.reason})" if " " in unit.reason else ""


def _next_step(facts: Facts, unit: Unit) -> str:
    habit = facts.test_habit(unit.path)
    if habit is None:
        return f"add a test that {_running(unit)} and asserts"
    if habit.exists:
        return f"extend {habit.own} with a test that {_running(unit)}"
    beside = " and ".join(path.rpartition("/")[2] for path in habit.beside)
    return f"add {habit.own}, beside {beside}" if beside else f"add {habit.own}"


def _running(unit: Unit) -> str:
    return f"calls {unit.name}" if unit.name else f"requests {unit.called}"


def _reached(unit: Unit, options: Options) -> Evidence:
    test = (_near(unit, options) or unit.tests)[0]
    way = [step for step in test.via if not step.startswith(f"{test.path}:")]
    by = f", by {' -> '.join(way)}" if len(way) > 1 else ""
    kind = "new or changed here" if test.how == "in-diff" else test.how
    return Evidence(f"reaches {unit.name or unit.path}{by} ({kind})", test.path, test.line)


def _not_asked(unit: Unit) -> Evidence:
    return Evidence(f"{unit.called}: not asked, only {unit.reason} changed", unit.path, unit.line)


def _tolerable(unit: Unit, searched: bool) -> Evidence:
    why = "no test" if searched else "not searched for"
    but = "a person may see to it" if unit.reason in _OPEN else "a small part of the change"
    return Evidence(f"{unit.called}: {why}, but {but}", unit.path, unit.line)
