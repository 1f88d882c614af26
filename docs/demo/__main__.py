"""reviewlint on a small shop: the branch of `shop.toml` in a temporary repository, and the checklist of it.

python -m docs.demo            look at the verdict; the repository is gone afterwards
python -m docs.demo DIR        make the repository in DIR and leave it there to play with
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SHOP = Path(__file__).with_name("shop.toml")
PROGRAM = [sys.executable, "-m", "reviewlint"]


def main(arguments: list[str]) -> int:
    """Make the repository, run the commands in it, and say what they mean. 0, whatever the verdict is."""
    with _folder(arguments) as folder:
        make(folder)
        _say(f"A shop in {folder}: two commits on the branch refunds, and a request's text beside it.")
        for words in (["facts"], ["check", "--description", "../request.md"]):
            code = _run(folder, words)
        _say(
            f"The last command ended with {code}: the gate is "
            + ("open." if code == 0 else "closed, as it should be here. Each [!] says what would open it.")
        )
        if arguments:
            _say(
                f"cd {folder} and try: reviewlint check --help, reviewlint explain tests-exist, reviewlint template"
            )
    return 0 if code in (0, 1) else code


def make(folder: Path) -> None:
    """The shop's repository in `folder`, with main and a branch checked out; the request's text beside it."""
    shop = tomllib.loads(SHOP.read_text("utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    folder.with_name("request.md").write_text(shop["description"].lstrip("\n"), "utf-8")
    _git(folder, "init", "-q", "--initial-branch=main")
    _commit(folder, shop["before"], "Sell things")
    _git(folder, "switch", "-q", "-c", "refunds")
    for commit in shop["commits"]:
        _commit(folder, commit["after"], commit["message"])


@contextmanager
def _folder(arguments: list[str]) -> Iterator[Path]:
    if arguments:
        yield Path(arguments[0]).resolve() / "shop"
        return
    with TemporaryDirectory(prefix="reviewlint-demo-") as temporary:
        yield Path(temporary) / "shop"


def _commit(folder: Path, files: Mapping[str, Any], message: str) -> None:
    for name, text in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.lstrip("\n"), "utf-8")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", message)


def _run(folder: Path, words: list[str]) -> int:
    _say(f"$ reviewlint {' '.join(words)}")
    return subprocess.run([*PROGRAM, *words], cwd=folder, env=_environment(), check=False).returncode


def _say(text: str) -> None:
    sys.stdout.write(f"\n{text}\n\n" if text.startswith("$") else f"\n{text}\n")
    sys.stdout.flush()


def _git(folder: Path, *words: str) -> None:
    settings = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *words], cwd=folder, env=_environment(), check=True)  # noqa: S607


def _environment() -> dict[str, str]:
    """Nothing of the settings, hooks and CI of whoever looks at it."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "CI", "GITHUB_", "REVIEWLINT_"))}
    return own | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
