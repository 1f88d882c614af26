"""The options that commands share, and how help prints them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from reviewlint.record import Record

F = TypeVar("F", bound=Callable[..., Any])


class Row(Record):
    """An option in help: how it is written, what it does."""

    written: str
    help: str
    variable: str = ""


GLOBAL = (
    Row("-C DIR", "run as if started in DIR"),
    Row("--config FILE", "read this configuration", "REVIEWLINT_CONFIG"),
    Row("--color WHEN", "auto, always or never", "REVIEWLINT_COLOR"),
    Row("-q, -v", "only what needs you; everything"),
    Row("--debug", "tracebacks of what broke"),
    Row("-h, --help", "this help; --version: the version"),
)

CHANGE = (
    Row("--base REF", "what it will be merged into", "REVIEWLINT_BASE"),
    Row("--staged", "what is staged", "REVIEWLINT_STAGED"),
    Row("--from-ref, --to-ref", "as pre-commit says it", "REVIEWLINT_FROM_REF"),
    Row("--diff FILE|-", "a patch", "REVIEWLINT_DIFF"),
    Row("--include-untracked", "new files, too", "REVIEWLINT_INCLUDE_UNTRACKED"),
    Row("--description FILE|-", "the request's text", "REVIEWLINT_DESCRIPTION"),
    Row("--message-file FILE", "a commit message", "REVIEWLINT_MESSAGE_FILE"),
    Row("--coverage FILE", "a coverage report", "REVIEWLINT_COVERAGE"),
)


def table(rows: Iterable[Row]) -> str:
    """The rows as help shows them: option, meaning, variable."""
    return "\n".join(
        f"  {row.written:<21} {row.help:<26}{'  ' + row.variable if row.variable else ''}".rstrip()
        for row in rows
    )


def option(*names: str, variable: bool = True, **settings: Any) -> Callable[[F], F]:
    """A Click option that can be given by its REVIEWLINT_* variable as well."""
    if variable:
        long = next(name for name in names if name.startswith("--"))
        settings["envvar"] = "REVIEWLINT_" + long[2:].upper().replace("-", "_")
    return click.option(*names, **settings)


def _help(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(context.get_help(), color=context.color)
        context.exit()


def common(function: F) -> F:
    """The global options, for the group and for every command.

    Click's own option for help would look its text up among translations: a fiftieth of a run that remembers.
    """
    for decorate in (
        click.option("-h", "--help", is_flag=True, is_eager=True, expose_value=False, callback=_help),
        click.option("-C", "directory", default=None, metavar="DIR"),
        option("--config", default=None, metavar="FILE"),
        option("--color", "colour", type=click.Choice(["auto", "always", "never"]), default=None),
        click.option("-v", "--verbose", "verbose", count=True),
        click.option("-q", "--quiet", "quiet", is_flag=True),
        click.option("--debug", is_flag=True),
    ):
        function = decorate(function)
    return function


def change(function: F) -> F:
    """The options that say which change is meant."""
    for decorate in (
        click.argument("range", required=False, default=None, metavar="[RANGE]"),
        option("-b", "--base", default=None),
        option("-s", "--staged", is_flag=True),
        option("--from-ref", default=None),
        option("--to-ref", default=None),
        option("--diff", default=None),
        option("--include-untracked", is_flag=True),
        option("--description", default=None),
        option("--message-file", default=None),
        option("--coverage", multiple=True),
    ):
        function = decorate(function)
    return function


class Command(click.Command):
    """A command whose help is a page of its own: `page` is set by the module."""

    page: str = ""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the page."""
        from reviewlint.cli.paint import coloured, headed

        ctx.color = coloured(sys.stdout)
        formatter.write(headed(self.page, ctx.color))
