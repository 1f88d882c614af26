"""What pre-commit and git really do to a hook: stages, stashes, skips, other working trees, an odd terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.command import ENDS, ROOT, command_environment, reviewlint
from tests.repository import Repository

SAYS = '''"""Does the message say why?"""
from reviewlint.api import Facts, Finding, Outcome, failed, passed

STAGES = ("message",)


def run(facts: Facts, options: None) -> Outcome:
    if "because" in facts.text.body:
        return passed("it does")
    return failed("it does not", (Finding(f"no reason in {facts.text.title!r}"),))
'''
STAGES = ("pre-commit", "pre-push", "commit-msg", "prepare-commit-msg")


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return command_environment({"PRE_COMMIT_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)})


@pytest.fixture
def user(repo: Repository, env: dict[str, str]) -> Repository:
    """A repository with the hooks that ship, run by the program under test, on a branch."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        hook |= {
            "language": "system",
            "entry": hook["entry"].replace("reviewlint", f"{sys.executable} -m reviewlint", 1),
        }
    repo.commit(
        {
            ".pre-commit-config.yaml": yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}),
            "reviewlint.toml": '[reviewlint]\nselect = ["ends", "says"]\n',
            ".reviewlint/checks/ends.py": ENDS,
            ".reviewlint/checks/says.py": SAYS,
            **{f"many/{number}.txt": "good\n" for number in range(20)},
        }
    )
    repo.git("switch", "-q", "-c", "topic")
    run(repo.path, env, sys.executable, "-m", "pre_commit", "install", *(f"-t{stage}" for stage in STAGES))
    return repo


