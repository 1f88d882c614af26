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


def insert(root: Path, path: str, at: int, text: str) -> None:
    """Put `text` after `at` characters of a file of the repository, in the file's own line ends."""
    refuse_link(root, path)
    target = root / path
    try:
        before = target.read_bytes().decode("utf-8")
        added = text.replace("\n", "\r\n") if "\r\n" in before else text
        beside = target.with_name(f".{target.name}.reviewlint")
        beside.write_bytes((before[:at] + added + before[at:]).encode())
        beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
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
