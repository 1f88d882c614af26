"""Does the touched area have an owner, and are they asked?

Why: the people who know an area see what a stranger to it cannot.
Looks at: CODEOWNERS as it stands before the change; the reviewers that GitHub's event or REVIEWLINT_REVIEWERS names.
Satisfy: give the area an owner in CODEOWNERS, and ask one of the owners of each area touched.
Cannot see: who is in a team, who has answered already, and rules that the provider keeps elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.api import (
    Evidence,
    Finding,
    counted,
    failed,
    matches,
    needs_human,
    not_applicable,
    option,
    passed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.api import Facts, Outcome, OwnedFile, Owners

_NONE = Finding("no CODEOWNERS says who owns what", fix="write .github/CODEOWNERS", symbol="CODEOWNERS")
_ROLES = ("source", "migration", "alert-rule")


class Options:
    """What must have an owner."""

    roles: tuple[str, ...] = option(_ROLES, "roles of files that must have an owner")
    ignore: tuple[str, ...] = option((), "path globs of files that need none")
    required: bool = option(False, "a repository without CODEOWNERS fails")


def run(facts: Facts, options: Options) -> Outcome:
    """Fails for areas without an owner; asks a person where no owner of an area is asked."""
    owners = facts.owners
    if not owners.source:
        return failed("nobody owns anything", (_NONE,)) if options.required else not_applicable(_NONE.message)
    roles = {file.path: file.role for file in facts.files}
    needing = [file for file in owners.files if roles.get(file.path) in options.roles]
    files = [file for file in needing if not matches(file.path, options.ignore)]
    if not files:
        return not_applicable("nothing that needs an owner is touched")
    bare = [file for file in files if not file.owners]
    folders = _outermost({_folder(file) for file in bare})
    free = tuple(_free(folder, bare, owners.source) for folder in folders)
    evidence = tuple(_owned(files, owners.source))
    if free:
        return failed(f"{counted(len(free), 'touched area')} without an owner", free, evidence)
    unasked = tuple(dict.fromkeys(finding for file in files for finding in _unasked(file, owners)))
    if unasked:
        return needs_human("no owner of a touched area is asked", unasked, evidence)
    asked = "has an owner who is asked" if owners.asked else "has an owner"
    return passed(f"everything touched {asked}", evidence)


def _folder(file: OwnedFile) -> str:
    return file.path.rpartition("/")[0] or file.path


def _outermost(folders: set[str]) -> list[str]:
    """The folders that stand in none of the others, in order: an owner of one owns what is in it."""
    return [f for f in sorted(folders) if not any(f.startswith(f"{other}/") for other in folders)]


def _free(folder: str, bare: list[OwnedFile], source: str) -> Finding:
    """A finding for the files of a folder; one alone is named, for others of its folder may have owners."""
    inside = [file.path for file in bare if file.path == folder or file.path.startswith(f"{folder}/")]
    what = inside[0] if len(inside) == 1 else f"{folder} ({len(inside)} files)"
    return Finding(
        f"{what} has no owner in {source}", folder, fix=f"name its owner in {source}", symbol=folder
    )


def _owned(files: list[OwnedFile], source: str) -> Iterator[Evidence]:
    for owners in dict.fromkeys(file.owners for file in files if file.owners):
        first = next(file for file in files if file.owners == owners)
        yield Evidence(f"{', '.join(owners)} own {first.path}", source, first.groups[-1].line)


def _unasked(file: OwnedFile, owners: Owners) -> Iterator[Finding]:
    """A finding for each group of owners of whom nobody is asked."""
    asked = owners.asked
    for group in file.required if asked else ():
        if asked and not any(asked.includes(owner) for owner in group.owners):
            names = ", ".join(group.owners)
            yield Finding(f"none of {names} is asked", _folder(file), fix=f"ask one of {names}", symbol=names)
