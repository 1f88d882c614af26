"""`init`: adds what is missing, leaves what is there, says what it looked at."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from difflib import ndiff
from pathlib import Path

import pytest
import yaml

from tests.cli.command import ROOT, command_environment, reviewlint
from tests.repository import Repository

PYPROJECT = """# ours
[project]
name = "shop"   # stays

[tool.ruff]
line-length = 100
"""
PRE_COMMIT = """# hooks
repos:
- repo: https://example.org/ruff   # pinned
  rev: v1
  hooks:
  - id: ruff
    args:
    - |
      --fix
# the end
ci:
  autofix_prs: false
"""
GITLAB = """stages: [build, test]
include:
  - local: x.yml
unit:
  script: [!reference [.setup, script]]
"""
APP = """from flask import Flask
from prometheus_client import Counter
app = Flask(__name__)
orders = Counter("orders", "orders")

@app.get("/orders")
def index():
    orders.inc()
    return "[]"
"""


def everything(root: Path) -> dict[str, bytes]:
    files = (
        path for path in root.rglob("*") if path.is_file() and ".git" not in path.relative_to(root).parts
    )
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def shop(repo: Repository) -> Repository:
    repo.commit(
        {"shop/app.py": APP, "tests/test_app.py": "def test_it(): ...\n", "pyproject.toml": PYPROJECT}
    )
    return repo


def test_a_plain_repository_gets_all_it_needs(shop: Repository) -> None:
    shop.git("remote", "add", "origin", "git@github.com:acme/shop.git")
    done = reviewlint(shop.path, "init")
    assert (done.code, done.err) == (0, "")
    files = everything(shop.path)
    assert files["pyproject.toml"].decode().startswith(PYPROJECT)
    assert tomllib.loads(files["pyproject.toml"].decode())["tool"]["reviewlint"] == {"extends": "basic"}
    assert files[".github/workflows/reviewlint.yml"] == (ROOT / "docs/ci/github.yml").read_bytes()
    assert files[".github/pull_request_template.md"] == (ROOT / "config/templates/default.md").read_bytes()
    hooks = yaml.safe_load(files[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    assert hooks[0]["id"] == "reviewlint"
    assert reviewlint(shop.path, "list").code == 0


def test_it_says_what_it_looked_at(shop: Repository) -> None:
    shop.git("remote", "add", "origin", "https://somebody:secret@gitlab.example.org/acme/shop.git")
    out = reviewlint(shop.path, "init", "--dry-run").out
    for line in (
        "languages   python 2",
        "tests       tests/ (1 files)",
        "endpoints   flask: 1, most in shop/app.py",
        "host, CI    gitlab.example.org, GitLab",
        "base        main",
    ):
        assert line in out
    assert "metrics     prometheus" in out
    assert "secret" not in out


def test_a_second_run_changes_nothing(shop: Repository) -> None:
    reviewlint(shop.path, "init")
    before = everything(shop.path)
    done = reviewlint(shop.path, "init")
    assert done.code == 0
    assert "Nothing to do: pyproject.toml configures reviewlint" in done.out
    assert everything(shop.path) == before


def test_a_dry_run_writes_nothing_and_shows_all(shop: Repository) -> None:
    before = everything(shop.path)
    out = reviewlint(shop.path, "init", "--dry-run").out
    assert everything(shop.path) == before
    assert "Would write  pyproject.toml" in out
    assert "  + [tool.reviewlint]" in out
    assert "- id: reviewlint" in out


def test_text_is_added_and_everything_else_stays(shop: Repository) -> None:
    shop.commit({".pre-commit-config.yaml": PRE_COMMIT, ".gitlab-ci.yml": GITLAB})
    assert reviewlint(shop.path, "init").code == 0
    hooks = (shop.path / ".pre-commit-config.yaml").read_text()
    lost = [line for line in ndiff(PRE_COMMIT.splitlines(), hooks.splitlines()) if line.startswith("- ")]
    assert lost == []
    read = yaml.safe_load(hooks)
    assert [row["repo"] for row in read["repos"]] == ["https://example.org/ruff", "local"]
    assert read["ci"] == {"autofix_prs": False}
    jobs = (shop.path / ".gitlab-ci.yml").read_text()
    assert jobs.startswith(GITLAB)
    assert "reviewlint" in [key.value for key, _ in yaml.compose(jobs, Loader=yaml.SafeLoader).value]
    checked = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", ".pre-commit-config.yaml"],
        cwd=shop.path, capture_output=True, text=True, check=False, env=command_environment(),
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_line_ends_stay_as_the_file_has_them(shop: Repository) -> None:
    (shop.path / "pyproject.toml").write_bytes(PYPROJECT.replace("\n", "\r\n").encode())
    reviewlint(shop.path, "init")
    text = (shop.path / "pyproject.toml").read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n")
    assert b"[tool.reviewlint]\r\n" in text


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {".pre-commit-config.yaml": "repos: [{repo: meta, hooks: [{id: identity}]}]\n"},
            "cannot be added to",
        ),
        ({".pre-commit-config.yaml": "repos: [\n"}, "cannot be added to"),
        ({".husky/pre-push": "npm test\n"}, "Husky keeps the hooks here: reviewlint check"),
        ({"lefthook.yml": "pre-push: {}\n"}, "lefthook keeps the hooks here"),
        ({".gitlab-ci.yml": "stages: [build]\n"}, ".gitlab-ci.yml is there: take over"),
        ({"Jenkinsfile": "pipeline {}\n"}, "Jenkinsfile is there: take over"),
        ({"readme.md": "# x\n"}, "no CI server was recognised"),
    ],
)
def test_what_cannot_be_added_to_is_said_and_stays(shop: Repository, files: dict, said: str) -> None:
    shop.commit(dict(files))
    done = reviewlint(shop.path, "init")
    assert done.code == 0
    assert said in done.out
    for path, text in files.items():
        assert (shop.path / path).read_text() == text


def test_a_project_without_pyproject_and_a_template_of_its_own(repo: Repository) -> None:
    repo.commit({"main.go": "package main\n", "docs/PULL_REQUEST_TEMPLATE.md": "## Why\n"})
    out = reviewlint(repo.path, "init").out
    assert (repo.path / "reviewlint.toml").read_text().startswith("[reviewlint]\n")
    assert "docs/PULL_REQUEST_TEMPLATE.md is the template" in out
    assert not (repo.path / ".github").exists()


def test_a_table_that_toml_cannot_take_goes_into_a_file_of_its_own(repo: Repository) -> None:
    text = "tool = { ruff = { line-length = 100 } }\n"
    repo.commit({"pyproject.toml": text})
    reviewlint(repo.path, "init")
    assert (repo.path / "pyproject.toml").read_text() == text
    assert (repo.path / "reviewlint.toml").exists()


def test_no_link_is_followed(shop: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("repos:\n- repo: meta\n")
    (shop.path / ".pre-commit-config.yaml").symlink_to(outside)
    done = reviewlint(shop.path, "init")
    assert done.code == 2
    assert "symbolic link" in done.err
    assert outside.read_text() == "repos:\n- repo: meta\n"
    assert (shop.path / "pyproject.toml").read_text() == PYPROJECT


def test_outside_and_bare(tmp_path: Path, shop: Repository) -> None:
    (tmp_path / "plain").mkdir()
    assert "not inside a Git repository" in reviewlint(tmp_path / "plain", "init").err
    shop.git("clone", "-q", "--bare", str(shop.path), str(tmp_path / "bare.git"))
    assert "bare" in reviewlint(tmp_path, "-C", "bare.git", "init").err


def test_from_a_folder_below_it_writes_at_the_top(shop: Repository) -> None:
    assert reviewlint(shop.path / "shop", "init").code == 0
    assert "[tool.reviewlint]" in (shop.path / "pyproject.toml").read_text()
    assert set(everything(shop.path / "shop")) == {"app.py"}


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("git@github.com:acme/shop.git", "github.com"),
        ("ssh://git@git.example.org:7999/acme/shop.git", "git.example.org"),
        ("https://token@bitbucket.org/acme/shop", "bitbucket.org"),
        ("file:///srv/git/shop.git", "no remote"),
        ("../shop.git", "no remote"),
        ("/srv/git/shop.git", "no remote"),
    ],
)
def test_the_host_is_that_of_the_remote(repo: Repository, address: str, host: str) -> None:
    repo.commit({"a.txt": "x\n"})
    repo.git("remote", "add", "origin", address)
    assert f"host, CI    {host}, " in reviewlint(repo.path, "init", "--dry-run").out
