"""The files that a team copies: valid for their servers, safe by zizmor's audits, and the action's own steps run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.cli.command import ENDS, command_environment, own_checks
from tests.repository import Repository

ROOT = Path(__file__).parents[1]
SCHEMAS = {
    "docs/ci/github.yml": "github-workflows",
    "docs/ci/gitlab.yml": "gitlab-ci",
    "docs/ci/bitbucket.yml": "bitbucket-pipelines",
    "docs/ci/azure.yml": "azure-pipelines",
    "docs/ci/buildkite.yml": "buildkite",
    "docs/ci/circleci.yml": "circle-ci",
    "docs/ci/drone.yml": "drone-ci",
    "docs/ci/woodpecker.yml": "woodpecker-ci",
    "docs/ci/travis.yml": "travis",
    "action.yml": "github-actions",
}


def test_every_file_has_a_schema() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "ci").glob("*.yml")}
    assert there == set(SCHEMAS) - {"action.yml"}


@pytest.mark.parametrize("file", SCHEMAS)
def test_a_server_takes_it(file: str) -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        f"vendor.{SCHEMAS[file]}",
        ROOT / file,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    workflow = tmp_path / ".github" / "workflows" / "reviewlint.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_bytes((ROOT / "docs/ci/github.yml").read_bytes())
    (tmp_path / "action.yml").write_bytes((ROOT / "action.yml").read_bytes())
    tool = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [tool, "--offline", "--persona=pedantic", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_actions_are_pinned_by_commit() -> None:
    for file in ("action.yml", "docs/ci/github.yml"):
        used = [
            line.split("uses:")[1].split()[0]
            for line in (ROOT / file).read_text().splitlines()
            if "uses:" in line
        ]
        assert used
        assert all(len(name.rpartition("@")[2]) == 40 for name in used)


@pytest.mark.parametrize(
    "arguments", ["", "--ignore ends --exit-zero", "$(touch fired) `touch fired`; touch fired"]
)
def test_the_check_step_of_the_action_runs_and_expands_nothing(
    repo: Repository, tmp_path: Path, arguments: str
) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    step = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"][-1]
    python = tmp_path / "reviewlint" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        f'#!/bin/sh\nshift\nexec "{sys.executable}" "$@"\n'
    )  # without -I: our package is on PYTHONPATH
    python.chmod(0o755)
    env = command_environment(
        {"RUNNER_TEMP": str(tmp_path), "ARGS": arguments, "FORMAT": "github", "SARIF": "x.sarif"}
    )
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=repo.path, env=env | {"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not (repo.path / "fired").exists()
    assert done.returncode == {"": 1}.get(arguments, 0 if "exit-zero" in arguments else 2), done.stderr
    assert (repo.path / "x.sarif").exists() == ("touch" not in arguments)


def test_the_action_installs_nothing_that_is_not_pinned_by_hash() -> None:
    """A24: a package of another name or content than the one that was looked at does not get into the gate."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = {line.partition("==")[0] for line in lock.splitlines() if "==" in line}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*declared["project"]["dependencies"], *declared["build-system"]["requires"]]
    assert {re.split(r"[<>=]", one)[0].lower() for one in wanted} <= pinned
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", lock)[1:])
    action = (ROOT / "action.yml").read_text("utf-8")
    assert action.count("pip install") == action.count("--require-hashes") == 1
