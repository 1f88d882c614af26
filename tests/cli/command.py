"""The real command, run as a user runs it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.repository import Repository, environment

ROOT = Path(__file__).parents[2]

ENDS = '''
"""Does every file end well?

Why: a file that ends badly is read twice.
Satisfy: end it well.
"""
from dataclasses import dataclass
from reviewlint.api import Evidence, Facts, Finding, Outcome, failed, not_applicable, option, passed

STAGES = ("branch", "commit")


@dataclass(frozen=True)
class Options:
    max_bad: int = option(0, "how many may end badly")
    words: tuple[str, ...] = option(("BAD",), "what a bad end looks like")


def run(facts: Facts, options: Options) -> Outcome:
    files = [f for f in facts.change.files if f.path.endswith(".txt") and f.new_oid is not None]
    if not files:
        return not_applicable("no text file is touched")
    texts = {f.path: facts.change.text(f, "head") or "" for f in files}
    bad = [p for p, text in texts.items() if any(word in text for word in options.words)]
    if len(bad) > options.max_bad:
        found = tuple(Finding("ends badly", p, 1, fix="end it well", symbol=p) for p in bad)
        return failed("files that end badly", found)
    return passed(f"{len(files)} of {len(files)} end well", tuple(Evidence("ends well", p, 1) for p in texts))
'''

ASKS = '''
"""Is somebody sure?"""
from reviewlint.api import Facts, Finding, Outcome, needs_human


def run(facts: Facts, options: None) -> Outcome:
    return needs_human("is somebody sure?", (Finding("look here", facts.change.files[0].path, 1),))
'''

BREAKS = '''
"""Does this break?"""
from reviewlint.api import Facts, Outcome


def run(facts: Facts, options: None) -> Outcome:
    raise KeyError("owner")
'''


@dataclass(frozen=True)
class Done:
    """What a run left: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def statuses(self) -> dict[str, str]:
        return {result["check"]: result["status"] for result in self.json["results"]}


def reviewlint(
    where: Path, *args: str, env: Mapping[str, str] | None = None, stdin: str | None = None
) -> Done:
    """Run `python -m reviewlint` in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "reviewlint", *args],
        cwd=where,
        input=None if stdin is None else stdin.encode(),
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        timeout=60,
        env=command_environment(env),
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def command_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables that a run sees: none of the machine's settings, and our package."""
    names = ("REVIEWLINT_", "NO_COLOR", "FORCE_COLOR", "TERM")
    kept = {k: v for k, v in environment().items() if not k.startswith(names)}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | dict(more or {})


def interruptible() -> None:
    """In a child before it starts: SIGINT reaches it, also where the tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def own_checks(repo: Repository, message: str = "Start", **checks: str) -> None:
    """Commit checks of the repository's own on main, as the only ones that are on; then start a branch."""
    files: dict[str, str | bytes | None] = {
        f".reviewlint/checks/{name}.py": text for name, text in checks.items()
    }
    selected = ", ".join(f'"{name.replace("_", "-")}"' for name in checks)
    files["reviewlint.toml"] = f"[reviewlint]\nselect = [{selected}]\n"
    repo.commit(files, message)
    repo.git("switch", "-q", "-c", "topic")
