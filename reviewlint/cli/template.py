"""`reviewlint template`: draft the request's text from the repository's template."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewlint.cli import options
from reviewlint.cli.settings import gather

if TYPE_CHECKING:
    from reviewlint.checklist.model import Checklist
    from reviewlint.cli.session import Session
    from reviewlint.cli.settings import Settings
    from reviewlint.report.draft import Draft

PAGE = f"""Draft the request's text: the repository's template with what the diff proves.

  reviewlint template
  reviewlint template | gh pr create --body-file -

Which change                                       also from the variable
{options.table(options.CHANGE)}

As a hook
{options.table([options.Row("--prepare FILE", "into an empty commit message, as comments")])}

Everywhere
{options.table(options.GLOBAL)}

The draft goes to standard output, remarks on it to standard error. No box is
ever ticked: what it says is for you to say.

Exit status: 0 the draft is there, 2 the command or the configuration is wrong,
3 the change could not be read, 130 interrupted.
"""


class _Template(options.Command):
    page = PAGE


@click.command("template", cls=_Template)
@options.common
@options.change
@click.option("--prepare", default=None, metavar="FILE")
@click.pass_obj
def command(outer: Settings, /, **given: Any) -> int:
    """Draft the request's text from the repository's template."""
    from reviewlint.cli import messages
    from reviewlint.cli.session import session
    from reviewlint.report.draft import draft

    settings = gather(given, outer)
    if given["prepare"]:
        return _prepare(settings, given)
    with session(settings, given) as opened:
        made = draft(opened.facts, _judged(opened).results)
        sys.stdout.write(made.text)
        if settings.verbosity >= 0:
            messages.notes((*opened.change.notes, _remark(opened.facts.template.path, made)))
    return 0


def _prepare(settings: Settings, given: dict[str, Any]) -> int:
    """Put the draft into the message that git is about to show. Whatever goes wrong, the commit goes on."""
    from reviewlint.cli import messages
    from reviewlint.cli.session import session
    from reviewlint.errors import ReviewlintError
    from reviewlint.report.draft import draft
    from reviewlint.setup.message import comment_mark, prepared

    file = Path(settings.directory) / given["prepare"]
    try:
        message = file.read_text("utf-8")
        source = os.environ.get("PRE_COMMIT_COMMIT_MSG_SOURCE", "")
        mark = comment_mark(Path(settings.directory or "."), message)
        if prepared(message, "", source, mark) is None:
            return 0
        with session(settings, given) as opened:
            made = draft(opened.facts, _judged(opened).results)
            text = prepared(message, made.text, source, mark)
        if text is not None:
            file.write_text(text, "utf-8")
    except ReviewlintError as error:
        if error.exit_code:
            messages.notes([f"no draft for this message: {error.what}"])
    except (OSError, UnicodeDecodeError) as error:
        messages.notes([f"no draft for this message: {error}"])
    return 0


def _judged(opened: Session) -> Checklist:
    from reviewlint.checklist import selection
    from reviewlint.checklist.run import run

    checks = selection.available(opened.config, opened.source)
    selected = selection.select(opened.config, checks)
    others = tuple(one for one in selected if one.check.id != "diff-template")
    return run(opened.facts, others, opened.config, tuple(checks))


def _remark(path: str, made: Draft) -> str:
    filled = f"{made.filled} of {made.blanks} blanks filled from the diff"
    first = f"{path}: {filled}" if path else f"no template in this repository, so the bundled one: {filled}"
    if not made.statements:
        return first
    shown = ", ".join(f'"{_short(text)}"' for text in made.statements[:2])
    more = ", …" if len(made.statements) > 2 else ""
    many = f"{len(made.statements)} statement{'s' if len(made.statements) > 1 else ''}"
    return f"{first}\nleft to you: {many} ({shown}{more})"


def _short(text: str) -> str:
    return text if len(text) <= 28 else text[:26].rsplit(" ", 1)[0] + " …"
