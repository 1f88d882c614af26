"""The changed files with role and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.model import File

if TYPE_CHECKING:
    from reviewlint.change.model import Change, FileChange, Side
    from reviewlint.facts.facts import FactSettings
    from reviewlint.facts.roles.attributes import Attributes
    from reviewlint.facts.roles.bytext import Mentioning, Surroundings

_PAGES = (".html", ".htm")  # that only marks in them tell, as a long line in one is written by hand


def establish(change: Change, settings: FactSettings, mentioning: Mentioning) -> tuple[File, ...]:
    """Every changed file of `change`, in path order; `mentioning` gives the files of the repository with a word."""
    from reviewlint.facts.roles.attributes import Attributes
    from reviewlint.facts.roles.bytext import Surroundings

    around, declared = Surroundings(change, mentioning), Attributes(change)
    return tuple(_file(change, entry, settings, around, declared) for entry in change.files)


def _file(
    change: Change, entry: FileChange, settings: FactSettings, around: Surroundings, declared: Attributes
) -> File:
    from reviewlint.facts.roles.bypath import is_generated, role_of, said_by
    from reviewlint.facts.roles.bytext import is_built
    from reviewlint.syntax.language import language_of

    language = language_of(entry.path)
    role = role_of(entry.path, settings.roles)
    is_page = language is None and entry.path.endswith(_PAGES)
    if (
        role in ("source", "config", "test")
        and (language or is_page)
        and not said_by(entry.path, settings.roles)
    ):
        side: Side = "head" if entry.new_oid is not None else "base"
        text = change.text(entry, side)
        if is_page:
            generated = False
        elif text is None:
            generated = role == "source" and is_built(entry.path, change.unreadable(entry, side))
        else:
            generated = role == "source" and (is_generated(text) or _declared(declared, entry))
        role = "generated" if generated else around.role(entry.path, text, role)
    added, removed = change.counts(entry)
    return File(
        entry.path, entry.old_path, entry.status, role, language.name if language else "", added, removed
    )


def _declared(declared: Attributes, entry: FileChange) -> bool:
    """Whether a file is declared to be generated, where it was before as well."""
    return all(map(declared.are_generated, filter(None, (entry.path, entry.old_path))))
