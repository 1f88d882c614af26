"""What git would run, follow or believe if it were asked the usual way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.repository import Repository
from tests.threats.harness import CI, Canary, guarded, judged

CONFIG = (
    "diff.external", "diff.x.command", "diff.x.textconv", "core.fsmonitor", "filter.x.clean", "filter.x.smudge",
    "filter.x.process", "core.pager", "pager.diff", "core.sshCommand", "core.editor", "uploadpack.packObjectsHook",
    "diff.x.xfuncname", "interactive.diffFilter", "core.askPass", "core.hooksPath",
)  # fmt: skip


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "--staged"], ["check", "main...topic"], ["facts"]]
)
def test_a5_nothing_that_git_configuration_names_is_run(
    repo: Repository, tmp_path: Path, arguments: list[str]
) -> None:
    guarded(repo, {".gitattributes": "*.py diff=x filter=x\n"})
    canaries = {}
    for key in CONFIG:
        (tmp_path / key).mkdir()
        canaries[key] = Canary(tmp_path / key)
        repo.git("config", key, str(canaries[key].program))
    hooks = tmp_path / "core.hooksPath"
    repo.git("config", "core.hooksPath", str(hooks))
    for hook in ("post-checkout", "post-index-change", "pre-commit", "fsmonitor-watchman"):
        (hooks / hook).write_bytes((hooks / "canary").read_bytes())
        (hooks / hook).chmod(0o755)
    (repo.path / "shop/price.py").write_text("def price(order):\n    return order.total * 2\n")
    assert judged(repo.path, *arguments).code in (0, 1)
    assert [key for key, canary in canaries.items() if canary.fired] == []


@pytest.mark.parametrize(
    "attribute", ["-diff", "binary", "linguist-generated=true", "linguist-vendored", "-text", "export-ignore"]
)
def test_a3_attributes_of_the_change_hide_nothing(repo: Repository, attribute: str) -> None:
    guarded(repo)
    repo.commit({f"{folder}.gitattributes": f"*.py {attribute}\n" for folder in ("", "shop/")}, "Attributes")
    done = judged(repo.path, "check", "--format", "json", env=CI)
    assert done.code == 1
    found = next(r["findings"] for r in done.json["results"] if r["check"] == "tests-exist")
    assert [(f["path"], f["line"]) for f in found] == [("shop/price.py", 1)]


@pytest.mark.parametrize(
    "value", ["-x", "--output=LEAK", "--upload-pack=touch LEAK", "-oLEAK", "--no-index", "HEAD:--output=LEAK"]
)
def test_a4_no_name_is_an_option(repo: Repository, value: str) -> None:
    guarded(repo)
    for arguments in (
        (f"--base={value}",),
        ("--", value),
        (f"--from-ref={value}", "--to-ref=HEAD"),
        ("--", f"{value}..HEAD"),
    ):
        done = judged(repo.path, "check", *arguments)
        assert done.code in (2, 3), done.err
    assert not list(repo.path.glob("**/LEAK*"))


def test_a4_a_ref_may_look_like_an_option(repo: Repository) -> None:
    guarded(repo)
    repo.git("update-ref", "refs/heads/--output=LEAK", "main")
    done = judged(repo.path, "check", "--base=refs/heads/--output=LEAK")
    assert done.code == 1
    assert not list(repo.path.glob("**/LEAK*"))


def test_a6_a_bare_repository_in_the_tree_is_no_repository(repo: Repository, tmp_path: Path) -> None:
    canary = Canary(tmp_path)
    inner = {
        "docs/HEAD": "ref: refs/heads/main\n", "docs/objects/info/x": "", "docs/refs/heads/x": "",
        "docs/config": f"[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tfsmonitor = {canary.program}\n",
    }  # fmt: skip
    guarded(repo)
    repo.commit(dict(inner), "A folder that looks like a repository")
    for arguments in (("check",), ("check", "--staged"), ("facts", "main...topic")):
        judged(repo.path / "docs", *arguments)
    assert judged(repo.path / "docs", "check", env=CI).code == 1
    assert not canary.fired


@pytest.mark.parametrize(
    "name",
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_EXTERNAL_DIFF",
     "GIT_CONFIG_GLOBAL", "GIT_CONFIG_PARAMETERS", "GIT_NAMESPACE", "GIT_REPLACE_REF_BASE", "GIT_PAGER",
     "GIT_ATTR_SOURCE"],
)  # fmt: skip
def test_a7_inherited_variables_redirect_nothing(repo: Repository, tmp_path: Path, name: str) -> None:
    guarded(repo)
    canary = Canary(tmp_path)
    config = tmp_path / "config"
    config.write_text(f"[diff]\n\texternal = {canary.program}\n[core]\n\tfsmonitor = {canary.program}\n")
    other = Repository(tmp_path / "other")
    other.commit({"a.txt": "a\n"})
    value = {
        "GIT_EXTERNAL_DIFF": str(canary.program), "GIT_PAGER": str(canary.program),
        "GIT_CONFIG_GLOBAL": str(config), "GIT_CONFIG_PARAMETERS": f"'diff.external={canary.program}'",
        "GIT_NAMESPACE": "x", "GIT_REPLACE_REF_BASE": "refs/x", "GIT_ATTR_SOURCE": "HEAD",
        "GIT_WORK_TREE": str(other.path),
    }.get(name, str(other.path / ".git"))  # fmt: skip
    clean = judged(repo.path, "check", "--format", "json")
    done = judged(repo.path, "check", "--format", "json", env={name: value})
    assert (done.code, done.out) == (clean.code, clean.out) == (1, clean.out)
    assert not canary.fired


def test_a21_replaced_and_grafted_history_is_not_believed(repo: Repository) -> None:
    guarded(repo)
    head, base = repo.git("rev-parse", "topic"), repo.git("rev-parse", "main")
    harmless = repo.git("commit-tree", f"{base}^{{tree}}", "-p", base, "-m", "Harmless")
    repo.git("replace", head, harmless)
    assert judged(repo.path, "check", "main...topic", env=CI).code == 1
    repo.git("replace", "-d", head)
    blob = repo.git("rev-parse", f"{head}:shop/price.py")
    empty = repo.git("hash-object", "-w", "--stdin", stdin=b"")
    repo.git("replace", blob, empty)
    assert judged(repo.path, "check", "main...topic", env=CI).code == 1


def test_a25_links_modules_and_modes_are_entries_like_others(repo: Repository, tmp_path: Path) -> None:
    guarded(repo)
    (repo.path / "link.py").symlink_to("/etc/passwd")
    inner = Repository(tmp_path / "inner")
    commit = inner.commit({"a": "a"})
    repo.git("add", "-A")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},vendored")
    repo.git("update-index", "--chmod=+x", "shop/__init__.py")
    repo.git("commit", "-q", "-m", "Entries")
    files = {
        f["path"]: f["status"]
        for f in json.loads(judged(repo.path, "facts", "main...topic", "--format", "json").out)["files"]
    }
    assert files == {
        "link.py": "added",
        "vendored": "added",
        "shop/__init__.py": "modified",
        "shop/price.py": "added",
    }


def test_a16_a_link_is_not_followed(repo: Repository, tmp_path: Path) -> None:
    guarded(repo)
    secret = tmp_path / "secret"
    secret.write_text("def leaked_secret_function(): return 1\n")
    for name in (
        "link.py",
        "design.md",
        ".github/PULL_REQUEST_TEMPLATE.md",
        "reviewlint-own.toml",
        "CODEOWNERS",
    ):
        target = repo.path / name
        target.parent.mkdir(exist_ok=True)
        target.symlink_to(secret)
    (repo.path / "zero.py").symlink_to("/dev/zero")
    repo.commit(None, "Links")
    for arguments in (("check",), ("facts",), ("check", "--format", "markdown")):
        done = judged(repo.path, *arguments)
        assert "leaked_secret_function" not in done.out + done.err


def test_a16_a_pipe_in_the_working_tree_does_not_hang(repo: Repository) -> None:
    import os

    guarded(repo)
    (repo.path / "shop/price.py").unlink()
    os.mkfifo(repo.path / "shop/price.py")
    assert judged(repo.path, "check").code in (0, 1, 3)
