"""The run: every selected check once, levels and waivers applied, and a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from reviewlint.checklist import waivers
from reviewlint.checklist.model import Checklist, Level, Outcome, Result, Status, Verdict, not_evaluated
from reviewlint.checklist.options import build
from reviewlint.checklist.timebound import MAX_SECONDS, bounded
from reviewlint.errors import ConfigError, ReviewlintError

if TYPE_CHECKING:
    from reviewlint.checklist.remembered import Remembered
    from reviewlint.checklist.selection import Selected
    from reviewlint.config import Config
    from reviewlint.facts.facts import Facts


def run(
    facts: Facts,
    selected: Sequence[Selected],
    config: Config,
    known: Iterable[str],
    extra: tuple[Result, ...] = (),
    crashed: Callable[[BaseException], None] = lambda error: None,
    memory: Remembered | None = None,
) -> Checklist:
    """The checklist of the change. `extra` are results of the gate itself; `crashed` hears of broken checks.

    `memory` knows outcomes of an earlier run over the same change, and learns those of this one. Raises ConfigError
    for options that do not fit; any other exception of a check becomes its result.
    """
    found = {one.check.id: memory and memory.of(one, config) for one in selected}
    options = {one.check.id: _options(config, one) for one in selected if not found[one.check.id]}
    seconds = MAX_SECONDS if config.max_seconds is None else config.max_seconds
    broken: set[str] = set()
    claimed = _claims(facts, config, selected)
    results = [_settled(result, facts, claimed) for result in extra]
    for one in selected:
        outcome = found[one.check.id]
        if not outcome:
            with bounded(seconds):
                outcome = _ask(one, facts, options[one.check.id], broken, crashed)
        if memory:
            memory.keep(one, config, outcome)
        results.append(_settled(_result(one, outcome), facts, claimed))
    notes = waivers.remarks(claimed, results, (*known, *(r.check for r in extra)))
    return Checklist(_verdict(results, broken, config.fail_on), tuple(results), notes)


def _options(config: Config, one: Selected) -> object:
    configured = config.checks.get(one.check.id)
    return build(one.check, configured.options if configured else {})


def _ask(
    one: Selected, facts: Facts, options: object, broken: set[str], crashed: Callable[[BaseException], None]
) -> Outcome:
    try:
        outcome = one.check.run(facts, options)
        if not isinstance(outcome, Outcome):
            raise TypeError(f"run returned {type(outcome).__name__}, not an Outcome")
    except (KeyboardInterrupt, ConfigError):
        raise
    except ReviewlintError as error:  # over a limit, or not to be read: no item of it was looked at
        broken.add(one.check.id)
        return not_evaluated(error.what)
    except BaseException as error:  # a check may be anybody's code, and ast-grep panics as a BaseException
        broken.add(one.check.id)
        crashed(error)
        return not_evaluated(f"the check broke: {_where(error)}")
    return outcome


def _where(error: BaseException) -> str:
    """`KeyError: 'owner' (acme_audit.py:41)`: the innermost place that the traceback knows."""
    text = f"{type(error).__name__}: {str(error)[:200]}".rstrip(": ")
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return text
    name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    return f"{text} ({name}:{trace.tb_lineno})"


def _result(one: Selected, outcome: Outcome) -> Result:
    status: Status = outcome.status
    if status == "failed" and one.level == "ask":
        status = "needs-human"
    return Result(
        one.check.id, one.check.title, status, one.level, outcome.summary, outcome.findings, outcome.evidence
    )


def _claims(facts: Facts, config: Config, selected: Iterable[Selected]) -> tuple[waivers.Claim, ...]:
    description = facts.text
    written = any(trailer.key.lower() == waivers.KEY for trailer in description.trailers)
    if not written and not config.waivers:
        return ()
    from datetime import date

    event = facts.change.event
    bounds = waivers.Bounds(
        frozenset(one.check.id for one in selected if not one.waivable),
        {one.check.id: one.waivable_by for one in selected if one.waivable_by},
        event.author if event else "",
        date.today().isoformat(),
    )
    return waivers.claims(description, config.waivers, bounds)


def _settled(result: Result, facts: Facts, claimed: tuple[waivers.Claim, ...]) -> Result:
    if result.status not in ("failed", "needs-human"):
        return result
    return waivers.settle(waivers.apply(result, claimed), facts.text)


def _verdict(results: Iterable[Result], broken: set[str], fail_on: str) -> Verdict:
    """A failure stands whatever else could not be looked at; after that, not having looked is no pass.

    Whatever the level of a check that had to give up; one that could not read some file counts where it blocks.
    """
    seen = [(result.status, result.level, result.check) for result in results]
    closing: tuple[Status, ...] = ("failed", "needs-human") if fail_on == "ask" else ("failed",)
    blocking: Level = "block"
    if any(status in closing for status, _, _ in seen):
        return "failed"
    if broken or any(status == "not-evaluated" and level == blocking for status, level, _ in seen):
        return "not-evaluated"
    return "passed"
