"""Every odd kind of file has a defined answer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewlint.change.model import Change
from tests.change.opened import only, opened
from tests.repository import Repository

LAST = {"range": "HEAD^..HEAD"}
WAYS = ["range", "staged", "worktree"]


def change_of(repo: Repository, way: str, files: dict[str, str | bytes | None]):  # type: ignore[no-untyped-def]
    """`files` changed and looked at in one of the ways a change can be given."""
    repo.write(files)
    if way == "worktree":
        repo.git("add", "-N", "-A")
        return opened(repo, base="HEAD")
    repo.git("add", "-A")
    if way == "staged":
        return opened(repo, staged=True)
    repo.git("commit", "-qm", "Change")
    return opened(repo, **LAST)


def readings(change: Change) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (f.path, f.status, change.text(f, "head"), change.unreadable(f, "head")) for f in change.files
    ]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_added_modified_removed(repo: Repository, way: str) -> None:
    repo.commit({"a.py": "a = 1\nb = 2\n", "gone.py": "import this\n"})
    with change_of(
        repo, way, {"a.py": "a = 1\nb = 3\nc = 4\n", "gone.py": None, "new/x.py": "x\n"}
    ) as change:
        assert readings(change) == [
            ("a.py", "modified", "a = 1\nb = 3\nc = 4\n", None),
            ("gone.py", "removed", None, None),
            ("new/x.py", "added", "x\n", None),
        ]
        assert [change.counts(f) for f in change.files] == [(2, 1), (0, 1), (1, 0)]
        assert change.added_lines(change.files[0]) == {2, 3}
        assert set(change.tree("head")) == {"a.py", "new/x.py"}
        assert set(change.tree("base")) == {"a.py", "gone.py"}
        assert change.read("head", ["new/x.py", "gone.py", "a.py"]) == {
            "a.py": "a = 1\nb = 3\nc = 4\n",
            "new/x.py": "x\n",
        }


@pytest.mark.parametrize("way", WAYS)
def test_rename_with_an_edit(repo: Repository, way: str) -> None:
    body = "".join(f"line_{n} = {n}\n" for n in range(30))
    repo.commit({"old.py": body, "same.py": body.upper()})
    files = {"old.py": None, "new.py": body + "more = 1\n", "same.py": None, "d/moved.py": body.upper()}
    with change_of(repo, way, files) as change:
        assert [(f.path, f.status, f.old_path) for f in change.files] == [
            ("d/moved.py", "renamed", "same.py"),
            ("new.py", "renamed", "old.py"),
        ]
        assert [change.counts(f) for f in change.files] == [(0, 0), (1, 0)]


def test_copy(repo: Repository) -> None:
    body = "".join(f"line_{n} = {n}\n" for n in range(30))
    repo.commit({"a.py": body})
    repo.commit({"a.py": body + "z = 1\n", "b.py": body})
    with opened(repo, **LAST) as change:
        assert [(f.path, f.status, f.old_path) for f in change.files][1] == ("b.py", "copied", "a.py")


@pytest.mark.parametrize("way", WAYS)
def test_line_ends_alone_are_no_change(repo: Repository, way: str) -> None:
    repo.commit({"a.py": "a = 1\nb = 2\n", "b.py": "c = 1\nd = 2\n"})
    with change_of(repo, way, {"a.py": "a = 1\r\nb = 2\r\n", "b.py": "c = 1\r\nd = 3\r\n"}) as change:
        assert only(change).path == "b.py"
        assert change.counts(only(change)) == (1, 1)
        assert change.added_lines(only(change)) == {2}
        assert change.text(only(change), "head") == "c = 1\nd = 3\n"
        assert change.notes == ("2 lines of a.py differ only in line ends: taken as unchanged",)


@pytest.mark.parametrize("way", WAYS)
def test_what_cannot_be_read_says_why(repo: Repository, way: str) -> None:
    repo.commit({"keep": "k\n"})
    os.symlink("/etc/passwd", repo.path / "link.md")
    files = {"bin.dat": b"\0\1\2", "big.py": "x = 1\n" * 400_000, "empty.py": "", "latin.py": b"# caf\xe9\n"}
    with change_of(repo, way, files) as change:
        assert readings(change) == [
            ("big.py", "added", None, "too large: over 2,000,000 bytes (max-bytes)"),
            ("bin.dat", "added", None, "binary"),
            ("empty.py", "added", "", None),
            ("latin.py", "added", "# caf\ufffd\n", None),
            ("link.md", "added", None, "symlink"),
        ]
        assert set(change.read("head", ["link.md", "bin.dat", "big.py", "latin.py"])) == {"latin.py"}
        assert change.counts(change.files[3]) == (1, 0)


@pytest.mark.parametrize("way", WAYS)
def test_mode_alone_and_file_to_link(repo: Repository, way: str) -> None:
    repo.commit({"run.sh": "echo\n", "turned": "text\n"})
    (repo.path / "run.sh").chmod(0o755)
    (repo.path / "turned").unlink()
    os.symlink("run.sh", repo.path / "turned")
    with change_of(repo, way, {}) as change:
        script, turned = change.files
        assert (script.status, script.old_mode, script.new_mode) == ("modified", 0o100644, 0o100755)
        assert change.counts(script) == (0, 0)
        assert turned.status == "type-changed"
        assert change.unreadable(turned, "head") == "symlink"


def test_submodule(repo: Repository, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "inner")
    first = inner.commit({"i": "1\n"})
    repo.commit({"a": "a\n"})
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{first},sub")
    repo.git("commit", "-qm", "Sub")
    with opened(repo, **LAST) as change:
        assert (only(change).new_mode, only(change).new_oid) == (0o160000, first)
        assert change.unreadable(only(change), "head") == "submodule"


def test_no_line_end_at_the_end(repo: Repository) -> None:
    repo.commit({"a.py": "a = 1"})
    repo.commit({"a.py": "a = 1\nb = 2"})
    with opened(repo, **LAST) as change:
        assert change.text(only(change), "head") == "a = 1\nb = 2"
        assert 2 in change.added_lines(only(change))


@pytest.mark.parametrize("where", [".gitattributes", ".git/info/attributes"])
@pytest.mark.parametrize("way", WAYS)
def test_attributes_hide_nothing(repo: Repository, way: str, where: str) -> None:
    repo.commit({"a.py": "a = 1\n"})
    repo.git("config", "diff.mine.textconv", "touch fired; cat")
    repo.git("config", "filter.mine.clean", "touch fired; cat")
    repo.git("config", "diff.mine.command", "touch fired")
    (repo.path / ".git" / "info").mkdir(exist_ok=True)
    repo.write({"a.py": "a = 2\nb = 3\n"})
    repo.git("add", "-A")
    if way == "range":
        repo.git("commit", "-qm", "Change")
    (repo.path / where).write_text("*.py -diff\n*.py binary\na.py diff=mine filter=mine\n")
    request = {"range": LAST, "staged": {"staged": True}, "worktree": {"base": "HEAD"}}[way]
    with opened(repo, **request) as change:
        assert only(change).path == "a.py"
        assert change.counts(only(change)) == (2, 1)
        assert change.text(only(change), "head") == "a = 2\nb = 3\n"
    assert not list(repo.path.rglob("fired"))


def test_nothing_the_configuration_names_is_run(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"a.py": "a = 1\n"})
    canary = repo.path / "canary.sh"
    canary.write_text("#!/bin/sh\ntouch fired\n")
    canary.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.external"):
        repo.git("config", key, str(canary))
    hook = repo.path / ".git" / "hooks" / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_bytes(canary.read_bytes())
    hook.chmod(0o755)
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND"):
        monkeypatch.setenv(name, str(canary))
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    (repo.path / "a.py").write_text("a = 2\n")
    with opened(repo, base="HEAD", include_untracked=True) as change:
        assert [f.path for f in change.files] == ["a.py", "canary.sh"]
        assert change.counts(change.files[0]) == (1, 1)
    assert not list(repo.path.rglob("fired"))


def test_untracked_files_are_named_or_included(repo: Repository) -> None:
    repo.commit({"a.py": "a = 1\n", ".gitignore": "*.log\n"})
    repo.write({"a.py": "a = 2\n", "t/new.py": "n = 1\n", "x.log": "noise\n"})
    os.mkfifo(repo.path / "pipe")
    with opened(repo, base="HEAD") as change:
        assert [f.path for f in change.files] == ["a.py"]
        said = "t/new.py is not tracked, so no check sees it\nnext: git add t/new.py     (or --include-untracked)"
        assert said in change.notes
    with opened(repo, base="HEAD", include_untracked=True) as change:
        assert [f.path for f in change.files] == ["a.py", "t/new.py"]
        assert change.text(change.files[1], "head") == "n = 1\n"
        assert change.tree("head")["t/new.py"].oid == ""
        assert change.read("head", ["t/new.py"]) == {"t/new.py": "n = 1\n"}


def test_a_touched_file_has_not_changed(repo: Repository) -> None:
    repo.commit({"a.py": "a = 1\n", "b.py": "b = 1\n"})
    os.utime(repo.path / "a.py", (1, 1))
    repo.write({"b.py": "b = 2\n"})
    with opened(repo, base="HEAD") as change:
        assert only(change).path == "b.py"


def test_a_folder_that_became_a_link_is_not_followed(repo: Repository, tmp_path: Path) -> None:
    repo.commit({"d/a.py": "a = 1\n", "keep": "k\n"})
    secret = tmp_path / "outside"
    secret.mkdir()
    (secret / "a.py").write_text("secret\n")
    (repo.path / "d" / "a.py").unlink()
    (repo.path / "d").rmdir()
    os.symlink(secret, repo.path / "d")
    with opened(repo, base="HEAD", include_untracked=True) as change:
        assert "secret\n" not in [change.text(f, "head") for f in change.files]
        assert ("d/a.py", "removed") in [(f.path, f.status) for f in change.files]


def test_blobs_come_in_the_order_asked(repo: Repository) -> None:
    repo.commit({f"f{n}": f"{n}\n" * n for n in range(300)})
    repo.commit({"f0": "x\n"})
    with opened(repo, **LAST) as change:
        oids = [change.tree("head")[f"f{n}"].oid for n in range(299, -1, -1)]
        found = change.blobs([*oids[:150], "0" * 40, "", *oids[150:]])
        first = next(found)
        assert change.text(only(change), "base") == ""
        assert [data for _, data in [first, *found]] == [f"{n}\n".encode() * n for n in range(299, 0, -1)] + [
            b"x\n"
        ]


def test_close_twice(repo: Repository) -> None:
    repo.commit({"a": "1\n"})
    repo.commit({"a": "2\n"})
    with opened(repo, **LAST) as change:
        change.close()
        change.close()
        assert change.text(only(change), "head") == "2\n"


names = st.binary(min_size=1, max_size=30).filter(
    lambda name: not set(name) & {0, ord("/")} and name not in (b".", b"..") and name.lower() != b".git"
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(names, min_size=1, max_size=4))
def test_any_name_git_can_hold(tmp_path_factory: pytest.TempPathFactory, found: set[bytes]) -> None:
    repo = Repository(tmp_path_factory.mktemp("names"))
    repo.commit()
    blob = repo.git("hash-object", "-w", "--stdin", stdin=b"x = 1\n")
    rows = b"".join(b"100644 blob %s\t%s\0" % (blob.encode(), name) for name in found)
    tree = repo.git("mktree", "-z", stdin=rows)
    commit = repo.git("commit-tree", "-p", "HEAD", "-m", "Names", tree)
    with opened(repo, range=f"HEAD..{commit}") as change:
        assert {f.path.encode("utf-8", "surrogateescape") for f in change.files} == found
        assert {change.counts(f) for f in change.files} == {(1, 0)}
        assert set(change.tree("head")) == {f.path for f in change.files}
        assert all("\n" not in note and "\x1b" not in note for note in change.notes)
        for note in change.notes:
            note.encode()
