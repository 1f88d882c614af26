"""What is read without Click is what Click reads."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reviewlint.cli import plain
from reviewlint.cli.check import command
from reviewlint.cli.settings import Settings
from tests.cli.command import ENDS, command_environment, own_checks
from tests.repository import Repository

READ = (
    "",
    "main..topic",
    "--base main",
    "-b main -v -v -q",
    "--base=v2.1 --format=json",
    "a...b --select x --select y,z --ignore w --report json=out.json",
    "--staged --message-file .git/COMMIT_EDITMSG",
    "-s -e --include-untracked --coverage a.xml --coverage b.xml",
    "--from-ref a --to-ref b --description -",
    "--diff - -C below --config own.toml",
)
LEFT = (
    "--base",
    "--base=",
    "--base --staged",
    "a b",
    "--format jsn",
    "--stagged",
    "--stag",
    "-sv",
    "-bmain",
    "--staged=yes",
    "--",
    "-",
    "-h",
    "--help",
    "--debug",
    "--color always",
    "--fail-on ask",
    "--base a --base b",
)


@pytest.mark.parametrize("words", READ)
def test_what_is_read_is_what_click_reads(words: str) -> None:
    given = plain.options_of(words.split())
    assert given == command.make_context("check", words.split()).params


@pytest.mark.parametrize("words", LEFT)
def test_what_may_be_wrong_is_left_to_click(words: str) -> None:
    assert plain.read(["check", *words.split()], ()) is None


def test_settings_come_from_both_sides_of_the_command() -> None:
    found = plain.read(["-C", "there", "check", "-q"], ("HOME",))
    assert found is not None
    assert found[0] == Settings("there", verbosity=-1)
    found = plain.read(["-C", "there", "check", "-C", "here"], ())
    assert found is not None
    assert found[0] == Settings("here")


@pytest.mark.parametrize("words", [[], ["list"], ["-C", "there"], ["-q", "check"], ["-C", "-v", "check"]])
def test_other_commands_are_left_to_click(words: list[str]) -> None:
    assert plain.read(words, ()) is None


@pytest.mark.parametrize("variable", ["REVIEWLINT_BASE", "_REVIEWLINT_COMPLETE"])
def test_variables_are_left_to_click(variable: str) -> None:
    assert plain.read(["check"], ("HOME", variable)) is None


def test_an_ordinary_check_imports_no_click(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "good\n"})
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "reviewlint", "check", "HEAD^..HEAD"],
        cwd=repo.path, capture_output=True, text=True, env=command_environment(), check=True,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "click" not in imported
