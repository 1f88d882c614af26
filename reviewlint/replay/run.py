"""Running the checks over the changes of the past."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewlint.change.history import History, Step
from reviewlint.checklist.run import run
from reviewlint.errors import ChangeError, NothingToJudge
from reviewlint.facts.facts import Facts, FactSettings
from reviewlint.index.memory import Memory
from reviewlint.replay.tally import Replay, Tally

if TYPE_CHECKING:
    from reviewlint.checklist.selection import Selected
    from reviewlint.config import Config

_COLLECT = 20  # changes between collections: a run of one change needs none, so main switches them off


def start(history: History, selected: Sequence[Selected], by: str, range_: str | None, last: int) -> Replay:
    """A replay of nothing yet. Raises what `History.steps` raises."""
    tallies = {one.check.id: Tally(one.check.id, one.level) for one in selected}
    return Replay(history.branch, by, history.steps(range_, last), tallies)


def proceed(
    replay: Replay, history: History, selected: Sequence[Selected], config: Config, settings: FactSettings
) -> Iterator[Step]:
    """Judge the changes one after the other; each is yielded when it is counted.

    Every check is asked as if it blocked: that a failure is only asked about is the level's doing.
    """
    asked = tuple(one._replace(level="block", chosen=True) for one in selected)
    memory = _memory(history, replay.steps) if settings.cache else Memory(None, shared=True)
    known = tuple(replay.tallies)
    try:
        for step in replay.steps:
            _judge(replay, history, step, asked, config, settings, memory, known)
            replay.done += 1
            if replay.done % _COLLECT == 0:
                gc.collect()
            yield step
    finally:
        memory.save()


def _judge(
    replay: Replay,
    history: History,
    step: Step,
    asked: Sequence[Selected],
    config: Config,
    settings: FactSettings,
    memory: Memory,
    known: Sequence[str],
) -> None:
    try:
        change = history.change(step)
    except (NothingToJudge, ChangeError):
        replay.skipped += 1
        return
    facts = Facts(change, settings)
    facts.memory = memory
    checklist = run(facts, asked, config, known)
    replay.count(checklist.results, step, history.title(step))


def _memory(history: History, steps: tuple[Step, ...]) -> Memory:
    from reviewlint.syntax.language import language_of

    ahead = (oid for path, oid in history.blobs(steps) if language_of(path))
    return Memory(Path(history.git_dir) / "reviewlint", dict.fromkeys(ahead), shared=True)
