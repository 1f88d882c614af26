"""Contents that are read ahead of the question are those that the question would have given."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.change.opened import opened
from tests.cli.command import reviewlint
from tests.repository import Repository

ODD = {"binary.py": b"a\0b", "huge.py": b"x = 1\n" * 400_000, "latin.py": b"# caf\xe9\n"}


def _two_states(repo: Repository) -> dict[str, str]:
    """Sixty changed files, some of them odd; what the plain ones hold after."""
    plain = {f"m{n:02}.py": f"value = {n}\n" for n in range(60)}
    repo.commit({**dict.fromkeys(plain, "value = None\n"), "gone.py": "old\n"})
    repo.commit({**plain, **ODD, "gone.py": None})
    return plain


@pytest.mark.parametrize("backwards", [False, True])
def test_texts_are_the_same_in_whatever_order_they_are_asked_for(repo: Repository, backwards: bool) -> None:
    plain = _two_states(repo)
    with opened(repo, range="HEAD^..HEAD") as change:
        files = sorted(change.files, key=lambda file: file.path, reverse=backwards)
        heads = {file.path: change.text(file, "head") for file in files}
        bases = {file.path: change.text(file, "base") for file in files}
        problems = {file.path: change.unreadable(file, "head") for file in files}
    assert {path: heads[path] for path in plain} == plain
    assert {bases[path] for path in plain} == {"value = None\n"}
    assert (heads["gone.py"], bases["gone.py"], bases["latin.py"]) == (None, "old\n", None)
    assert heads["latin.py"] == "# caf\ufffd\n"
    assert problems["binary.py"] == "binary"
    assert "too large" in (problems["huge.py"] or "")
    assert not any(problems[path] for path in plain)


def test_a_gate_in_ci_starts_no_more_git_than_a_run_at_home(repo: Repository, tmp_path: Path) -> None:
    """The base's configuration and the change come through one process."""
    repo.commit({"app.py": "a = 1\n"})
    repo.commit({"app.py": "a = 2\n"})
    log, wrapper = tmp_path / "log", tmp_path / "bin" / "git"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\necho x >> "{log}"\nexec {shutil.which("git")} "$@"\n')
    wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR)
    path = f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}"
    done = reviewlint(repo.path, "check", "HEAD^..HEAD", "--format", "json", env={"PATH": path, "CI": "true"})
    assert done.json["results"]
    assert len(log.read_text().split()) == 3
