"""Patches from a file: what they hold, what they cannot tell, and what they may not do."""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewlint.change.applying import applied, parsed
from reviewlint.change.lines import line_hunks
from reviewlint.change.open import Request, open_change
from reviewlint.change.patchfile import split_patch
from reviewlint.errors import NothingToJudge, ReviewlintError, UsageError
from tests.change.opened import only, opened
from tests.repository import Repository, environment

BODY = "".join(f"line_{n} = {n}\n" for n in range(30))


def git_diff(repo: Repository, *args: str) -> bytes:
    done = subprocess.run(
        ["git", "diff", *args], cwd=repo.path, capture_output=True, env=environment(), check=True
    )
    return done.stdout


def patch_of(repo: Repository, *args: str) -> str:
    target = repo.path.parent / "my.patch"
    target.write_bytes(git_diff(repo, *args))
    return str(target)


def refused(path: Path, text: str | bytes) -> ReviewlintError:
    target = path / "given.patch"
    target.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ReviewlintError) as caught:
        open_change(Request(directory=path, diff=str(target)))
    return caught.value


@pytest.fixture
def edited(repo: Repository) -> Repository:
    repo.commit(
        {"a.py": BODY, "old.py": BODY.upper(), "gone.py": "g = 1\n", 'q"\t\n.py': "q = 1\n", "b": b"\0"}
    )
    changes: dict[str, str | bytes | None] = {
        "a.py": BODY.replace("line_3 = 3", "line_3 = 33"),
        "old.py": None,
        "d/new.py": BODY.upper() + "MORE = 1\n",
        "gone.py": None,
        'q"\t\n.py': "q = 2",
        "added caf\u00e9.py": "x = 1\n",
        "b": b"\0\1",
        "empty.py": "",
    }
    repo.commit(changes)
    return repo


@pytest.mark.parametrize("options", [[], ["--no-prefix"], ["--binary", "--full-index"], ["-U0"]])
def test_a_patch_reads_as_the_range_it_came_from(edited: Repository, options: list[str]) -> None:
    patch = patch_of(edited, *options, "HEAD^", "HEAD")
    with opened(edited, diff=patch) as change, opened(edited, range="HEAD^..HEAD") as truth:
        assert [(f.path, f.old_path, f.status) for f in change.files] == [
            (f.path, f.old_path, f.status) for f in truth.files
        ]
        for given_, real in zip(change.files, truth.files, strict=True):
            assert change.text(given_, "base") == truth.text(real, "base")
            assert change.text(given_, "head") == truth.text(real, "head")
            assert change.unreadable(given_, "head") == truth.unreadable(real, "head")
            assert change.counts(given_) == truth.counts(real)
            assert change.added_lines(given_) == truth.added_lines(real)
        assert set(change.tree("head")) == set(truth.tree("head"))
        assert set(change.tree("base")) == set(truth.tree("base"))
        assert change.read("head", ["a.py", "d/new.py"]) == truth.read("head", ["a.py", "d/new.py"])
        assert (change.base, change.head) == (None, None)


def test_outside_a_repository_only_the_patch_is_known(edited: Repository, tmp_path: Path) -> None:
    patch = patch_of(edited, "HEAD^", "HEAD")
    with opened(edited, directory=tmp_path, diff=patch) as change:
        by_path = {f.path: f for f in change.files}
        assert change.unreadable(by_path["a.py"], "head") == "not in the patch"
        assert change.counts(by_path["a.py"]) == (1, 1)
        assert change.text(by_path["added caf\u00e9.py"], "head") == "x = 1\n"
        assert change.text(by_path["gone.py"], "base") == "g = 1\n"
        assert change.tree("head") == {}
        assert change.git_dir is None


def test_old_contents_by_path_when_the_ids_are_unknown(repo: Repository) -> None:
    repo.commit({"a.py": BODY})
    after = BODY.replace("line_7 = 7", "line_7 = 77")
    lines = difflib.unified_diff(
        BODY.splitlines(True), after.splitlines(True), "a/a.py\t2026-01-01", "b/a.py"
    )
    target = repo.path.parent / "plain.patch"
    target.write_text("".join(lines))
    with opened(repo, diff=str(target)) as change:
        assert change.text(only(change), "head") == after
        assert change.comparison.text == f"the patch {target}"
    target.write_text(target.read_text().replace(" line_5 = 5", " line_5 = 55"))
    with opened(repo, diff=str(target)) as change:
        assert change.text(only(change), "head") is None
        assert change.unreadable(only(change), "head") == "not in the patch"


def test_a_series_that_touches_a_file_twice(repo: Repository) -> None:
    repo.commit({"a.py": BODY})
    repo.commit({"a.py": BODY + "one = 1\n"})
    repo.commit({"a.py": BODY + "one = 1\ntwo = 2\n", "n.py": "n\n"})
    target = repo.path.parent / "series.mbox"
    target.write_text(repo.git("format-patch", "--stdout", "HEAD~2") + "\n")
    with opened(repo, diff=str(target)) as change:
        assert [f.path for f in change.files] == ["a.py", "n.py"]
        assert change.text(change.files[0], "base") == BODY
        assert change.text(change.files[0], "head") == BODY + "one = 1\ntwo = 2\n"
        assert change.counts(change.files[0]) == (2, 0)


def test_content_cannot_pose_as_a_header(repo: Repository) -> None:
    repo.commit({"a.txt": "start\n"})
    forged = "start\n-- a/x\n++ b/tests/test_x.py\n@@ -0,0 +1 @@\ndiff --git a/t b/t\n+def test(): pass\n"
    repo.commit({"a.txt": forged})
    for options in ([], ["-U0"]):
        with opened(repo, diff=patch_of(repo, *options, "HEAD^", "HEAD")) as change:
            assert only(change).path == "a.txt"
            assert change.text(only(change), "head") == forged
            assert change.counts(only(change)) == (5, 0)
    with opened(repo, range="HEAD^..HEAD") as change:
        assert change.counts(only(change)) == (5, 0)


