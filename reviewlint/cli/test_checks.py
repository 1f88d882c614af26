"""`reviewlint test-checks`: run the cases of checks of your own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewlint.cli import options
from reviewlint.cli.settings import gather
from reviewlint.errors import Exit, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.cli.settings import Settings
    from reviewlint.testing.plugins import Judged, Pair

PAGE = f"""Run the cases of checks of your own.

  reviewlint test-checks                              all in .reviewlint/checks
  reviewlint test-checks .reviewlint/checks/owner.py  one of them

The cases of owner.py stand in owner.toml beside it; each is a small tree, what
changes, and what the check must say. They run in temporary repositories.

This is a test run: it executes the checks as they stand here, in CI those of
the change, with whatever that job may do. Give it no secrets.

Everywhere
{options.table(options.GLOBAL)}

Exit status: 0 every case holds, 1 one does not, 2 there are none, or a file of
them is wrong, 130 interrupted.
"""


class _TestChecks(options.Command):
    page = PAGE


@click.command("test-checks", cls=_TestChecks)
@options.common
@click.argument("path", required=False, default=None, metavar="[PATH]")
@click.pass_obj
def command(outer: Settings, /, path: str | None, **given: Any) -> int:
    """Run the cases of checks of your own."""
    from reviewlint.testing.plugins import judge, pairs

    settings = gather(given, outer)
    found = pairs(_path(settings, path))
    judged = [(pair, tuple(judge(pair))) for pair in found]
    cases = [one for _, rows in judged for one in rows]
    if not cases:
        raise UsageError(
            f"no case was found for {', '.join(pair.id for pair in found)}",
            why=("A check without cases may say anything.",),
            next_step=f"write {found[0].check.with_suffix('.toml').name} beside it; reviewlint new-check shows how",
        )
    broken = sum(bool(case.problems) for case in cases)
    from reviewlint.cli.messages import printed

    printed([*_lines(judged, settings.verbosity), "", _verdict(len(cases), broken)])
    return Exit.FINDINGS if broken else Exit.OPEN


def _path(settings: Settings, path: str | None) -> Path:
    from reviewlint.cli.session import working_tree
    from reviewlint.config import FOLDER

    if path is not None:
        return Path(settings.directory) / path
    folder = working_tree(settings) / FOLDER / "checks"
    here = Path(settings.directory or ".").resolve()
    return folder.relative_to(here) if folder.is_relative_to(here) and not settings.directory else folder


def _lines(judged: list[tuple[Pair, tuple[Judged, ...]]], verbosity: int) -> Iterator[str]:
    for pair, cases in judged:
        if not cases:
            yield f"[-] {pair.id}: no cases"
        for case in cases:
            if case.problems or verbosity >= 0:
                yield f"[{'!' if case.problems else 'x'}] {pair.id}  {case.case} ({case.status})"
            yield from (f"      {problem}" for problem in case.problems)


def _verdict(count: int, broken: int) -> str:
    many = f"{count} case{'' if count == 1 else 's'}"
    return f"{broken} of {many} failed" if broken else f"{many} passed"
