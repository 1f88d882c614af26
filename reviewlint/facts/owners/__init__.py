"""Who owns what a change touches, by CODEOWNERS of the base revision, and who is asked to review it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.owners.requested import Asked, asked_in
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.owners.codeowners import Owned

__all__ = ["Asked", "OwnedFile", "Owners", "establish"]

PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


class OwnedFile(Record):
    """A changed file and who owns it; `groups`: of each set of owners one is enough; `line` of the last rule."""

    path: str
    owners: tuple[str, ...]
    groups: tuple[Owned, ...] = ()

    @property
    def required(self) -> tuple[Owned, ...]:
        """The groups whose approval is not optional."""
        return tuple(group for group in self.groups if group.owners and not group.optional)


class Owners(Record):
    """`source`: the file that says it, "" where the repository has none; `asked`: None where nobody tells."""

    files: tuple[OwnedFile, ...] = ()
    source: str = ""
    asked: Asked | None = None


def establish(facts: Facts) -> Owners:
    """The owners of each changed file. A change cannot choose its own: the base side's CODEOWNERS holds."""
    from reviewlint.facts.owners.codeowners import parse

    side: Side = "base" if facts.change.tree("base") else "head"
    tree = facts.change.tree(side)
    source = next((place for place in PLACES if place in tree), "")
    text = facts.change.read(side, [source]).get(source, "") if source else ""
    asked = asked_in(facts.change.event)
    if not text:
        return Owners((), "", asked)
    rules = parse(text)
    files = []
    for file in facts.files:
        groups = rules.of(file.path)
        owners = tuple(dict.fromkeys(owner for group in groups for owner in group.owners))
        files.append(OwnedFile(file.path, owners, groups))
    return Owners(tuple(files), source, asked)
