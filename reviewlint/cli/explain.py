"""`reviewlint explain`: what a check wants, why, and how to satisfy it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from reviewlint.cli import options
from reviewlint.cli.settings import gather
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.checklist.selection import Selected
    from reviewlint.cli.settings import Settings

PAGE = f"""Say what a check wants, why, and how to satisfy it.

  reviewlint explain tests-exist

Everywhere
{options.table(options.GLOBAL)}

Exit status: 0 explained, 2 there is no such check, 3 the base whose
checks count in CI was not found, 130 interrupted.
"""
_SECTION = regex(r"^([A-Z][A-Za-z ]{2,20}):\s*(.*)$")


class _Explain(options.Command):
    page = PAGE


@click.command("explain", cls=_Explain)
@options.common
@click.argument("check")
@click.pass_obj
def command(outer: Settings, /, check: str, **given: Any) -> int:
    """Say what a check wants, why, and how to satisfy it."""
    import os

    from reviewlint.checklist import selection
    from reviewlint.cli.messages import finished
    from reviewlint.cli.session import gate
    from reviewlint.report.terminal import look_of

    settings = gather(given, outer)
    look = look_of(sys.stdout, os.environ, "never")
    with gate(settings) as (config, source):
        checks = selection.available(config, source)
        selection.select(config, checks, only=(check,))
        page = list(_page(selection.level_of(config, checks[check]), look.width))
    for line in page:
        sys.stdout.write(finished(line, look) + "\n")
    return 0


def _page(selected: Selected, width: int) -> Iterator[str]:
    from reviewlint.report.layout import wrap
    from reviewlint.report.safe import clean

    check = selected.check
    yield f"{check.id} · level: {selected.level} ({selected.level_from})"
    yield ""
    yield from wrap(clean(check.title), width, 0, 0)
    yield ""
    for label, text in sections(check.doc):
        first, *rest = wrap(clean(text), width, 11, 11)
        yield f"{label:<10} {first}"
        yield from rest
    yield from (f"{'Waive' if selected.waivable else 'Waivers':<11}{line}" for line in _waive(selected))
    yield ""
    yield from _tune(selected)


def sections(doc: str) -> list[tuple[str, str]]:
    """The named sections of a check's docstring: label and text on one line."""
    found: list[tuple[str, str]] = []
    for line in doc.split("\n")[1:]:
        named = _SECTION.match(line.strip())
        if named:
            found.append((named[1], named[2]))
        elif line.strip() and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}".strip())
    return found


def _waive(selected: Selected) -> list[str]:
    if not selected.waivable:
        return ["this check may not be waived here"]
    return [f"Reviewlint-Waive: {selected.check.id}: <why>"]


def _tune(selected: Selected) -> Iterator[str]:
    from reviewlint.checklist.options import options_of

    yield f"{'Tune':<11}[tool.reviewlint.checks.{selected.check.id}]"
    rows = [(f'level = "{selected.level}"', "block, ask, off")]
    rows += [
        (f"{option.name} = {_toml(option.default)}", option.help) for option in options_of(selected.check)
    ]
    column = min(max(len(written) for written, _ in rows), 36)
    yield from (f"{'':11}{written:<{column}}  # {help_}" for written, help_ in rows)


def _toml(value: object) -> str:
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value)
