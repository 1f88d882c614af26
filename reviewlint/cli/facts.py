"""`reviewlint facts`: what reviewlint sees in the change, without judging it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from reviewlint.cli import options
from reviewlint.cli.settings import gather
from reviewlint.errors import NothingToJudge

if TYPE_CHECKING:
    from reviewlint.cli.settings import Settings

PAGE = f"""What reviewlint sees in the change, without judging it: why did it say that?

  reviewlint facts                       this branch
  reviewlint facts main..topic --format json

Which change                                       also from the variable
{options.table(options.CHANGE)}

Output
{options.table([options.Row("--format NAME", "text, json", "REVIEWLINT_FORMAT")])}

Everywhere
{options.table(options.GLOBAL)}

Exit status: 0 the facts are there, 2 the command or the configuration is wrong,
3 the change could not be read, 130 interrupted.
"""


class _Facts(options.Command):
    page = PAGE


@click.command("facts", cls=_Facts)
@options.common
@options.change
@options.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(outer: Settings, /, **given: Any) -> int:
    """What reviewlint sees in the change, without judging it."""
    from reviewlint.cli import messages
    from reviewlint.cli.session import prefix_of, session, subject_of
    from reviewlint.report import facts as as_text
    from reviewlint.report import json as as_json
    from reviewlint.report import terminal

    settings = gather(given, outer)
    try:
        with session(settings, given) as opened:
            messages.notes(opened.change.notes)
            if given["format_"] == "json":
                sys.stdout.write(as_json.render_facts(opened.facts))
                return 0
            look = terminal.look_of(sys.stdout, os.environ, settings.colour, settings.verbosity)
            report = as_text.report(subject_of(opened.change), look, prefix_of(settings, opened.root))
            terminal.write(sys.stdout, report, as_text.lines(report, opened.facts))
    except NothingToJudge:
        if given["format_"] != "json":
            raise
        sys.stdout.write(as_json.no_facts())
    return 0
