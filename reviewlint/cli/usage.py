"""Click's complaints in our words, with the option, command or value that was probably meant."""

from __future__ import annotations

from typing import Any

import click

from reviewlint.errors import UsageError
from reviewlint.guess import did_you_mean


def explain(error: click.ClickException) -> UsageError:
    """The error to show for what Click could not make sense of."""
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context else "reviewlint"
    if isinstance(error, click.NoSuchOption):
        name = error.option_name
        guess = did_you_mean(name, _options(context)).strip()
        return UsageError(f"no such option: {name}. {guess}".rstrip(), next_step=f"{path} --help")
    if isinstance(error, click.MissingParameter) and error.param is not None:
        what = error.param.make_metavar(context) if context else error.param.name
        return UsageError(f"{what} is missing", next_step=f"{path} --help")
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _value(error, path)
    message = error.format_message().rstrip(".")
    return UsageError(message[:1].lower() + message[1:], next_step=f"{path} --help")


def no_command(name: str, commands: tuple[str, ...]) -> UsageError:
    """For a word that is no command."""
    if name in ("-a", "--all-files"):
        return UsageError("reviewlint judges a change, not all files", next_step="reviewlint check")
    guess = did_you_mean(name, commands).strip()
    return UsageError(f"no such command: {name}. {guess}".rstrip(), why=(f"One of: {', '.join(commands)}.",))


def _value(error: click.BadParameter, path: str) -> UsageError:
    parameter: Any = error.param
    name = max(parameter.opts, key=len, default=parameter.name)
    if not isinstance(parameter.type, click.Choice):
        return UsageError(f"{name}: {error.message.rstrip('.')}", next_step=f"{path} --help")
    choices = tuple(str(choice) for choice in parameter.type.choices)
    word = error.message.split("'")[1] if "'" in error.message else error.message
    guess = did_you_mean(word, choices).strip()
    return UsageError(
        f"{name}: no such value: {word}. {guess}".rstrip(), why=(f"One of: {', '.join(choices)}.",)
    )


def _options(context: Any) -> list[str]:
    if context is None:
        return []
    parameters = [*context.command.params, *(context.parent.command.params if context.parent else ())]
    return [name for parameter in parameters for name in getattr(parameter, "opts", ()) if name[:2] == "--"]
