from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.command import (
    ASKS,
    BREAKS,
    ENDS,
    command_environment,
    interruptible,
    own_checks,
    reviewlint,
)
from tests.repository import Repository


def test_a_failure_closes_the_gate_and_says_where_and_what_to_do(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    done = reviewlint(repo.path, "check")
    assert done.code == 1
    assert done.out.splitlines() == [
        "reviewlint 0.1.0 · topic onto main",
        "1 commit · 1 file · +1 -0 · worktree clean",
        "",
        "[!] ends  files that end badly",
        "      a.txt:1  ends badly",
        "      do: end it well",
        "",
        "Not ready: 1 failed",
        "  why, and how to fix: reviewlint explain ends",
        "  not this time: write this in a commit message or the request's text",
        "      Reviewlint-Waive: ends: <why>",
    ]
    assert done.err == ""


def test_a_pass_shows_its_evidence(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "good\n"})
    done = reviewlint(repo.path, "check")
    assert done.code == 0
    assert done.out.splitlines()[3:] == [
        "[x] ends  1 of 1 end well",
        "      a.txt:1  ends well",
        "",
        "Ready: 1 passed",
    ]


def test_quiet_says_nothing_when_nothing_needs_anybody(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "good\n"})
    done = reviewlint(repo.path, "check", "-q")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_no_check_applies_is_said(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"LICENSE": "MIT\n"})
    done = reviewlint(repo.path, "check")
    assert done.code == 0
    expected = "Nothing to judge: the check does not apply to this change (1 file: LICENSE)."
    assert done.out.splitlines()[-1] == expected


def test_a_broken_check_is_never_a_pass_and_the_others_still_answer(repo: Repository) -> None:
    own_checks(repo, breaks=BREAKS, ends=ENDS)
    repo.commit({"a.txt": "good\n"})
    done = reviewlint(repo.path, "check", "--format", "json")
    assert done.code == 3
    assert done.statuses() == {"breaks": "not-evaluated", "ends": "passed"}
    assert done.json["verdict"] == "not-evaluated"
    assert done.json["results"][0]["summary"] == "the check broke: KeyError: 'owner' (breaks.py:7)"
    assert "Traceback" not in done.err
    assert "Traceback" in reviewlint(repo.path, "check", "--debug").err


