"""A plain git hook, for whoever keeps hooks without a tool."""

from __future__ import annotations

from pathlib import Path

from reviewlint.change.repository import Repository
from reviewlint.data import bundled
from reviewlint.errors import UsageError
from reviewlint.setup.survey import hooks_folder
from reviewlint.setup.write import unwritable


def write_hook(repository: Repository, dry: bool) -> tuple[Path, bool]:
    """The hook's file, and whether it was (or would be) written; not where it is there as we write it.

    Raises UsageError for another one: it may be somebody's only copy.
    """
    path = hooks_folder(repository) / "pre-push"
    text = (bundled("config") / "templates" / "pre-push.sh").read_bytes()
    if path.is_symlink() or path.exists():
        if path.is_file() and path.read_bytes() == text:
            return path, False
        raise UsageError(
            f"{path} exists; nothing was written",
            why=("A hook is not under version control: this may be its only copy.",),
            next_step='add to it: reviewlint check --to-ref "$commit", for each branch that git names on its input',
        )
    if not dry:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            path.chmod(0o755)
        except OSError as error:
            raise unwritable(str(path), error) from error
    return path, True