def run(where: Path, env: dict[str, str], *command: str) -> tuple[int, str]:
    done = subprocess.run(
        command,
        cwd=where,
        capture_output=True,
        text=True,
        env=env,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout + done.stderr


def stage(repo: Repository, files: dict[str, str]) -> None:
    repo.write(dict(files))
    repo.git("add", "-A")


def test_the_message_is_judged_when_it_is_written(user: Repository, env: dict[str, str]) -> None:
    stage(user, {"a.txt": "good\n"})
    code, said = run(user.path, env, "git", "commit", "-m", "Add a")
    assert code == 1
    assert "no reason in 'Add a'" in said
    assert said.count("a.txt") <= 1  # what is staged was judged by the hook before it
    code, said = run(user.path, env, "git", "commit", "-m", "Add a\n\nIt is needed because of b.")
    assert code == 0, said


def test_a_draft_goes_into_an_empty_message_only(
    user: Repository, env: dict[str, str], tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        f'#!/bin/sh\ncp "$1" {tmp_path}/shown\n'
        'printf "Add b\\n\\nbecause\\n" | cat - "$1" > "$1.new" && mv "$1.new" "$1"\n'
    )
    editor.chmod(0o755)
    stage(user, {"b.txt": "good\n", "docs/a.md": "# A\n"})
    code, said = run(user.path, env | {"GIT_EDITOR": str(editor)}, "git", "commit")
    assert code == 0, said
    shown = (tmp_path / "shown").read_text()
    assert "\n# ## What\n" in shown
    assert all(line.startswith("#") for line in shown.splitlines() if line)
    assert user.git("log", "-1", "--format=%B") == "Add b\n\nbecause"
    stage(user, {"c.txt": "good\n"})
    code, said = run(user.path, env, "git", "commit", "-m", "Add c\n\nbecause")
    assert code == 0, said
    assert user.git("log", "-1", "--format=%B") == "Add c\n\nbecause"


@pytest.mark.parametrize(
    ("message", "source"),
    [
        ("Mine\n\n# Please enter\n", ""),
        ("\n# Please enter\n", "merge"),
        ("\n# Please enter\n", "squash"),
        ("Squashed commit of the following:\n\n# x\n", ""),
    ],
)
def test_a_message_of_somebody_else_stays(repo: Repository, message: str, source: str) -> None:
    repo.commit({"a.txt": "x\n"})
    stage(repo, {"a.txt": "y\n"})
    file = repo.path / ".git/COMMIT_EDITMSG"
    file.write_text(message)
    done = reviewlint(
        repo.path,
        "template",
        "--staged",
        "--prepare",
        ".git/COMMIT_EDITMSG",
        env={"PRE_COMMIT_COMMIT_MSG_SOURCE": source},
    )
    assert (done.code, done.out, file.read_text()) == (0, "", message)


def test_a_draft_stays_a_comment_with_any_mark_and_below_scissors(repo: Repository) -> None:
    repo.commit({"a.txt": "x\n"})
    stage(repo, {"a.txt": "y\n"})
    file = repo.path / ".git/COMMIT_EDITMSG"
    scissors = "# ------------------------ >8 ------------------------\n# Do not modify the line above.\n"
    for message, mark in (("\n; Please enter\n", ";"), ("\n" + scissors, "#")):
        file.write_text(message)
        repo.git("config", "core.commentChar", mark)
        assert reviewlint(repo.path, "template", "--staged", "--prepare", str(file)).code == 0
        text = file.read_text()
        assert f"{mark} ## What" in text
        (repo.path / "other").write_text(text)
        cleanup = "scissors" if ">8" in text else "strip"
        done = subprocess.run(
            ["git", "-c", "core.editor=true", "commit", "-qeF", "other", f"--cleanup={cleanup}"],
            cwd=repo.path,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1, "nothing of it may become a message"
        once = file.read_text()
        reviewlint(repo.path, "template", "--staged", "--prepare", str(file))
        assert file.read_text() == once


def test_a_draft_that_cannot_be_made_stops_no_commit(repo: Repository) -> None:
    repo.commit({"reviewlint.toml": "[reviewlint]\nbroken = 1\n"})
    stage(repo, {"a.txt": "y\n"})
    (repo.path / "MSG").write_text("\n")
    done = reviewlint(repo.path, "template", "--staged", "--prepare", "MSG")
    assert done.code == 0
    assert "no draft for this message: " in done.err
    assert reviewlint(repo.path, "template", "--staged", "--prepare", "nowhere").code == 0


def test_only_what_is_staged_is_judged(user: Repository, env: dict[str, str]) -> None:
    stage(user, {"part.txt": "good\n"})
    user.write({"part.txt": "BAD\n", "many/1.txt": "BAD\n"})
    code, said = run(user.path, env, "git", "commit", "-m", "Part\n\nbecause")
    assert code == 0, said
    assert (user.path / "part.txt").read_text() == "BAD\n"
    stage(user, {"part.txt": "BAD\n"})
    user.write({"part.txt": "good\n"})
    code, said = run(user.path, env, "git", "commit", "-m", "Part\n\nbecause")
    assert code == 1
    assert "part.txt:1  ends badly" in said


def test_skip_and_all_files(user: Repository, env: dict[str, str]) -> None:
    stage(user, {"a.txt": "BAD\n"})
    commit = ("git", "commit", "-m", "Add a\n\nbecause")
    assert run(user.path, env, *commit)[0] == 1
    assert run(user.path, env | {"SKIP": "reviewlint-commit"}, *commit)[0] == 0
    code, said = run(
        user.path,
        env,
        sys.executable,
        "-m",
        "pre_commit",
        "run",
        "--all-files",
        "--hook-stage",
        "manual",
        "reviewlint",
    )
    assert code == 1
    assert said.count("a.txt:1  ends badly") == 1  # once, and only of the change


def test_a_new_branch_is_judged_from_where_it_left(
    user: Repository, env: dict[str, str], tmp_path: Path
) -> None:
    user.git("init", "-q", "--bare", str(tmp_path / "remote.git"))
    user.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    user.git("push", "-q", "--no-verify", "origin", "main")
    run(
        user.path,
        env | {"SKIP": "reviewlint-commit"},
        "git",
        "commit",
        "--allow-empty",
        "-qm",
        "One\n\nbecause",
    )
    stage(user, {"a.txt": "BAD\n"})
    user.git("commit", "-q", "--no-verify", "-m", "Two")
    code, said = run(user.path, env, "git", "push", "origin", "topic:refs/heads/fresh")
    assert code == 1
    assert said.count("a.txt:1  ends badly") == 1
    assert run(user.path, env, "git", "push", "origin", "--delete", "main")[0] == 0


def test_another_working_tree_and_a_submodule(user: Repository, env: dict[str, str], tmp_path: Path) -> None:
    user.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "other"))
    (tmp_path / "other" / "w.txt").write_text("BAD\n")
    run(tmp_path / "other", env, "git", "add", "-A")
    code, said = run(tmp_path / "other", env, "git", "commit", "-m", "W\n\nbecause")
    assert (code, "w.txt:1  ends badly" in said) == (1, True)
    outer = Repository(tmp_path / "outer")
    outer.commit({"x.txt": "x\n"})
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(user.path), "inner")
    inner = tmp_path / "outer" / "inner"
    run(inner, env, sys.executable, "-m", "pre_commit", "install", "-tpre-commit")
    (inner / "s.txt").write_text("BAD\n")
    run(inner, env, "git", "add", "-A")
    code, said = run(inner, env, "git", "commit", "-m", "S\n\nbecause")
    assert (code, "s.txt:1  ends badly" in said) == (1, True), said


