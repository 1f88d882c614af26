"""Writing into somebody's repository: never over a file that is there, never through a link."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reviewlint.errors import ReviewlintError, UsageError


def write_new(root: Path, texts: Mapping[str, str], mode: int = 0o666) -> None:
    """Write new files, path below `root` -> text. Raises UsageError before anything is written if one exists."""
    for path in texts:
        refuse_link(root, path)
        if (root / path).exists():
            raise UsageError(f"{path} exists; nothing was written")
    for path, text in texts.items():
        target = root / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            if mode != 0o666:
                target.chmod(mode)
        except OSError as error:
            raise unwritable(path, error) from error


def append(root: Path, path: str, text: str) -> None:
    """Append `text` to a file of the repository, in the file's own line ends."""
    refuse_link(root, path)
    target = root / path
    try:
        with target.open("rb") as file:
            windows = b"\r\n" in file.read()
        with target.open("ab") as file:
            file.write((text.replace("\n", "\r\n") if windows else text).encode())
    except OSError as error:
        raise unwritable(path, error) from error


def refuse_link(root: Path, path: str) -> None:
    """Raises UsageError where the file or a folder on the way to it is a symbolic link: that leads elsewhere."""
    place = root
    for part in Path(path).parts:
        place = place / part
        if place.is_symlink():
            raise UsageError(
                f"{place.relative_to(root).as_posix()} is a symbolic link: reviewlint does not follow it"
            )


def unwritable(path: str, error: OSError) -> ReviewlintError:
    """What to say where the disk refuses."""
    return UsageError(f"{path} cannot be written: {error.strerror or error}")
