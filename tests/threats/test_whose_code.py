"""In CI every command that runs checks runs those of the base revision, and the one that does not says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import ROOT, command_environment
from tests.repository import Repository
from tests.threats.harness import CI, UNTESTED, judged

QUIET = '''"""Is it quiet?"""
from reviewlint.api import passed


def run(facts, options):
    return passed("it is")
'''


@pytest.fixture
def mark(repo: Repository, tmp_path: Path) -> Path:
    """A topic branch whose own version of a check, and of the configuration, leaves a mark when it is run."""
    fired = tmp_path / "FIRED"
    repo.commit({".reviewlint/checks/quiet.py": QUIET, "shop/__init__.py": ""}, "Start")
    repo.git("switch", "-q", "-c", "topic")
    touch = f"import pathlib\npathlib.Path({str(fired)!r}).touch()\n"
    cases = '[[pass]]\nname = "a"\nbefore = {}\nafter = {"a.txt" = "a"}\n'
    repo.commit(
        {
            ".reviewlint/checks/quiet.py": QUIET + touch,
            ".reviewlint/checks/quiet.toml": cases,
            ".reviewlint/checks/other.py": QUIET + touch,
            "reviewlint.toml": '[reviewlint.checks.quiet]\nlevel = "off"\n',
            "shop/price.py": UNTESTED,
        },
        "Loud",
    )
    return fired


COMMANDS = [
    ("check",), ("facts",), ("template",), ("list",), ("list", "--schema"), ("explain", "quiet"),
    ("replay", "--last", "5"), ("replay", "--show", "quiet"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a1_a2_in_ci_no_command_runs_the_changes_checks(
    repo: Repository, mark: Path, command: tuple[str, ...]
) -> None:
    done = judged(repo.path, *command, env=CI)
    assert done.code in (0, 1)
    assert done.out
    assert not mark.exists()
    judged(repo.path, *command)
    runs = command not in (("facts",), ("list",))  # they load no check's code
    assert mark.exists() is runs


def test_a1_in_ci_the_levels_are_those_of_the_base(repo: Repository, mark: Path) -> None:
    row = next(
        r
        for r in judged(repo.path, "list", "--format", "json", env=CI).json["checks"]
        if r["check"] == "quiet"
    )
    assert (row["level"], row["level_from"]) == ("block", ".reviewlint/checks/quiet.py")
    assert judged(repo.path, "explain", "other", env=CI).code == 2
    assert "level: off" in judged(repo.path, "explain", "quiet").out


def test_test_checks_runs_the_changes_own_and_says_so(repo: Repository, mark: Path) -> None:
    judged(repo.path, "test-checks", env=CI)
    assert mark.exists()
    assert (
        "it executes the checks as they stand here, in CI those of\nthe change"
        in judged(repo.path, "test-checks", "--help").out
    )


@pytest.mark.parametrize("command", [("list",), ("explain", "quiet"), ("replay",)], ids=" ".join)
def test_without_a_base_they_refuse_and_name_the_way_out(
    repo: Repository, mark: Path, command: tuple[str, ...]
) -> None:
    repo.git("branch", "-m", "main", "trunk")
    done = judged(repo.path, *command, env=CI)
    assert (done.code, done.out) == (3, "")
    assert "in CI the checks come from the base revision" in done.err
    assert "next: name it: REVIEWLINT_BASE=<branch>" in done.err
    assert judged(repo.path, *command, env=CI | {"REVIEWLINT_BASE": "trunk"}).code == 0
    assert not mark.exists()


def test_on_the_main_branch_itself_its_own_checks_count(repo: Repository) -> None:
    repo.commit({".reviewlint/checks/quiet.py": QUIET}, "Start")
    done = judged(repo.path, "list", "--format", "json", env=CI)
    assert "quiet" in {row["check"] for row in done.json["checks"]}
    assert judged(repo.path, "explain", "quiet", env=CI).code == 0


def test_a_link_in_the_base_is_not_followed(repo: Repository, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text('[reviewlint.checks.reuse]\nlevel = "block"\n')
    (repo.path / "reviewlint.toml").symlink_to(outside)
    repo.commit({"a": "b"}, "Start")
    done = judged(repo.path, "list", "--format", "json", env=CI)
    assert {r["level"] for r in done.json["checks"] if r["check"] == "reuse"} != {"block"}


def test_a2_python_m_takes_no_module_from_the_folder_it_runs_in(repo: Repository, tmp_path: Path) -> None:
    fired = tmp_path / "FIRED"
    touch = f"import pathlib\npathlib.Path({str(fired)!r}).touch()\n"
    names = (
        "click/__init__.py",
        "tomllib.py",
        "json.py",
        "subprocess.py",
        "ast_grep_py/__init__.py",
        "yaml.py",
    )
    repo.commit({"a.py": "a = 1\n"}, "Start")
    repo.git("switch", "-q", "-c", "topic")
    repo.commit(dict.fromkeys(names, touch), "Shadow")
    done = subprocess.run(
        [sys.executable, "-m", "reviewlint", "check"], cwd=repo.path, capture_output=True, check=False,
        env=command_environment(CI | {"PYTHONPATH": str(ROOT)}), stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr.decode()
    assert not fired.exists()


def test_a1_in_ci_a_change_cannot_empty_the_template_it_must_fill(repo: Repository, tmp_path: Path) -> None:
    gate = '[reviewlint]\nselect = ["diff-template"]\n[reviewlint.checks.diff-template]\nlevel = "block"\n'
    template = ".github/PULL_REQUEST_TEMPLATE.md"
    start = {"reviewlint.toml": gate, template: "## What\n\n## How it was tested\n", "shop/__init__.py": ""}
    repo.commit(dict(start), "Start")
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"shop/price.py": UNTESTED}, "Add a price")
    text = tmp_path / "text.md"
    text.write_text("Add a price\n\nBecause.\n")

    def findings() -> list[str]:
        done = judged(repo.path, "check", "--description", str(text), "--format", "json", env=CI)
        results = {result["check"]: result for result in done.json["results"]}
        return [finding["message"] for finding in results["diff-template"]["findings"]]

    before = findings()
    assert before
    repo.commit({template: "Anything goes.\n"}, "Ask for less")
    assert findings() == before
