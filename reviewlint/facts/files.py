"""The changed files with role and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.model import File

if TYPE_CHECKING:
    from reviewlint.change.model import Change, FileChange
    from reviewlint.facts.facts import FactSettings


def establish(change: Change, settings: FactSettings) -> tuple[File, ...]:
    """Every changed file of `change`, in path order."""
    return tuple(_file(change, entry, settings) for entry in change.files)


def _file(change: Change, entry: FileChange, settings: FactSettings) -> File:
    from reviewlint.facts.roles import is_generated, role_of
    from reviewlint.syntax.language import language_of

    language = language_of(entry.path)
    role = role_of(entry.path, settings.roles)
    if role == "source" and language is not None:
        text = change.text(entry, "head" if entry.new_oid is not None else "base")
        role = "generated" if text is not None and is_generated(text) else role
    added, removed = change.counts(entry)
    return File(
        entry.path, entry.old_path, entry.status, role, language.name if language else "", added, removed
    )
