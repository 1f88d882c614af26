"""`reviewlint completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

import sys
from typing import Any

import click

from reviewlint.cli import options

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_REVIEWLINT_COMPLETE"

PAGE = f"""Print what a shell needs to complete commands and options.

  reviewlint completion bash > ~/.bash_completion.d/reviewlint
  reviewlint completion zsh  > "${{fpath[1]}}/_reviewlint"
  reviewlint completion fish > ~/.config/fish/completions/reviewlint.fish

Everywhere
{options.table(options.GLOBAL)}

Exit status: 0 printed, 2 no such shell, 130 interrupted.
"""


class _Completion(options.Command):
    page = PAGE


@click.command("completion", cls=_Completion)
@options.common
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, /, shell: str, **given: Any) -> int:
    """Print what a shell needs to complete commands and options."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is not None:
        complete = made(context.find_root().command, {}, "reviewlint", VARIABLE)
        sys.stdout.write(complete.source_template % complete.source_vars())
    return 0