def test_a_terminal_of_no_size(user: Repository, env: dict[str, str]) -> None:
    """pre-commit gives a hook a terminal of 0 by 0 where it has one itself."""
    stage(user, {"a.txt": "BAD\n"})
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "pre_commit", "run", "--hook-stage", "pre-commit", "reviewlint-commit"],
        cwd=user.path, stdin=theirs, stdout=theirs, stderr=theirs, env=env | {"TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 10_000)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        said += part
    os.close(ours)
    assert process.wait() == 1
    text = said.decode()
    assert "a.txt:1" in text
    assert "Traceback" not in text


def test_the_plain_hook_runs_in_git_itself(repo: Repository, tmp_path: Path, env: dict[str, str]) -> None:
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "reviewlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reviewlint "$@"\n')
    (bin_ / "reviewlint").chmod(0o755)
    repo.commit({"reviewlint.toml": '[reviewlint]\nselect = ["ends"]\n', ".reviewlint/checks/ends.py": ENDS})
    repo.git("config", "core.hooksPath", "tools/hooks")
    assert "Would write" in reviewlint(repo.path, "init", "--git-hook", "--dry-run").out
    assert not (repo.path / "tools").exists()
    done = reviewlint(repo.path, "init", "--git-hook")
    hook = repo.path / "tools/hooks/pre-push"
    assert (done.code, os.access(hook, os.X_OK)) == (0, True)
    assert "Nothing to do" in reviewlint(repo.path, "init", "--git-hook").out
    repo.git("init", "-q", "--bare", str(tmp_path / "remote.git"))
    repo.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"a.txt": "BAD\n"})
    path = env | {"PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}"}
    code, said = run(repo.path, path, "git", "push", "-q", "origin", "topic", "main")
    assert (code, said.count("[!] ends  a.txt:1  ends badly")) == (1, 1)
    repo.commit({"a.txt": "good\n"})
    assert run(repo.path, path, "git", "push", "-q", "origin", "topic")[0] == 0
    assert run(repo.path, path, "git", "push", "-q", "origin", "--delete", "topic")[0] == 0
    hook.write_text("#!/bin/sh\nmine\n")
    refused = reviewlint(repo.path, "init", "--git-hook")
    assert (refused.code, hook.read_text()) == (2, "#!/bin/sh\nmine\n")
