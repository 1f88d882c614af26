"""The command group: commands are known by name and imported when called; help shows examples first."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from reviewlint import __version__
from reviewlint.cli.options import GLOBAL, common, table
from reviewlint.cli.paint import coloured, headed
from reviewlint.cli.settings import Settings, gather

COMMANDS = {
    "check": "judge a change and print the checklist",
    "explain": "say what a check wants, why, and how to satisfy it",
    "list": "the checks, their levels and where those come from",
    "facts": "what reviewlint sees in the change, without judging it",
    "template": "draft the request's text from the repository's template",
    "replay": "run the checks over past commits: how often would they fire?",
    "init": "write what this repository needs: configuration, hook, CI job",
    "new-check": "start a check of your own",
    "test-checks": "run the cases of your own checks",
    "completion": "what bash, zsh or fish needs to complete commands",
}
_ALIASES = {"rule": "explain"}
_HELP = """A code review checklist for your Git branch.

  reviewlint check                  this branch, before you push
  reviewlint check --staged         what you are about to commit
  reviewlint check --base v2.1      against another base
  git diff a b | reviewlint check --diff -

Commands
{commands}

Options
{options}

Exit status
  0 the gate is open     1 findings close it     2 the command or the
  configuration is wrong     3 the change could not be evaluated
  130 interrupted
"""


class Commands(click.Group):
    """The group: looks a command's module up when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name; None when there is none."""
        name = _ALIASES.get(name, name)
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"reviewlint.cli.{name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. Raises UsageError with a guess."""
        if args and self.get_command(ctx, args[0]) is None:
            from reviewlint.cli.usage import no_command

            raise no_command(args[0], tuple(COMMANDS))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples first, exit codes last, on one screen."""
        commands = "\n".join(f"  {name:<12} {text}" for name, text in COMMANDS.items())
        ctx.color = coloured(sys.stdout)
        formatter.write(headed(_HELP.format(commands=commands, options=table(GLOBAL)), ctx.color))


@click.group(
    cls=Commands,
    invoke_without_command=True,
)
@common
@click.option("-V", "--version", is_flag=True)
@click.pass_context
def app(context: click.Context, /, version: bool, **given: object) -> int:
    """A code review checklist for your Git branch."""
    context.obj = gather(given, Settings())
    if version:
        _version(context.obj.verbosity > 0)
        context.exit(0)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return 0


def _version(details: bool) -> None:
    click.echo(f"reviewlint {__version__}")
    if details:
        import platform
        import subprocess

        click.echo(f"Python {platform.python_version()} on {platform.system()}")
        done = subprocess.run(["git", "--version"], capture_output=True, text=True, check=False)  # noqa: S607
        click.echo(done.stdout.strip() or "git was not found")
