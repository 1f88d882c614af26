"""The action, whole: its steps one after the other, as a runner takes them, on the clone that a request's run gets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.command import ENDS, command_environment
from tests.repository import Repository

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
_EXPRESSION = re.compile(r"\$\{\{ *(?:inputs\.([\w-]+)|steps\.(\w+)\.outputs\.([\w-]+)) *\}\}")


class Runner:
    """Runs the steps of a composite action: bash steps for real, `uses` by what the named action would leave."""

    def __init__(self, folder: Path, clone: Path, environ: Mapping[str, str]) -> None:
        folder.mkdir()
        self.clone, self.summary, self.log = clone, folder / "summary.md", ""
        self._environ = {
            "GITHUB_ACTION_PATH": str(ROOT),
            "RUNNER_TEMP": str(folder),
            "PYTHONPATH": "",
        } | dict(environ)
        self._environ["GITHUB_STEP_SUMMARY"] = str(self.summary)
        self._outputs: dict[str, dict[str, str]] = {}
        self._installed = False  # once: the steps of a second run would only do it again

    def run(self, **given: str) -> int:
        """The exit code of the first step that fails, 0 without one."""
        unknown = given.keys() - ACTION["inputs"].keys()
        assert not unknown
        inputs = {name: given.get(name, row.get("default", "")) for name, row in ACTION["inputs"].items()}
        self.log = ""
        for step in ACTION["runs"]["steps"]:
            if step.get("name") == "Install" and self._installed:
                continue
            code = self._used(step) if "uses" in step else self._bash(step, inputs)
            if code:
                return code
            self._installed |= step.get("name") == "Install"
        return 0

    def _used(self, step: Mapping[str, Any]) -> int:
        assert step["uses"].startswith("actions/setup-python@")
        self._outputs[step["id"]] = {"python-path": sys.executable}
        return 0

    def _bash(self, step: Mapping[str, Any], inputs: Mapping[str, str]) -> int:
        assert (step["shell"], "${{" in step["run"]) == ("bash", False)

        def value(found: re.Match[str]) -> str:
            return inputs[found[1]] if found[1] else self._outputs[found[2]][found[3]]

        env = {name: _EXPRESSION.sub(value, text) for name, text in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.clone, env=command_environment(self._environ | env), capture_output=True, text=True, check=False,
            timeout=600,
        )  # fmt: skip
        self.log += done.stdout + done.stderr
        return done.returncode


@pytest.fixture(scope="module")
def request_run(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A fork's request, its target moved on since, checked out as `actions/checkout` does with fetch-depth: 0."""
    folder = tmp_path_factory.mktemp("action")
    repo = Repository(folder / "server")
    repo.commit(
        {"reviewlint.toml": '[reviewlint]\nselect = ["ends"]\n', ".reviewlint/checks/ends.py": ENDS}, "Start"
    )
    repo.git("switch", "-q", "-c", "fork")
    repo.commit({"reviewlint.toml": "[reviewlint]\nselect = []\n"}, "Loosen the gate")
    head = repo.commit({"a.txt": "BAD\n"}, "Add a")
    repo.git("switch", "-q", "main")
    frozen = repo.git("rev-parse", "HEAD")
    repo.commit({"later.txt": "good\n"}, "Later")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge for the run", "fork")
    repo.git("update-ref", "refs/pull/7/merge", "HEAD")
    repo.git("reset", "-q", "--hard", "HEAD^")
    clone = Repository(folder / "clone")
    clone.git("remote", "add", "origin", str(repo.path))
    clone.git("fetch", "-q", "origin", "+refs/heads/main:refs/remotes/origin/main",
              "+refs/pull/7/merge:refs/remotes/pull/7/merge")  # fmt: skip
    clone.git("checkout", "-q", "--detach", "refs/remotes/pull/7/merge")
    event = folder / "event.json"
    request = {
        "number": 7, "title": "Add a", "body": "Because.", "draft": False, "updated_at": "2026-01-02T03:04:05Z",
        "user": {"login": "ada", "type": "User"}, "base": {"ref": "main", "sha": frozen},
        "head": {"ref": "fork", "sha": head}, "labels": [], "requested_reviewers": [], "requested_teams": [],
    }  # fmt: skip
    event.write_text(json.dumps({"action": "synchronize", "number": 7, "pull_request": request}))
    environ = {
        "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": str(event),
        "GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "fork", "GITHUB_REF": "refs/pull/7/merge",
        "GITHUB_REPOSITORY": "acme/shop", "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_WORKSPACE": str(clone.path),
    }  # fmt: skip
    return Runner(folder / "temp", clone.path, environ)


def test_the_whole_action_judges_the_request(request_run: Runner) -> None:
    assert request_run.run(sarif="found.sarif") == 1, request_run.log
    assert "::error title=ends,file=a.txt,line=1::ends badly" in request_run.log
    fresh = [line.strip() for line in request_run.log.splitlines() if "--description" in line]
    assert fresh == ["gh pr view --json body --jq .body | reviewlint check --description -"]  # not wrapped
    assert "later.txt" not in request_run.log
    assert "reviewlint.toml" in request_run.log  # the change alters its own gate
    assert "https://github.com/acme/shop/blob/" in request_run.summary.read_text()
    (run,) = json.loads((request_run.clone / "found.sarif").read_text())["runs"]
    assert "ends" in {result["ruleId"] for result in run["results"]}
    assert not (request_run.clone / "build").exists()


def test_its_options_reach_the_program(request_run: Runner) -> None:
    assert request_run.run(args="--exit-zero --select ends", format="concise") == 0, request_run.log
    assert "[!] ends  a.txt:1  ends badly" in request_run.log
    assert request_run.run(args="--selct ends") == 2
    assert "Did you mean --select?" in request_run.log
