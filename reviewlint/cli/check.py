"""`reviewlint check`: judge a change and print the checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reviewlint.cli import options
from reviewlint.cli.settings import gather
from reviewlint.report import FORMATS

if TYPE_CHECKING:
    from reviewlint.cli.settings import Settings

_ROWS = (
    options.Row("--format NAME", "on standard output", "REVIEWLINT_FORMAT"),
    options.Row("--report NAME=FILE", "a report into a file, too", "REVIEWLINT_REPORT"),
    options.Row("--select ID", "only these checks", "REVIEWLINT_SELECT"),
    options.Row("--ignore ID", "all but these", "REVIEWLINT_IGNORE"),
    options.Row("--fail-on ask", "questions close it, too", "REVIEWLINT_FAIL_ON"),
    options.Row("--exit-zero", "0 instead of 1", "REVIEWLINT_EXIT_ZERO"),
)

PAGE = f"""Judge a change and print the checklist.

  reviewlint check                       this branch, to what is in your files
  reviewlint check main..topic           between two commits
  reviewlint check --staged              what you are about to commit
  git diff a b | reviewlint check --diff -

Which change                                       also from the variable
{options.table(options.CHANGE)}

What is asked, and what is written
{options.table(_ROWS)}
  formats: {", ".join(FORMATS[:6])},
           {", ".join(FORMATS[6:])}

Everywhere
{options.table(options.GLOBAL)}

Exit status: 0 the gate is open, 1 findings close it, 2 the command or the
configuration is wrong, 3 the change could not be evaluated, 130 interrupted.
A failure that was found is 1, whatever else could not be evaluated.
"""


class _Check(options.Command):
    page = PAGE


@click.command("check", cls=_Check)
@options.common
@options.change
@options.option("--format", "format_", type=click.Choice(FORMATS), default=None)
@options.option("--report", "reports", multiple=True)
@options.option("--select", multiple=True)
@options.option("--ignore", multiple=True)
@options.option("--fail-on", type=click.Choice(["failed", "ask"]), default=None)
@options.option("-e", "--exit-zero", is_flag=True)
@click.pass_obj
def command(outer: Settings, /, **given: Any) -> int:
    """Judge a change and print the checklist."""
    from reviewlint.cli.judge import judge

    return judge(gather(given, outer), given)