def test_a_failure_stands_although_another_check_broke(repo: Repository) -> None:
    own_checks(repo, breaks=BREAKS, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    assert reviewlint(repo.path, "check").code == 1


def test_exit_zero_hides_a_failure_and_nothing_else(repo: Repository) -> None:
    own_checks(repo, breaks=BREAKS, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    assert reviewlint(repo.path, "check", "--exit-zero").code == 0
    assert reviewlint(repo.path, "check", "--exit-zero", "--select", "breaks").code == 3
    assert reviewlint(repo.path, "check", "--exit-zero", "--base", "nosuch").code != 0


def test_a_question_closes_the_gate_only_when_asked_to(repo: Repository) -> None:
    own_checks(repo, asks=ASKS)
    repo.commit({"a.txt": "x\n"})
    done = reviewlint(repo.path, "check")
    assert done.code == 0
    assert "[?] asks  for a person: is somebody sure?" in done.out
    assert done.out.splitlines()[-1] == "Ready, 1 question for the reviewer: 1 to answer"
    assert reviewlint(repo.path, "check", "--fail-on", "ask").code == 1
    assert reviewlint(repo.path, "check", env={"REVIEWLINT_FAIL_ON": "ask"}).code == 1


def test_level_ask_turns_a_failure_into_a_question(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.write(
        {"reviewlint.toml": '[reviewlint]\nselect = ["ends"]\n[reviewlint.checks.ends]\nlevel = "ask"\n'}
    )
    repo.commit({"a.txt": "BAD\n"})
    done = reviewlint(repo.path, "check", "--format", "json")
    assert done.code == 0
    assert done.statuses() == {"gate-changed": "needs-human", "ends": "needs-human"}


def test_what_needs_you_comes_first(repo: Repository) -> None:
    own_checks(repo, asks=ASKS, breaks=BREAKS, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    out = reviewlint(repo.path, "check").out
    assert out.index("[!] ends") < out.index("[E] breaks") < out.index("[?] asks")


def test_options_reach_the_check(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    text = '[reviewlint]\nselect = ["ends"]\n[reviewlint.checks.ends]\nmax-bad = 1\nwords = ["WORSE"]\n'
    repo.commit({"reviewlint.toml": text, "a.txt": "BAD\n", "b.txt": "WORSE\n", "c.txt": "WORSE\n"})
    done = reviewlint(repo.path, "check", "--format", "json")
    found = {f["path"] for r in done.json["results"] if r["check"] == "ends" for f in r["findings"]}
    assert found == {"b.txt", "c.txt"}


def test_the_json_contract(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    head = repo.commit({"a.txt": "BAD\n"})
    done = reviewlint(repo.path, "check", "main..topic", "--format", "json")
    document = done.json
    assert document["version"] == 1
    assert (document["base"], document["head"]) == (repo.git("rev-parse", "main"), head)
    (result,) = document["results"]
    finding = result["findings"][0]
    assert finding.pop("fingerprint")
    assert result == {
        "check": "ends",
        "title": "Does every file end well?",
        "status": "failed",
        "level": "block",
        "summary": "files that end badly",
        "findings": [
            {"path": "a.txt", "line": 1, "end_line": 0, "message": "ends badly", "fix": "end it well"}
        ],
        "evidence": [],
        "waiver": None,
    }


def test_nothing_to_judge_is_a_sentence_and_a_document(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    done = reviewlint(repo.path, "check")
    assert done.code == 0
    assert done.out.startswith("Nothing to judge: ")
    assert reviewlint(repo.path, "check", "-q").out == ""
    document = reviewlint(repo.path, "check", "--format", "json").json
    assert (document["verdict"], document["results"]) == ("passed", [])
    assert document["notes"][0].startswith("Nothing to judge: ")


def test_reports_go_to_files_beside_stdout(repo: Repository, tmp_path: Path) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    written = {name: tmp_path / f"report.{name}" for name in ("json", "concise")}
    more = [f"--report={name}={path}" for name, path in written.items()]
    done = reviewlint(repo.path, "check", *more)
    assert "[!] ends" in done.out
    assert json.loads(written["json"].read_text())["verdict"] == "failed"
    assert written["concise"].read_text().splitlines()[1] == "[!] ends  a.txt:1  ends badly"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["repo", "report.concise", "report.json"]


def test_a_report_that_cannot_be_written_is_an_error(repo: Repository, tmp_path: Path) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "good\n"})
    done = reviewlint(repo.path, "check", f"--report=json={tmp_path}/none/r.json")
    assert done.code == 2
    assert "No such file or directory" in done.err


def test_from_a_sub_folder_the_whole_change_with_paths_from_there(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"docs/a.txt": "BAD\n", "b.txt": "BAD\n"})
    here = reviewlint(repo.path / "docs", "check")
    assert "      ../b.txt:1  ends badly" in here.out
    assert "      a.txt:1     ends badly" in here.out
    there = reviewlint(repo.path.parent, "-C", str(repo.path / "docs"), "check")
    assert (there.code, there.out) == (here.code, here.out)
    machine = reviewlint(repo.path / "docs", "check", "--format", "json").json
    assert [f["path"] for f in machine["results"][0]["findings"]] == ["b.txt", "docs/a.txt"]


def test_in_a_hook_one_finding_a_line(repo: Repository) -> None:
    own_checks(repo, asks=ASKS, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    done = reviewlint(repo.path, "check", env={"PRE_COMMIT": "1"})
    assert done.code == 1
    assert done.out.splitlines() == [
        "topic onto main: not ready: 1 failed · 1 to answer",
        "[!] ends  a.txt:1  ends badly",
        "[?] asks  a.txt:1  look here",
        "all of it: REVIEWLINT_FORMAT=text pre-commit run --hook-stage manual reviewlint",
    ]


@pytest.mark.parametrize("which", [(), ("--staged",), ("--base", "main"), ("main..topic",)], ids=" ".join)
def test_the_command_that_shows_all_of_it_shows_this_change(repo: Repository, which: tuple[str, ...]) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    repo.write({"b.txt": "BAD\n"})
    repo.git("add", "b.txt")
    concise = reviewlint(repo.path, "check", *which, "--format", "concise")
    pasted = concise.out.splitlines()[-1].removeprefix("all of it: reviewlint ").split()
    whole = reviewlint(repo.path, *pasted)
    assert whole.code == 1
    assert whole.out == reviewlint(repo.path, "check", *which).out


def test_staged_asks_only_what_makes_sense_for_one_commit(repo: Repository) -> None:
    own_checks(repo, asks=ASKS, ends=ENDS)
    repo.write({"a.txt": "BAD\n"})
    repo.git("add", "a.txt")
    done = reviewlint(repo.path, "check", "--staged", "--format", "json")
    assert (done.code, done.statuses()) == (1, {"ends": "failed"})
    assert "asks: asked of the whole branch" in done.err
    named = reviewlint(repo.path, "check", "--staged", "--select", "asks", "--format", "json")
    assert named.statuses() == {"asks": "needs-human"}


def test_in_ci_the_change_cannot_weaken_its_gate(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    weaker = '[reviewlint]\nignore = ["ends"]\nbase = "HEAD"\n'
    softer = ENDS.replace("len(bad) > options.max_bad", "False")
    repo.commit({"reviewlint.toml": weaker, ".reviewlint/checks/ends.py": softer, "a.txt": "BAD\n"})
    for env in ({"CI": "true"}, {"GITHUB_ACTIONS": "true"}):
        done = reviewlint(repo.path, "check", "--base", "main", "--format", "json", env=env)
        assert done.code == 1
        assert done.statuses() == {"gate-changed": "needs-human", "ends": "failed"}
        touched = [f["path"] for f in done.json["results"][0]["findings"]]
        assert touched == [".reviewlint/checks/ends.py", "reviewlint.toml"]
    local = reviewlint(repo.path, "check", "--base", "main", "--format", "json")
    assert local.code == 0


def test_in_ci_a_waiver_of_the_changes_own_configuration_does_not_count(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    waiver = '[[reviewlint.waivers]]\ncheck = "ends"\nreason = "I say so"\n'
    repo.commit({"reviewlint.toml": f'[reviewlint]\nselect = ["ends"]\n{waiver}', "a.txt": "BAD\n"})
    assert reviewlint(repo.path, "check").code == 0
    assert reviewlint(repo.path, "check", "main..topic", env={"CI": "1"}).code == 1


def test_a_named_config_file_comes_from_the_base_too(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.git("switch", "-q", "main")
    repo.commit({"ci/gate.toml": '[reviewlint]\nselect = ["ends"]\n'})
    repo.git("switch", "-q", "-C", "topic")
    repo.commit({"ci/gate.toml": '[reviewlint]\nignore = ["ends"]\n', "a.txt": "BAD\n"})
    done = reviewlint(repo.path, "--config", "ci/gate.toml", "check", "main..topic", env={"CI": "1"})
    assert done.code == 1


def test_a_bare_repository_takes_its_configuration_from_the_base(repo: Repository, tmp_path: Path) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    bare = tmp_path / "bare.git"
    repo.git("clone", "-q", "--bare", str(repo.path), str(bare))
    done = reviewlint(tmp_path, "-C", str(bare), "check", "main..topic", "--format", "json")
    assert (done.code, done.statuses()) == (1, {"ends": "failed"})


def test_pyproject_counts_as_gate_only_where_our_table_changes(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"pyproject.toml": '[project]\nname = "reviewlint-user"\n'})
    assert "gate-changed" not in reviewlint(repo.path, "check", "HEAD^..HEAD").out
    repo.git("rm", "-q", "reviewlint.toml")
    repo.commit({"pyproject.toml": '[project]\nname = "x"\n[tool.reviewlint]\nselect = ["ends"]\n'})
    out = reviewlint(repo.path, "check", "HEAD^..HEAD").out
    assert "      pyproject.toml" in out


def test_a_closed_pipe_ends_silently(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({f"{n}.txt": "BAD\n" for n in range(400)})
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "reviewlint", "check", "-v"],
        cwd=repo.path, stdout=write, stderr=subprocess.PIPE, env=command_environment(), check=False,
    )  # fmt: skip
    os.close(write)
    assert done.stderr == b""


def test_interrupted_ends_with_130_and_one_line(repo: Repository, tmp_path: Path) -> None:
    mark = tmp_path / "started"
    body = f"    pathlib.Path({str(mark)!r}).touch()\n    time.sleep(30)\n"
    slow = f'"""Slow?"""\nimport pathlib, time\ndef run(facts, options):\n{body}'
    own_checks(repo, slow=slow)
    repo.commit({"a.txt": "x\n"})
    process = subprocess.Popen(
        [sys.executable, "-m", "reviewlint", "check"],
        cwd=repo.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=command_environment(),
        preexec_fn=interruptible,
    )  # fmt: skip
    while not mark.exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err.strip()) == (130, b"", b"interrupted: no report was written")


def test_an_open_stdin_is_not_waited_for(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "good\n"})
    read, write = os.pipe()
    done = subprocess.run(
        [sys.executable, "-m", "reviewlint", "check"],
        cwd=repo.path, stdin=read, capture_output=True, timeout=30, env=command_environment(), check=False,
    )  # fmt: skip
    os.close(read)
    os.close(write)
    assert done.returncode == 0


def test_a_full_disk_is_said(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "good\n"})
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reviewlint", "check"],
            cwd=repo.path, stdout=full, stderr=subprocess.PIPE, env=command_environment(), check=False,
        )  # fmt: skip
    assert done.returncode == 3
    assert b"could not be written: No space left on device" in done.stderr


def test_a_change_too_large_to_read_is_not_evaluated_and_says_so(repo: Repository) -> None:
    repo.commit({"reviewlint.toml": "[reviewlint]\nmax-lines = 9\n"}, "Start")
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"shop.py": "def price():\n    return sold * 2\n" * 6, "notes.txt": "a\n" * 50})
    done = reviewlint(repo.path, "check", "--format", "json")
    assert done.code == 3
    said = next(result for result in done.json["results"] if result["check"] == "tests-exist")
    assert said["status"] == "not-evaluated"
    assert said["summary"] == "too large to read: 12 changed lines of code (max-lines = 9)"
    asked = reviewlint(repo.path, "check", "--format", "json", "--select", "leftovers")
    assert (asked.json["results"][0]["level"], asked.code) == ("ask", 3)
    refused = reviewlint(repo.path, "facts")
    assert refused.code == 3
    assert "raise the limit in the configuration: max-lines" in refused.err
    repo.git("switch", "-q", "main")
    repo.commit({"reviewlint.toml": "[reviewlint]\nmax-lines = 12\n"})
    repo.git("switch", "-q", "topic")
    repo.git("rebase", "-q", "main")
    read = reviewlint(repo.path, "check", "--format", "json")
    assert "not-evaluated" not in {result["status"] for result in read.json["results"]}
