"""The hooks, in the real pre-commit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import ENDS, ROOT, command_environment
from tests.repository import Repository

_HAS_PRE_COMMIT = subprocess.run(
    [sys.executable, "-m", "pre_commit", "--version"], capture_output=True, check=False
).returncode == 0  # fmt: skip
pytestmark = pytest.mark.skipif(not _HAS_PRE_COMMIT, reason="pre-commit is not installed")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """pre-commit's own folder, shared: the environment of our hook is built once."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository that offers our hooks, as the released one does."""
    repo = Repository(tmp_path_factory.mktemp("hooks") / "reviewlint")
    for name in ("reviewlint", "checks", "config", "docs/ci"):
        shutil.copytree(ROOT / name, repo.path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, repo.path / name)
    for name in ("README.md", "LICENSE"):
        (repo.path / name).write_text(name)
    repo.commit(message="Release")
    return repo


def _env(cache: Path) -> dict[str, str]:
    return command_environment({"PRE_COMMIT_HOME": str(cache), "PYTHONPATH": ""})


def _user(repo: Repository, hooks: Repository, language: str = "python") -> None:
    config = f"""
repos:
- repo: {hooks.path}
  rev: {hooks.git("rev-parse", "HEAD")}
  hooks:
  - id: reviewlint
  - id: reviewlint-commit
"""
    if language == "system":  # the same two hooks, with the program that is installed already
        entry = f"{sys.executable} -m reviewlint check"
        config = f"""
repos:
- repo: local
  hooks:
  - {{id: reviewlint, name: reviewlint, language: system, entry: {entry}, stages: [pre-push, manual],
      pass_filenames: false, always_run: true, require_serial: true, verbose: true}}
"""
    files = {
        ".pre-commit-config.yaml": config,
        "reviewlint.toml": '[reviewlint]\nselect = ["ends"]\n',
        ".reviewlint/checks/ends.py": ENDS,
        **{f"many/{number}.txt": "good\n" for number in range(30)},
    }
    repo.commit(dict(files))
    repo.git("switch", "-q", "-c", "topic")


def _git(repo: Repository, cache: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *args],
        cwd=repo.path,
        capture_output=True,
        text=True,
        env=_env(cache),
        check=False,
        timeout=600,
    )


def _pasted(repo: Repository, cache: Path, command: str) -> str:
    """What a command prints that the report names, pasted into a shell where pre-commit is on the path."""
    env = _env(cache)
    env["PATH"] = f"{Path(sys.executable).parent}:{env['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=repo.path,
        capture_output=True,
        text=True,
        env=env,
        check=False,
        timeout=600,
    )
    return done.stdout + done.stderr


def test_try_repo_judges_what_is_staged(repo: Repository, hooks: Repository, cache: Path) -> None:
    repo.commit({"reviewlint.toml": '[reviewlint]\nselect = ["ends"]\n', ".reviewlint/checks/ends.py": ENDS})
    repo.write({"a.txt": "BAD\n"})
    repo.git("add", "-A")
    said = _pasted(repo, cache, f"pre-commit try-repo {hooks.path} --verbose")
    assert "- exit code: 1" in said
    assert "[!] ends  a.txt:1  ends badly" in said


def test_both_hooks_from_a_hooks_repository(repo: Repository, hooks: Repository, cache: Path) -> None:
    _user(repo, hooks)
    installed = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "-tpre-commit", "-tpre-push", "--install-hooks"],
        cwd=repo.path, capture_output=True, text=True, env=_env(cache), check=False, timeout=600,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stdout + installed.stderr
    remote = repo.path.parent / "remote.git"
    repo.git("init", "-q", "--bare", str(remote))
    repo.git("remote", "add", "origin", str(remote))

    repo.write({"a.txt": "BAD\n"})
    repo.git("add", "-A")
    refused = _git(repo, cache, "commit", "-m", "Add a")
    assert refused.returncode == 1
    assert "[!] ends  a.txt:1  ends badly" in refused.stdout + refused.stderr
    pasted = (refused.stdout + refused.stderr).partition("all of it: ")[2].partition("\n")[0]
    assert "Reviewlint-Waive: ends: <why>" in _pasted(repo, cache, pasted)
    assert _git(repo, cache, "commit", "-m", "Add a", "--no-verify").returncode == 0

    pushed = _git(repo, cache, "push", "-q", "origin", "topic")
    said = pushed.stdout + pushed.stderr
    assert pushed.returncode == 1
    assert said.count("[!] ends  a.txt:1  ends badly") == 1
    pasted = said.partition("all of it: ")[2].partition("\n")[0]
    assert "Reviewlint-Waive: ends: <why>" in _pasted(repo, cache, pasted)

    repo.write({"a.txt": "good\n"})
    repo.git("add", "-A")
    assert _git(repo, cache, "commit", "-m", "Mend a").returncode == 0
    passed = _git(repo, cache, "push", "-q", "origin", "topic")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "ready: 1 passed" in passed.stdout + passed.stderr


def test_first_update_and_forced_push_judge_the_same_branch(
    repo: Repository, hooks: Repository, cache: Path
) -> None:
    _user(repo, hooks, "system")
    remote = repo.path.parent / "remote.git"
    repo.git("init", "-q", "--bare", str(remote))
    repo.git("remote", "add", "origin", str(remote))
    repo.git("push", "-q", "origin", "main")
    env = _env(cache) | {"PYTHONPATH": str(ROOT)}

    def push(*more: str) -> str:
        done = subprocess.run(
            ["git", "push", *more, "origin", "topic"],
            cwd=repo.path, capture_output=True, text=True, env=env, check=False, timeout=120,
        )  # fmt: skip
        return done.stdout + done.stderr

    subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", "-t", "pre-push"],
        cwd=repo.path, capture_output=True, env=env, check=True,
    )  # fmt: skip
    repo.commit({"a.txt": "BAD\n"})
    first = push()
    subprocess.run(
        ["git", "push", "-q", "--no-verify", "origin", "topic"], cwd=repo.path, env=env, check=True
    )
    repo.commit({"b.md": "more\n"})
    update = push()
    repo.git("commit", "-q", "--amend", "-m", "Another message")
    forced = push("--force")
    for said in (first, update, forced):
        assert said.count("[!] ends  a.txt:1  ends badly") == 1, said
