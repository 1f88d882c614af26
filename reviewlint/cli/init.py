"""`reviewlint init`: write a configuration, a template, a hook and a CI job that fit this repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewlint.cli import options
from reviewlint.cli.settings import gather

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.change.repository import Repository
    from reviewlint.cli.settings import Settings
    from reviewlint.setup.plan import Plan
    from reviewlint.setup.survey import Survey

PAGE = f"""Write what this repository needs: a configuration, a template of a request's
text, a hook for pre-commit, and a job for its CI server.

  reviewlint init --dry-run              show it, write nothing
  reviewlint init
  reviewlint init --git-hook             only a plain pre-push hook

Options
{
    options.table(
        [
            options.Row("--dry-run", "write nothing"),
            options.Row("--git-hook", "a hook in git's own folder, no tool"),
        ]
    )
}

Everywhere
{options.table(options.GLOBAL)}

What is there stays: a file is never written over, text is added to one, its
comments stay, and a second run changes nothing.

Exit status: 0 done, or nothing to do, 2 it cannot be done, 130 interrupted.
"""


class _Init(options.Command):
    page = PAGE


@click.command("init", cls=_Init)
@options.common
@click.option("--dry-run", is_flag=True)
@click.option("--git-hook", is_flag=True)
@click.pass_obj
def command(outer: Settings, /, dry_run: bool, git_hook: bool, **given: Any) -> int:
    """Write a configuration, a template, a hook and a CI job that fit this repository."""
    from reviewlint.change.repository import locate
    from reviewlint.cli.session import working_tree

    settings = gather(given, outer)
    root = working_tree(settings)
    repository = locate(Path(settings.directory) if settings.directory else Path())
    lines = _hook(repository, dry_run) if git_hook else _all(settings, root, repository, dry_run)
    from reviewlint.cli.messages import printed

    printed(lines)
    return 0


def _hook(repository: Repository, dry: bool) -> Iterator[str]:
    from reviewlint.setup.githook import write_hook

    path, written = write_hook(repository, dry)
    if not written:
        yield f"Nothing to do: {path} is there."
        return
    yield f"{'Would write' if dry else 'Wrote'}  {path}"
    yield "  past it once: git push --no-verify"


def _all(settings: Settings, root: Path, repository: Repository, dry: bool) -> Iterator[str]:
    from reviewlint.cli.session import local_config
    from reviewlint.setup import survey
    from reviewlint.setup.plan import plan

    config = local_config(settings)
    found = survey.survey(repository)
    made = plan(root, found, config.file)
    if settings.verbosity >= 0:
        yield from (f"Looked at {root.name}", *_looked(found, repository), "")
    if not dry:
        _write(root, made)
    yield from _planned(made, dry)
    yield from _rest(made, dry)


def _looked(found: Survey, repository: Repository) -> Iterator[str]:
    rows = {
        "languages": ", ".join(f"{name} {count}" for name, count in found.languages) or "none that is read",
        "tests": ", ".join(f"{place} ({count} files)" for place, count in found.tests) or "none found",
        "endpoints": ", ".join(f"{name}: {count}, most in {path}" for name, count, path in found.endpoints)
        or "none bound by a call or an annotation",
        "metrics": ", ".join(f"{name} in {count} files" for name, count in found.metrics) or "none found",
        "template": ", ".join(found.templates[:2]) or "none",
        "hooks": found.hook_keeper or "none",
        "host, CI": f"{found.host or 'no remote'}, {found.server.name if found.server else 'no server known'}",
        "base": _base(repository),
    }
    yield from (f"  {name:<10}  {text}" for name, text in rows.items())


def _base(repository: Repository) -> str:
    from reviewlint.change.base import find_base
    from reviewlint.change.objects import Objects
    from reviewlint.change.revisions import Revisions
    from reviewlint.errors import ReviewlintError

    objects = Objects(repository)
    try:
        return find_base(Revisions(repository, objects), repository, None, None).text
    except ReviewlintError:
        return "none found: name it with --base, or base = in the configuration"
    finally:
        objects.close()


def _write(root: Path, made: Plan) -> None:
    from reviewlint.setup.write import insert, write_new

    write_new(root, {edit.path: edit.text for edit in made.edits if edit.at is None})
    for edit in made.edits:
        if edit.at is not None:
            insert(root, edit.path, edit.at, edit.text)


def _planned(made: Plan, dry: bool) -> Iterator[str]:
    if not made.edits:
        yield "Nothing to do: " + "; ".join(made.kept) + "."
        return
    column = max(len(edit.path) for edit in made.edits)
    for edit in made.edits:
        sign = "+ " if edit.at is not None else ""
        yield f"{'Would write' if dry else 'Wrote'}  {edit.path:<{column}}  {sign}{edit.what}"
        if dry:
            yield from (f"  + {line}".rstrip() for line in edit.lines)
    if made.kept:
        yield "Kept   " + "; ".join(made.kept)


def _rest(made: Plan, dry: bool) -> Iterator[str]:
    yield from (f"By hand  {one}" for one in made.by_hand)
    if dry or not made.edits:
        return
    yield from (
        "",
        "Next",
        "  reviewlint check     this branch",
        "  reviewlint replay    how often would each check fire?",
    )
    if any(edit.path == ".pre-commit-config.yaml" for edit in made.edits):
        yield "  pre-commit install --hook-type pre-push"
