"""A check of the repository's own to start from: one that runs as it is, and its cases."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from reviewlint.config import FOLDER
from reviewlint.data import bundled
from reviewlint.errors import UsageError
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.setup.write import write_new

_ID = regex(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class Written(Record):
    """The two files, relative to the root, and how many cases there are."""

    check: str
    cases: str
    many: int


def write_check(root: Path, name: str, taken: Collection[str]) -> Written:
    """Write the check `name` and its cases below `root`. `taken`: the ids that exist already.

    Raises UsageError for a name that cannot be one (with a guess), and for one that exists; then nothing is written.
    """
    check_name(name, taken)
    stem = name.replace("-", "_")
    template = bundled("config") / "templates" / "check"
    check, cases = (f"{FOLDER}/checks/{stem}{suffix}" for suffix in (".py", ".toml"))
    texts = {
        path: (template / f"new_check{path[path.rfind('.') :]}").read_text("utf-8") for path in (check, cases)
    }
    write_new(root, texts)
    return Written(check, cases, texts[cases].count("\n[["))


def check_name(name: str, taken: Collection[str]) -> None:
    """Raises UsageError unless `name` can be the id of a new check."""
    if not _ID.fullmatch(name) or name.startswith("test-"):
        guess = _guess(name)
        raise UsageError(
            f'"{name}" is not a check name{f"; try {guess}" if guess else ""}',
            why=(
                "Small letters and digits, words joined by -; not test-…, which is what files of tests are called.",
            ),
        )
    if name in taken:
        raise UsageError(
            f"there is a check called {name}; nothing was written",
            why=("An id must name one check, or nobody knows which of them has run.",),
            next_step=f"reviewlint explain {name}",
        )


def _guess(name: str) -> str:
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name.removesuffix(".py"))
    joined = "-".join(word.lower() for word in words)
    return re.sub(r"^(?:test-|[\d-])+", "", joined)
