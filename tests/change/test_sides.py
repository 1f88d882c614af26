"""What is compared with what, and what is said when that cannot be told."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from reviewlint.change.open import Request, open_change
from reviewlint.change.repository import find_root
from reviewlint.errors import ChangeError, NothingToJudge, ReviewlintError, UsageError
from tests.change.opened import only, opened
from tests.repository import Repository, environment

ZEROS = "0" * 40


@pytest.fixture
def branch(repo: Repository) -> Repository:
    """main with one commit, feature with two more, main moved on by one."""
    repo.commit({"app.py": "a = 1\n", "keep.py": "k = 1\n"}, "First")
    repo.git("switch", "-qc", "feature")
    repo.commit({"app.py": "a = 2\n"}, "Second")
    repo.commit({"new.py": "n = 1\n"}, "Third")
    repo.git("switch", "-q", "main")
    repo.commit({"keep.py": "k = 2\n"}, "Elsewhere")
    repo.git("switch", "-q", "feature")
    return repo


def paths(repo: Repository, **request: object) -> list[str]:
    with opened(repo, **request) as change:
        return [file.path for file in change.files]


def refused(repo: Repository | Path, **request: object) -> ReviewlintError:
    directory = repo.path if isinstance(repo, Repository) else repo
    with pytest.raises(ReviewlintError) as caught:
        open_change(Request(directory=directory, **request)).close()  # type: ignore[arg-type]
    return caught.value


def test_two_dots_compare_the_states_three_dots_from_the_branch_point(branch: Repository) -> None:
    assert paths(branch, range="main..feature") == ["app.py", "keep.py", "new.py"]
    assert paths(branch, range="main...feature") == ["app.py", "new.py"]
    assert paths(branch, range="main") == ["app.py", "new.py"]


def test_line_one_names_sides_and_commits(branch: Repository) -> None:
    one, two = branch.git("rev-parse", "main"), branch.git("rev-parse", "feature")
    with opened(branch, range="main..feature") as change:
        assert change.comparison.text == f"main..feature ({one[:8]}..{two[:8]})"
        assert (change.base, change.head) == (one, two)
    with opened(branch, range="main...feature") as change:
        assert change.comparison.commits == 2
        assert change.base == branch.git("merge-base", "main", "feature")
    with opened(branch, range=f"{two}^..{two}") as change:
        assert change.comparison.text.startswith(f"{two[:8]}^..{two[:8]} (")


def test_without_argument_the_branch_up_to_the_working_tree(branch: Repository) -> None:
    with opened(branch) as change:
        assert change.comparison.text == "feature onto main"
        assert change.comparison.worktree == "clean"
        assert change.comparison.commits == 2
        assert change.head is None
    branch.write({"keep.py": "k = 3\n"})
    with opened(branch) as change:
        assert change.comparison.worktree == "dirty"
        assert [f.path for f in change.files] == ["app.py", "keep.py", "new.py"]
        assert [f.new_oid == "" for f in change.files] == [False, True, False]
        assert change.text(change.files[1], "head") == "k = 3\n"
        assert change.text(change.files[1], "base") == "k = 1\n"


def test_what_the_branch_removed_is_not_dirt(branch: Repository) -> None:
    branch.commit({"keep.py": None, "d/e.py": "e = 1\n"})
    with opened(branch) as change:
        assert change.comparison.worktree == "clean"
    (branch.path / "app.py").unlink()
    with opened(branch) as change:
        assert change.comparison.worktree == "dirty"


def test_base_sources_in_their_order(branch: Repository) -> None:
    first = branch.git("rev-parse", "main~1")
    for ref in ("origin/master", "origin/main", "origin/other"):
        branch.git("update-ref", f"refs/remotes/{ref}", first)
        if ref == "origin/master":
            with opened(branch) as change:
                assert change.comparison.text == "feature onto origin/master"
    with opened(branch) as change:
        assert change.comparison.text == "feature onto origin/main"
    branch.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/other")
    with opened(branch) as change:
        assert change.comparison.text == "feature onto origin/other (from origin/HEAD)"
    with opened(branch, environ={"GITHUB_BASE_REF": "main"}) as change:
        assert change.comparison.text == "feature onto origin/main (from GITHUB_BASE_REF)"
    with opened(branch, configured_base="main") as change:
        assert change.comparison.text == "feature onto main (from the configuration)"
    with opened(branch, configured_base="main", environ={"GITHUB_BASE_REF": "other"}) as change:
        assert change.comparison.text == "feature onto origin/other (from GITHUB_BASE_REF)"
    with opened(branch, configured_base="main", base="origin/master") as change:
        assert change.comparison.text == "feature onto origin/master"


def test_a_tag_named_like_the_remote_branch_is_not_the_base(branch: Repository) -> None:
    branch.git("update-ref", "refs/remotes/origin/main", "main")
    branch.git("tag", "origin/main", "feature")
    assert paths(branch) == ["app.py", "new.py"]


def test_a_ci_base_that_is_not_in_the_clone_is_not_replaced(branch: Repository) -> None:
    error = refused(branch, environ={"GITHUB_BASE_REF": "release"})
    assert isinstance(error, ChangeError)
    assert "release" in error.what


def test_a_push_is_judged_from_our_own_base(branch: Repository) -> None:
    tip, before = branch.git("rev-parse", "feature"), branch.git("rev-parse", "feature^")
    pushed = {"PRE_COMMIT_TO_REF": tip, "PRE_COMMIT_FROM_REF": before}
    with opened(branch, environ=pushed | {"PRE_COMMIT_LOCAL_BRANCH": "refs/heads/feature"}) as change:
        assert [f.path for f in change.files] == ["app.py", "new.py"]
        assert change.comparison.text == "feature onto main"
        assert change.head == tip
    branch.git("branch", "-m", "main", "trunk")
    assert paths(branch, environ=pushed) == ["new.py"]
    assert isinstance(refused(branch, environ=pushed | {"PRE_COMMIT_FROM_REF": ZEROS}), ChangeError)
    assert isinstance(refused(branch, environ={"PRE_COMMIT_TO_REF": ZEROS}), NothingToJudge)


def test_explicit_refs_are_taken_as_given(branch: Repository) -> None:
    assert paths(branch, from_ref="feature^", to_ref="feature") == ["new.py"]
    assert paths(branch, from_ref=ZEROS, to_ref="feature") == ["app.py", "new.py"]


def test_staged_changes_only(branch: Repository) -> None:
    assert refused(branch, staged=True).what == "Nothing to judge: nothing is staged."
    branch.write({"app.py": "a = 3\n", "keep.py": "k = 9\n"})
    branch.git("add", "app.py")
    branch.write({"app.py": "a = 4\n"})
    with opened(branch, staged=True) as change:
        assert change.text(only(change), "head") == "a = 3\n"
        assert (
            change.comparison.text == f"staged changes on top of HEAD ({branch.git('rev-parse', 'HEAD')[:8]})"
        )
        assert change.tree("head")["app.py"].oid == only(change).new_oid


def test_staged_reads_the_index_a_hook_names(branch: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    (branch.path / ".git" / "other").write_bytes((branch.path / ".git" / "index").read_bytes())
    branch.write({"app.py": "a = 3\n"})
    subprocess.run(
        ["git", "add", "app.py"],
        cwd=branch.path,
        check=True,
        env=environment() | {"GIT_INDEX_FILE": ".git/other"},
    )
    assert isinstance(refused(branch, staged=True), NothingToJudge)
    assert paths(branch, staged=True, environ={"GIT_INDEX_FILE": ".git/other"}) == ["app.py"]


def test_before_the_first_commit(repo: Repository) -> None:
    assert refused(repo).what == "this repository has no commit yet"
    repo.write({"a.py": "a = 1\n"})
    repo.git("add", "-A")
    with opened(repo, staged=True) as change:
        assert change.comparison.text == "staged changes, before the first commit"
        assert only(change).status == "added"
        assert change.tree("base") == {}


def test_the_first_commit_against_nothing(repo: Repository) -> None:
    first = repo.commit({"a.py": "a = 1\n"})
    with opened(repo, range=f"{first}^..{first}") as change:
        assert only(change).status == "added"
        assert change.comparison.commits == 1


def test_equal_sides_are_said_to_be_equal(branch: Repository) -> None:
    assert "same state" in refused(branch, range="main..main").what
    branch.git("switch", "-q", "main")
    short = branch.git("rev-parse", "HEAD")[:8]
    assert refused(branch).what == f"Nothing to judge: HEAD ({short}) is main, and nothing is changed here."
    branch.write({"extra.py": ""})
    assert any("extra.py is not tracked" in line for line in refused(branch).why)


def test_detached_head_annotated_tag_tree_and_merge(branch: Repository) -> None:
    branch.git("tag", "-a", "v1", "-m", "one", "main")
    branch.git("switch", "-q", "--detach", "feature")
    with opened(branch) as change:
        assert change.comparison.text == "HEAD onto main"
    assert paths(branch, range="v1...feature") == ["app.py", "new.py"]
    assert paths(branch, range="v1^{tree}..feature") == ["app.py", "keep.py", "new.py"]
    branch.git("merge", "-q", "--no-edit", "main")
    with opened(branch, range="HEAD^..HEAD") as change:
        assert only(change).path == "keep.py"
        assert change.comparison.commits == 2


def test_subfolder_worktree_and_bare_see_the_same(branch: Repository, tmp_path: Path) -> None:
    branch.commit({"deep/er/x.py": "x = 1\n"})
    expected = ["app.py", "deep/er/x.py", "new.py"]
    assert paths(branch, directory=branch.path / "deep" / "er") == expected
    assert paths(branch, directory=branch.path / ".git") == expected
    branch.git("worktree", "add", "-q", "-b", "second", str(tmp_path / "second"), "feature")
    assert paths(branch, directory=tmp_path / "second") == expected
    branch.git("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    with opened(branch, directory=tmp_path / "bare", range="main...feature") as change:
        assert [f.path for f in change.files] == expected
        assert change.text(change.files[0], "head") == "a = 2\n"
    assert find_root(branch.path / "deep") == branch.path
    assert find_root(tmp_path / "bare") is None
    assert isinstance(refused(tmp_path / "bare", staged=True), UsageError)


def test_a_bare_repository_inside_the_tree_is_a_folder(
    branch: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = branch.path / "docs"
    branch.git("init", "-q", "--bare", "docs")
    monkeypatch.chdir(trap)
    assert paths(branch, directory=Path(), range="main...feature") == ["app.py", "new.py"]


def test_sha256_repositories(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    repo = Repository.__new__(Repository)
    repo.path = tmp_path / "r"
    repo.git("init", "-q", "--object-format=sha256", "--initial-branch=main")
    repo.commit({"a.py": "a = 1\n"})
    repo.commit({"a.py": "a = 2\n", "d/b.py": "b = 1\n"})
    with opened(repo, range="HEAD^..HEAD") as change:
        assert [change.counts(f) for f in change.files] == [(1, 1), (1, 0)]
        assert set(change.tree("head")) == {"a.py", "d/b.py"}
    repo.write({"a.py": "a = 3\n"})
    assert paths(repo, base="HEAD") == ["a.py"]


def test_shallow_and_unrelated_histories_are_told_apart(branch: Repository, tmp_path: Path) -> None:
    branch.git("clone", "-q", "--depth=1", "--no-single-branch", f"file://{branch.path}", str(tmp_path / "s"))
    shallow = refused(tmp_path / "s", range="origin/main...origin/feature")
    assert isinstance(shallow, ChangeError)
    assert "shallow" in shallow.what
    branch.git("switch", "-q", "--orphan", "alone")
    branch.commit({"z.py": "z = 1\n"})
    error = refused(branch, range="main...alone")
    assert (type(error), error.what) == (ChangeError, "alone and main share no commit")
    assert "z.py" in paths(branch, range="main..alone")


def test_several_merge_bases_say_which_was_taken(repo: Repository) -> None:
    repo.commit({"r": "r\n"})
    repo.git("branch", "two")
    repo.commit({"one": "1\n"})
    repo.git("tag", "one1")
    repo.git("switch", "-q", "two")
    repo.commit({"two": "2\n"})
    repo.git("tag", "two1")
    repo.git("merge", "-q", "--no-edit", "one1")
    repo.commit({"x": "x\n"})
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--no-edit", "two1")
    repo.commit({"y": "y\n"})
    with opened(repo, range="main...two") as change:
        assert any("2 merge bases" in note for note in change.notes)
        assert [f.path for f in change.files][-1] == "x"


@pytest.mark.parametrize(
    "name", ["orgin/master", "--output=owned", "-x", "a\nb", "HEAD^{blob}", "no..pe..x", "@{99}"]
)
def test_unknown_revisions_are_usage_errors_and_never_options(branch: Repository, name: str) -> None:
    assert isinstance(refused(branch, base=name), UsageError)
    assert not (branch.path / "owned").exists()


def test_a_misspelt_revision_is_guessed(branch: Repository) -> None:
    error = refused(branch, base="featur")
    assert error.what == "no such revision: featur"
    assert error.why == ("Did you mean feature?",)


def test_no_base_no_repository_no_directory(repo: Repository, tmp_path: Path) -> None:
    repo.commit({"a": "a\n"})
    repo.git("branch", "-m", "trunk")
    assert refused(repo).what == "cannot tell what this branch will be merged into"
    (tmp_path / "plain").mkdir()
    assert refused(tmp_path / "plain").what.startswith("not inside a Git repository")
    assert refused(tmp_path / "none").what.startswith("no such directory")


def test_git_missing(repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    assert refused(fresh).what == "git was not found on PATH"


def test_two_ways_to_name_the_change(repo: Repository) -> None:
    for request in ({"range": "a", "staged": True}, {"diff": "x", "base": "y"}, {"range": "a", "diff": "b"}):
        assert "do not go together" in refused(repo, **request).what


def test_over_the_limit_is_never_green(repo: Repository) -> None:
    repo.commit({})
    repo.commit({f"f{n}.py": "x = 1\n" for n in range(12)})
    error = refused(repo, range="HEAD^..HEAD", most_files=10)
    assert (type(error), error.what) == (ChangeError, "the change is too large to judge: more than 10 files")
    assert len(paths(repo, range="HEAD^..HEAD", most_files=12)) == 12


@pytest.mark.parametrize(
    ("request_", "most"), [({"range": "HEAD^..HEAD"}, 3), ({"staged": True}, 3), ({"base": "HEAD^"}, 5)]
)
def test_few_git_processes(
    branch: Repository,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request_: dict[str, object],
    most: int,
) -> None:
    """Three on a small change; the working tree takes two more (untracked files, filter names)."""
    log, real = (
        tmp_path / "log",
        subprocess.run(["which", "git"], capture_output=True, text=True).stdout.strip(),
    )
    wrapper = tmp_path / "bin" / "git"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\necho x >> "{log}"\nexec {real} "$@"\n')
    wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR)
    branch.write({"app.py": "a = 7\n"})
    branch.git("add", "-A")
    monkeypatch.setenv("PATH", f"{wrapper.parent}:{os.environ['PATH']}")
    with opened(branch, **request_) as change:
        for file in change.files:
            change.counts(file), change.text(file, "head"), change.text(file, "base")
        assert change.description
        assert change.tree("head")
    assert len(log.read_text().split()) <= most
