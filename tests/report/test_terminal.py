"""What a terminal, a pipe and their variables make of the report."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.command import ENDS, command_environment, own_checks, reviewlint
from tests.repository import Repository


@pytest.fixture
def failing(repo: Repository) -> Repository:
    own_checks(repo, ends_of_text_files=ENDS)
    repo.commit(
        {"a_rather_long_folder/with_more_folders_inside_it/and_then_a_file.txt": "BAD\n", "b.txt": "BAD\n"}
    )
    return repo


def on_terminal(where: Path, columns: int, env: Mapping[str, str], *args: str) -> str:
    """What the command writes to a terminal of that width."""
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24 if columns else 0, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "reviewlint", *args],
        cwd=where, stdin=inner, stdout=inner, stderr=inner, env=command_environment({"TERM": "xterm", **env}),
    )  # fmt: skip
    os.close(inner)
    parts = []
    while True:
        try:
            part = os.read(outer, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    process.wait(timeout=30)
    os.close(outer)
    return b"".join(parts).decode().replace("\r\n", "\n")


def test_on_a_terminal_only_the_bracket_is_coloured_and_paths_link(failing: Repository) -> None:
    out = on_terminal(failing.path, 90, {}, "check")
    assert "\x1b[1;31m[!]\x1b[0m ends-of-text-files" in out
    assert "\x1b]8;" in out
    assert "/b.txt" in out
    assert "ends badly" in out


@pytest.mark.parametrize(("env", "args"), [
    ({"NO_COLOR": "1"}, []), ({"TERM": "dumb"}, []), ({}, ["--color", "never"]),
    ({"REVIEWLINT_COLOR": "never"}, []),
])  # fmt: skip
def test_a_terminal_without_colour(failing: Repository, env: dict[str, str], args: list[str]) -> None:
    assert "\x1b" not in on_terminal(failing.path, 90, env, "check", *args)


@pytest.mark.parametrize("words", [["check"], ["--help"], ["chek"], ["explain", "tests-exist"], ["facts"]])
def test_a_pipe_gets_no_escape_codes(failing: Repository, words: list[str]) -> None:
    done = reviewlint(failing.path, *words, env={"TERM": "xterm"})
    assert "\x1b" not in done.out + done.err


def test_colour_can_be_forced_into_a_pipe(failing: Repository) -> None:
    for env, args in (({"FORCE_COLOR": "1"}, []), ({}, ["--color", "always"])):
        done = reviewlint(failing.path, "check", *args, env=env)
        assert "\x1b[1;31m[!]\x1b[0m" in done.out
        assert "\x1b]8;" not in done.out


def test_60_columns_are_kept_save_for_paths_and_commands(failing: Repository) -> None:
    out = on_terminal(failing.path, 60, {"NO_COLOR": "1"}, "check")
    long = [line for line in out.splitlines() if len(line) > 60]
    assert [line.strip() for line in long if ".txt:" not in line and "reviewlint " not in line] == []
    assert "[!] ends-of-text-files\n" in out or "[!] ends-of-text-files  files" in out


def test_a_terminal_of_no_size_counts_as_80_columns(failing: Repository) -> None:
    out = on_terminal(failing.path, 0, {"NO_COLOR": "1"}, "check")
    assert out == reviewlint(failing.path, "check").out


def test_ascii_where_nothing_else_can_be_shown(failing: Repository) -> None:
    failing.commit({"caf\u00e9.txt": "BAD\n"}, "Add a caf\u00e9")
    env = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = reviewlint(failing.path, "check", env=env)
    assert done.code == 1
    assert done.out.isascii()
    assert done.out.startswith("reviewlint 0.1.0 | topic onto main")
    assert "caf\\xe9.txt:1" in done.out


def test_hostile_names_reach_neither_terminal_nor_runner(failing: Repository) -> None:
    latin = b"\xe9.txt".decode("utf-8", "surrogateescape")
    names = ("::error::x\x1b]0;t\x07.txt", "##[add-mask]y.txt", latin)
    failing.commit(dict.fromkeys(names, "BAD\n"))
    for args in (["check"], ["check", "--format", "concise"], ["check", "--format", "json"], ["facts"]):
        done = reviewlint(failing.path, *args)
        for stream in (done.out, done.err):
            assert "\x1b" not in stream
            assert "##[" not in stream
            assert not any(line.lstrip().startswith("::") for line in stream.splitlines())


SHOWN = {"help": ("check", "--help"), "page": (), "error": ("check", "--base", "nowhere"), "usage": ("chek",)}


@pytest.mark.parametrize("kind", SHOWN)
def test_help_and_errors_have_colour_where_reports_have_it(failing: Repository, kind: str) -> None:
    args = SHOWN[kind]
    on = on_terminal(failing.path, 80, {}, *args)
    label = {"error": "\x1b[1;31merror: \x1b[0m", "usage": "\x1b[1;31merror: \x1b[0m"}.get(kind, "\x1b[1m")
    assert label in on
    plain = reviewlint(failing.path, *args)
    assert "\x1b" not in plain.out + plain.err
    assert _uncoloured(on) == plain.out + plain.err
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"REVIEWLINT_COLOR": "never"}):
        assert "\x1b" not in on_terminal(failing.path, 80, env, *args)
    assert "\x1b" not in on_terminal(failing.path, 80, {"FORCE_COLOR": "1"}, *args, "--color", "never")
    forced = reviewlint(failing.path, *args, env={"FORCE_COLOR": "1"})
    always = reviewlint(failing.path, "--color=always", *args)
    assert forced == always
    assert label in forced.out + forced.err


def _uncoloured(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
