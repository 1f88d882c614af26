"""Mistyped words, help and version."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reviewlint.cli.app import COMMANDS
from tests.cli.command import ENDS, command_environment, own_checks, reviewlint
from tests.repository import Repository

TYPOS = [
    (["chek"], "error: no such command: chek. Did you mean check?"),
    (["check", "--stagged"], "error: no such option: --stagged. Did you mean --staged?"),
    (["check", "--format", "jsn"], "error: --format: no such value: jsn. Did you mean json?"),
    (["check", "--color", "alwys"], "error: --color: no such value: alwys. Did you mean always?"),
    (["check", "--report", "jsn=x"], "error: --report: no such format: jsn. Did you mean json?"),
    (["check", "--report", "x.json"], "error: --report x.json: write NAME=FILE"),
    (["check", "--select", "test-exist"], "error: no such check: test-exist. Did you mean tests-exist?"),
    (["check", "--ignore", "test-exist"], "error: no such check: test-exist. Did you mean tests-exist?"),
    (["explain", "test-exist"], "error: no such check: test-exist. Did you mean tests-exist?"),
    (["check", "--base"], "error: "),
    (["check", "a", "b"], "error: "),
    (["--config", "nosuch.toml", "check"], "error: --config nosuch.toml: No such file or directory"),
    (["check", "-a"], "error: no such option: -a"),
]


@pytest.mark.parametrize(
    ("words", "said"), TYPOS, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_a_mistyped_word_is_an_error_with_a_guess(repo: Repository, words: list[str], said: str) -> None:
    repo.commit({"a.txt": "1\n"})
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"a.txt": "2\n"})
    done = reviewlint(repo.path, *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(said)
    assert len(done.err.splitlines()) <= 6


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_help_shows_examples_first_and_the_exit_codes(tmp_path: Path, words: list[str]) -> None:
    done = reviewlint(tmp_path, *words)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[2].strip().startswith("reviewlint check ")
    assert "130 interrupted" in done.out
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_on_one_screen(tmp_path: Path, command: str) -> None:
    done = reviewlint(tmp_path, command, "--help")
    assert (done.code, done.err) == (0, "")
    assert "Exit status: 0" in done.out
    assert len(done.out.splitlines()) <= 45
    assert max(map(len, done.out.splitlines())) <= 80


def test_help_names_every_option_of_check_and_its_variable(tmp_path: Path) -> None:
    from reviewlint.cli.check import command

    page = reviewlint(tmp_path, "check", "--help").out
    for parameter in command.params:
        long = [name for name in parameter.opts if name.startswith("--")]
        for name in long:
            assert name in page or name in ("--verbose", "--quiet"), name
        if parameter.envvar and long != ["--to-ref"]:
            assert str(parameter.envvar) in page


def test_the_version_imports_nothing_heavy(tmp_path: Path) -> None:
    for flag in ("--version", "-V"):
        assert reviewlint(tmp_path, flag).out == "reviewlint 0.1.0\n"
    traced = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "reviewlint", "--version"],
        capture_output=True, text=True, env=command_environment(), check=True,
    ).stderr  # fmt: skip
    assert "click" not in traced
    assert "reviewlint.cli" not in traced


def test_a_piped_check_imports_neither_rich_nor_gitpython(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "good\n"})
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "reviewlint", "check"],
        cwd=repo.path, capture_output=True, text=True, env=command_environment(), check=True,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not imported & {"rich", "git", "markdown_it", "importlib.metadata", "json", "sqlite3"}


def test_version_with_details(tmp_path: Path) -> None:
    done = reviewlint(tmp_path, "-v", "--version")
    assert "Python " in done.out
    assert "git version" in done.out


def test_list_shows_level_origin_and_where_the_level_comes_from(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    text = '[reviewlint]\nselect = ["ends"]\n\n[reviewlint.checks.ends]\nlevel = "ask"\n'
    repo.write({"reviewlint.toml": text})
    out = reviewlint(repo.path, "list").out
    assert "ask    ends" in out
    assert "(.reviewlint/checks/ends.py)" in out
    assert "level from reviewlint.toml:5" in out
    rows = reviewlint(repo.path, "list", "--format", "json").json["checks"]
    assert {"check": "ends", "level": "ask"}.items() <= next(r for r in rows if r["check"] == "ends").items()


def test_list_prints_a_schema_that_holds_for_configurations(repo: Repository) -> None:
    import jsonschema

    own_checks(repo, ends=ENDS)
    schema = reviewlint(repo.path, "list", "--schema").json
    jsonschema.Draft7Validator.check_schema(schema)
    good = {"reviewlint": {"select": ["ends"], "checks": {"ends": {"level": "ask", "max-bad": 2}}}}
    jsonschema.validate(good, schema)
    for bad in (
        {"checks": {"ends": {"level": "fail"}}},
        {"ignroe": []},
        {"checks": {"ends": {"max-bad": "2"}}},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"reviewlint": bad}, schema)


def test_explain_prints_the_docstring_the_waiver_and_the_options(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    out = reviewlint(repo.path, "explain", "ends").out
    assert "Does every file end well?" in out
    assert "Why        a file that ends badly is read twice." in out
    assert "Satisfy    end it well." in out
    assert "Reviewlint-Waive: ends: <why>" in out
    assert "max-bad = 0" in out
    assert 'words = ["BAD"]' in out


def test_nothing_imports_from_the_current_directory(repo: Repository) -> None:
    """Run as the console script is: the folder of the change is not on the path."""
    own_checks(repo, ends=ENDS)
    bomb = "raise SystemExit('imported')\n"
    repo.commit({"click.py": bomb, "tomllib.py": bomb, "reviewlint/__init__.py": bomb, "a.txt": "good\n"})
    code = "import sys; sys.argv = ['reviewlint', 'check']; from reviewlint.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=repo.path, capture_output=True, text=True, env=command_environment(), check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert os.linesep.join(["Ready: 1 passed"]) in done.stdout


@pytest.mark.parametrize("kind", ["revision", "plugin", "broken"])
def test_the_next_command_can_be_pasted(repo: Repository, kind: str) -> None:
    broken = {".reviewlint/checks/own.py": '"""Is it?"""\nimport no_such_module_here\n'}
    plugin = {"reviewlint.toml": '[reviewlint]\nplugins = ["no-such-plugin"]\n'}
    repo.commit({"a.py": "a = 1\n", **{"broken": broken, "plugin": plugin}.get(kind, {})}, "Start")
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"b.py": "b = 1\n"})
    done = reviewlint(repo.path, "check", *(["--base", "mian"] if kind == "revision" else []))
    assert done.code == 2
    pasted = done.err.partition("next: ")[2].partition("\n")[0]
    word, _, rest = pasted.partition(" ")
    assert word == {"plugin": "pip"}.get(kind, "reviewlint")
    assert subprocess.run(["bash", "-n", "-c", pasted], check=False).returncode == 0
    if word == "reviewlint":
        assert reviewlint(repo.path, *rest.split()).code in (0, 1)
