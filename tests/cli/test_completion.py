"""`completion`: the shells get a script, and the script gets its words from the program."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import command_environment, reviewlint


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(tmp_path: Path, shell: str) -> None:
    done = reviewlint(tmp_path, "completion", shell)
    assert (done.code, done.err) == (0, "")
    assert "_REVIEWLINT_COMPLETE" in done.out


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "found"),
    [(["che"], "check"), (["check", "--sta"], "--staged"), (["replay", "--by", "m"], "merge")],
)
def test_bash_completes_commands_options_and_values(tmp_path: Path, words: list[str], found: str) -> None:
    (tmp_path / "reviewlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reviewlint "$@"\n')
    (tmp_path / "reviewlint").chmod(0o755)
    script = tmp_path / "script"
    script.write_text(reviewlint(tmp_path, "completion", "bash").out)
    line = " ".join(["reviewlint", *words])
    asked = (
        f". {script}; COMP_WORDS=({line}); COMP_CWORD={len(words)}; "
        '_reviewlint_completion reviewlint; echo "${COMPREPLY[@]}"'
    )
    env = command_environment()
    done = subprocess.run(
        ["bash", "--norc", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=env | {"PATH": f"{tmp_path}:{env['PATH']}"},
    )  # fmt: skip
    assert found in done.stdout.split(), done.stderr


def test_another_shell_gets_a_guess(tmp_path: Path) -> None:
    done = reviewlint(tmp_path, "completion", "fsh")
    assert done.code == 2
    assert "Did you mean fish?" in done.err