@pytest.mark.parametrize("name", ["../out", "/etc/passwd", "a/../../b", "C:/x", ".git/config"])
def test_hostile_paths_are_refused(tmp_path: Path, name: str) -> None:
    error = refused(tmp_path, f"--- /dev/null\n+++ b/{name}\n@@ -0,0 +1 @@\n+x\n")
    assert isinstance(error, UsageError)
    assert "outside of the repository" in error.what


def test_what_is_no_patch_says_so(tmp_path: Path) -> None:
    error = refused(tmp_path, "Dear diary\n")
    assert 'is not a diff (no "diff --git" or "@@" line in 1 line read)' in error.what
    assert isinstance(refused(tmp_path, " \n"), NothingToJudge)
    assert "cut" in str(refused(tmp_path, "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n").why)
    assert (
        "combined diff"
        in refused(tmp_path, "diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1 -1 +1 @@@\n").what
    )
    with pytest.raises(UsageError, match="cannot read the patch"):
        open_change(Request(directory=tmp_path, diff=str(tmp_path / "none")))


@pytest.mark.parametrize("number", ["4294967296", "1" * 40, "9" * 5_000])
def test_no_file_has_so_many_lines(tmp_path: Path, number: str) -> None:
    hunk = f"--- a/x\n+++ b/x\n@@ -1 +{number} @@\n-a\n+b\n"
    assert "does not hold what its header says" in str(refused(tmp_path, hunk))


@pytest.mark.parametrize(
    "said", ["old mode 100648", "new file mode 9", "old mode " + "7" * 5_000, "index 12..34 1"]
)
def test_a_mode_that_is_none_says_nothing(said: str) -> None:
    (file,) = split_patch(f"diff --git a/x b/x\n{said}\n".encode(), "a patch")
    assert (file.old_mode, file.new_mode) == (0, 0)


def test_that_a_line_end_is_missing_may_be_said_in_any_language(repo: Repository) -> None:
    repo.commit({"x": "a"})
    said = "\\ Kein Zeilenumbruch am Dateiende."  # as GNU diff does
    patch = repo.path.parent / "given.patch"
    patch.write_text(f"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n{said}\n+b\n{said}\n")
    with opened(repo, diff=str(patch)) as change:
        assert change.text(only(change), "head") == "b"
        assert change.counts(only(change)) == (1, 1)


def test_a_hunk_without_lines_is_none(tmp_path: Path) -> None:
    assert "does not hold" in refused(tmp_path, "--- a/x\n+++ b/tests/x\n@@ -0,0 +0,0 @@\n").what


def test_the_combined_diff_of_a_real_merge(repo: Repository) -> None:
    repo.commit({"a": "1\n"})
    repo.git("branch", "o")
    repo.commit({"a": "2\n"})
    repo.git("switch", "-q", "o")
    repo.commit({"a": "3\n"})
    subprocess.run(["git", "merge", "-q", "main"], cwd=repo.path, env=environment(), capture_output=True)
    repo.commit({"a": "4\n"})
    assert "combined diff of a merge" in refused(repo.path.parent, repo.git("show", "--cc") + "\n").what


def test_line_ends_alone_are_no_change(repo: Repository) -> None:
    repo.commit({"a.py": "a\nb\n", "b.py": "c\n"})
    repo.commit({"a.py": "a\r\nb\r\n", "b.py": "d\n"})
    with opened(repo, diff=patch_of(repo, "HEAD^", "HEAD")) as change:
        assert only(change).path == "b.py"
        assert change.notes == ("2 lines of a.py differ only in line ends: taken as unchanged",)


texts = st.lists(
    st.sampled_from([b"a", b"b", b"c", b"", b"-- x", b"++ y", b"@@ -1 +1 @@", b"\r", b"\xff\x85"])
)
contents = st.builds(
    lambda lines, end: b"\n".join(lines) + (b"\n" if lines and end else b""), texts, st.booleans()
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents, contents, st.integers(0, 3))
def test_applying_a_patch_gives_the_new_content(
    tmp_path_factory: pytest.TempPathFactory, old: bytes, new: bytes, context: int
) -> None:
    folder = tmp_path_factory.mktemp("pair")
    (folder / "a").write_bytes(old)
    (folder / "b").write_bytes(new)
    command = ["git", "diff", "--no-index", "--text", f"-U{context}", "a", "b"]
    patch = subprocess.run(command, cwd=folder, capture_output=True, env=environment()).stdout
    files = split_patch(patch, "patch")
    hunks = parsed(tuple(files[0].hunks)) if files else ()
    assert applied(old, hunks) == new


@settings(max_examples=300, deadline=None)
@given(contents, contents)
def test_our_own_line_diff_leads_from_old_to_new(old: bytes, new: bytes) -> None:
    def lines(data: bytes) -> list[bytes]:
        split = data.replace(b"\r\n", b"\n").split(b"\n")
        return [line + b"\n" for line in split[:-1]] + ([split[-1]] if split[-1] else [])

    before, after, result, at = lines(old), lines(new), [], 0
    numbers = line_hunks(old, new)
    for a, b, c, d in zip(*[iter(numbers)] * 4, strict=True):
        start = a - 1 if b else a
        result += before[at:start] + after[c - 1 : c - 1 + d] if d else before[at:start]
        at = start + b
    assert result + before[at:] == after
    assert (len(numbers) == 0) == (before == after)
