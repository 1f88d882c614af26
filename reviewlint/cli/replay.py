"""`reviewlint replay`: run the checks over past commits: how often would they fire?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewlint.cli import options
from reviewlint.cli.settings import gather, split
from reviewlint.errors import Exit, UsageError

if TYPE_CHECKING:
    from reviewlint.change.history import History
    from reviewlint.checklist.selection import Selected
    from reviewlint.cli.settings import Settings
    from reviewlint.config import Config
    from reviewlint.config_read import Source
    from reviewlint.replay.tally import Replay

PAGE = f"""Run the checks over past commits: how often would they fire?

  reviewlint replay                         the last 200 commits
  reviewlint replay v1.0..v1.1              those of a range
  reviewlint replay --show tests-exist      which ones it fires on

Options
{
    options.table(
        [
            options.Row("--last N", "how many; 200 without it"),
            options.Row("--by WHAT", "commit, or merge: what merges brought"),
            options.Row("--show CHECK", "the commits it fires on; -v: all"),
            options.Row("--select, --ignore ID", "only these checks; all but these"),
            options.Row("--format NAME", "text, json"),
        ]
    )
}

Everywhere
{options.table(options.GLOBAL)}

A check applies where it passed, failed or asked; it fires where it failed, as
if it blocked. The suggestion is the highest level that people would bear: block
up to a rate of 10 %, off where it nearly always wants something. No rate and no
suggestion below 20 cases. Objects are read, the working tree is not touched.

Exit status: 0 the table is there, 2 the command or the configuration is wrong,
3 history could not be read, 130 interrupted (with the table so far).
"""


class _Replay(options.Command):
    page = PAGE


@click.command("replay", cls=_Replay)
@options.common
@click.argument("range", required=False, default=None, metavar="[RANGE]")
@click.option("--last", type=click.IntRange(1, 100_000), default=200)
@click.option("--by", type=click.Choice(["commit", "merge"]), default="commit")
@click.option("--show", default=None)
@click.option("--select", multiple=True)
@click.option("--ignore", multiple=True)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(outer: Settings, /, **given: Any) -> int:
    """Run the checks over past commits."""
    from reviewlint.change.history import History
    from reviewlint.cli.session import gate

    settings = gather(given, outer)
    history = History(Path(settings.directory or "."), given["by"])
    try:
        with gate(settings) as (config, source):
            replay, whole = _replayed(history, config, source, settings, given)
        _print(replay, given, settings)
    finally:
        history.close()
    return Exit.OPEN if whole else Exit.INTERRUPTED


def _replayed(
    history: History, config: Config, source: Source | None, settings: Settings, given: dict[str, Any]
) -> tuple[Replay, bool]:
    """The replay, and whether it came to its end."""
    from reviewlint.cli.session import fact_settings
    from reviewlint.replay.run import proceed, start

    selected = _selected(config, source, given)
    replay = start(history, selected, given["by"], given["range"], given["last"])
    if not replay.steps:
        raise UsageError("there is no commit to judge: none of them has a parent here")
    with fact_settings(settings, config, source) as facts:
        return replay, _driven(replay, proceed(replay, history, selected, config, facts))


def _selected(config: Config, source: Source | None, given: dict[str, Any]) -> tuple[Selected, ...]:
    """Every check there is, also those that are off: that is what a replay is for."""
    from reviewlint.checklist import selection

    checks = selection.available(config, source)
    only, but = split(given["select"]), split(given["ignore"])
    if given["show"]:
        only = (given["show"],)
    selection.select(config, checks, only=only, but=but)
    wanted = [check for name, check in checks.items() if (not only or name in only) and name not in but]
    return tuple(selection.level_of(config, check) for check in wanted)


def _driven(replay: Replay, steps: Iterable[Any]) -> bool:
    """Whether the replay came to its end, and was not interrupted."""
    from reviewlint.cli.progress import Progress

    with Progress(sys.stderr, "replay", len(replay.steps)) as progress:
        try:
            for step in steps:
                progress.at(replay.done, step.commit[:8])
        except KeyboardInterrupt:
            return False
    return True


def _print(replay: Replay, given: dict[str, Any], settings: Settings) -> None:
    from reviewlint.cli.messages import finished
    from reviewlint.replay import table
    from reviewlint.report.safe import clean
    from reviewlint.report.terminal import look_of

    if given["format_"] == "json":
        from reviewlint.report.json import dump

        sys.stdout.write(dump(table.document(replay)))
        return
    look = look_of(sys.stdout, os.environ, "never")
    show = given["show"]
    rows = table.shown(replay.tallies[show], settings.verbosity > 0) if show else table.lines(replay, look)
    sys.stdout.write("".join(finished(clean(row), look) + "\n" for row in rows))
