"""`reviewlint new-check`: start a check of your own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewlint.cli import options
from reviewlint.cli.settings import gather

if TYPE_CHECKING:
    from reviewlint.cli.settings import Settings

PAGE = f"""Start a check of your own: a file that runs as it is, and its cases.

  reviewlint new-check owner-named
  reviewlint test-checks                 run the cases
  reviewlint check --select owner-named  ask it of this branch

It writes .reviewlint/checks/owner_named.py and owner_named.toml beside it, and
never over a file that is there.

Everywhere
{options.table(options.GLOBAL)}

Exit status: 0 written, 2 a check of that name exists, or it is no name,
130 interrupted.
"""


class _NewCheck(options.Command):
    page = PAGE


@click.command("new-check", cls=_NewCheck)
@options.common
@click.argument("name", metavar="ID")
@click.pass_obj
def command(outer: Settings, /, name: str, **given: Any) -> int:
    """Start a check of your own."""
    from reviewlint.checklist import selection
    from reviewlint.cli import messages
    from reviewlint.cli.session import local_config, working_tree
    from reviewlint.config import WorkTree
    from reviewlint.setup.newcheck import write_check

    settings = gather(given, outer)
    root = working_tree(settings)
    config = local_config(settings)
    written = write_check(root, name, selection.available(config, WorkTree(root)))
    sys.stdout.write(_said(name, *written))
    if config.select and name not in config.select:
        messages.notes([f'{config.select_from}: "select" names the checks that run here; add "{name}"'])
    messages.notes(
        [
            "it blocks until [reviewlint.checks] gives it another level; CI runs a repository's checks "
            "from the base branch, so a request cannot change its own judge"
        ]
    )
    return 0


def _said(name: str, check: str, cases: str, count: int) -> str:
    column = len(cases)
    return (
        f"Wrote  {check:<{column}}  the check; it runs as it is\n"
        f"       {cases:<{column}}  {count} cases\n\n"
        "Next\n"
        f"  reviewlint test-checks {Path(cases).as_posix()}\n"
        f"  reviewlint check --select {name}\n"
        f"  reviewlint replay --select {name}     how often would it fire?\n"
    )
