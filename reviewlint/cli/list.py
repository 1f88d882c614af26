"""`reviewlint list`: the checks, their level here and where that level comes from."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from reviewlint.cli import options
from reviewlint.cli.settings import gather

if TYPE_CHECKING:
    from reviewlint.checklist.loader import Check
    from reviewlint.checklist.selection import Selected
    from reviewlint.cli.settings import Settings

PAGE = f"""The checks, their level here, and where that level comes from.

  reviewlint list
  reviewlint list --schema > reviewlint.schema.json

Options
{
    options.table(
        [
            options.Row("--format NAME", "text, json"),
            options.Row("--schema", "JSON Schema of the configuration"),
        ]
    )
}

Everywhere
{options.table(options.GLOBAL)}

Exit status: 0 listed, 2 the command or the configuration is wrong,
3 the base whose checks count in CI was not found, 130 interrupted.
"""


class _List(options.Command):
    page = PAGE


@click.command("list", cls=_List)
@options.common
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--schema", is_flag=True)
@click.pass_obj
def command(outer: Settings, /, format_: str, schema: bool, **given: Any) -> int:
    """The checks, their level here, and where that level comes from."""
    from reviewlint.checklist import selection
    from reviewlint.cli.session import gate

    with gate(gather(given, outer)) as (config, source):
        checks = selection.available(config, source)
        selection.select(config, checks)
        if schema:
            _print_json(schema_of(checks))
            return 0
        rows = [selection.level_of(config, check) for check in checks.values()]
    rows.sort(key=lambda row: (("block", "ask", "off").index(row.level), row.check.id))
    if format_ == "json":
        _print_json({"version": 1, "checks": [_row(row) for row in rows]})
    else:
        _print(rows)
    return 0


def schema_of(checks: Mapping[str, Check]) -> dict[str, Any]:
    """The JSON Schema of a configuration that may name these checks."""
    from reviewlint.checklist import options as check_options
    from reviewlint.config_schema import json_schema

    return json_schema(
        {name: {"title": c.title, "options": check_options.schema(c)} for name, c in checks.items()}
    )


def _row(row: Selected) -> dict[str, Any]:
    return {
        "check": row.check.id,
        "title": row.check.title,
        "level": row.level,
        "level_from": row.level_from,
        "origin": row.check.origin,
        "stages": sorted(row.check.stages),
        "waivable": row.waivable,
    }


def _print_json(document: dict[str, Any]) -> None:
    from reviewlint.report.json import dump

    sys.stdout.write(dump(document))


def _print(rows: list[Selected]) -> None:
    from reviewlint.checklist.loader import BUILT_IN
    from reviewlint.cli.messages import finished
    from reviewlint.report.safe import clean
    from reviewlint.report.terminal import look_of

    look = look_of(sys.stdout, os.environ, "never")
    column = max(len(row.check.id) for row in rows)
    lines = []
    for row in rows:
        own = "" if row.check.origin == BUILT_IN else f"  ({row.check.origin})"
        lines.append(f"{row.level:<6} {row.check.id:<{column}}  {clean(row.check.title)}{own}")
        if row.level_from != row.check.origin:
            lines.append(f"{'':<6} {'':<{column}}  level from {row.level_from}")
    levels = Counter(row.level for row in rows)
    counts = ", ".join(f"{levels[level]} {level}" for level in ("block", "ask", "off") if levels[level])
    many = f"{len(rows)} check{'' if len(rows) == 1 else 's'}"
    lines += ["", f"{many}: {counts}. More: reviewlint explain <check>"]
    sys.stdout.write("".join(finished(line, look) + "\n" for line in lines))
