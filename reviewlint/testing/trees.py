"""A change made from a few texts: what every case stands on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from reviewlint.errors import ConfigError

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

TREE_KEYS = frozenset(("name", "description", "message", "before", "after", "coverage", "event"))


@dataclass(frozen=True)
class Tree:
    """The base tree, the files that change (None removes one), and what is said of the change."""

    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str | None] = field(default_factory=dict)
    description: str | None = None
    message: str = "Change"
    coverage: Mapping[str, str] = field(default_factory=dict)
    event: str | None = None


def tree_of(row: Mapping[str, Any]) -> Tree:
    """The tree that the keys `before`, `after`, `description`, `message`, `coverage` and `event` of a case describe."""
    return Tree(
        before={path: _text(text) or "" for path, text in row.get("before", {}).items()},
        after={path: _text(text) for path, text in row.get("after", {}).items()},
        description=_text(row["description"]) if "description" in row else None,
        message=row.get("message", "Change"),
        coverage={name: _text(text) or "" for name, text in row.get("coverage", {}).items()},
        event=_text(row["event"]) if "event" in row else None,
    )


def named_rows(file: Path, word: str, rows: list[dict[str, Any]], keys: frozenset[str]) -> None:
    """Raises ConfigError where a case of `file` has no name or a key that is not in `keys`."""
    for row in rows:
        unknown = sorted(set(row) - keys)
        if unknown:
            raise ConfigError(f"{file}: a [[{word}]] case has the unknown key {unknown[0]}")
        if not isinstance(row.get("name"), str):
            raise ConfigError(f"{file}: a [[{word}]] case has no name")


def no_name_twice(file: Path, names: list[str]) -> None:
    """Raises ConfigError where two cases of `file` have one name."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ConfigError(f'{file}: two cases are called "{twice[0]}"')


@contextmanager
def opened(tree: Tree) -> Iterator[Facts]:
    """The facts of the change `tree`, which stands in a temporary bare git repository meanwhile."""
    from reviewlint.change.open import Request, open_change
    from reviewlint.facts.facts import Facts, FactSettings

    with TemporaryDirectory(prefix="reviewlint-") as folder:
        root = Path(folder)
        repository, base, head = _repository(root, tree)
        coverage = tuple(_written(root / "coverage" / name, text) for name, text in tree.coverage.items())
        description = None
        if tree.description is not None:
            description = str(_written(root / "description.md", tree.description))
        environ = {}
        if tree.event is not None:
            file = str(_written(root / "event.json", tree.event))
            environ = {"GITHUB_ACTIONS": "1", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": file}
        change = open_change(
            Request(directory=repository, range=f"{base}..{head}", description=description, environ=environ)
        )
        try:
            yield Facts(change, FactSettings(coverage=coverage))
        finally:
            change.close()


def _text(value: str | bool) -> str | None:
    return value if isinstance(value, str) else None


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def _repository(root: Path, tree: Tree) -> tuple[Path, str, str]:
    """A bare repository with two commits, made by one import stream: (its path, base, head).

    Its layout is written out (gitrepository-layout(5)), not asked of `git init`: of a case's time, git's is the most.
    """
    path = root / "repository.git"
    for folder in ("objects", "refs"):
        (path / folder).mkdir(parents=True)
    _written(path / "HEAD", "ref: refs/heads/main\n")
    _written(path / "config", "[core]\n\trepositoryformatversion = 0\n\tbare = true\n")
    stream = _commit("Before", 1, dict(tree.before)) + _commit(tree.message, 2, dict(tree.after))
    base, head = _git(path, "fast-import", "--quiet", "--date-format=raw", stdin=stream).decode().split()
    return path, base, head


def _commit(message: str, nth: int, files: Mapping[str, str | None]) -> bytes:
    """One commit of an import stream, after which its id is asked for (git-fast-import(1), `get-mark`)."""
    body = message.encode()
    who = b"committer Case <case@example.org> %d +0000\n" % (1_700_000_000 + nth)
    parts = [b"commit refs/heads/main\nmark :%d\n" % nth, who, b"data %d\n%s\n" % (len(body), body)]
    for path, text in files.items():
        name = b'"' + path.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
        if text is None:
            parts.append(b"D %s\n" % name)
        else:
            content = text.encode()
            parts.append(b"M 100644 inline %s\ndata %d\n%s\n" % (name, len(content), content))
    return b"".join((*parts, b"get-mark :%d\n" % nth))


def _git(folder: Path, *args: str, stdin: bytes = b"") -> bytes:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", *args]
    return subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, check=True, env=environment
    ).stdout
