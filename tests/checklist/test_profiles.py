"""Drafts, bots and reverts: what the platform says counts, what a commit says of itself does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.command import ENDS, own_checks, reviewlint
from tests.repository import Repository


def _request(where: Path, repo: Repository, **said: Any) -> dict[str, str]:
    head = repo.git("rev-parse", "HEAD")
    request = {"title": "t", "body": "", "base": {"ref": "main"}, "head": {"sha": head}, **said}
    file = where / "event.json"
    file.write_text(json.dumps({"pull_request": request}))
    return {
        "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request", "GITHUB_EVENT_PATH": str(file),
    }  # fmt: skip


def _configured(repo: Repository, table: str) -> None:
    own_checks(repo, ends=ENDS)
    repo.git("switch", "-q", "main")
    repo.commit({"reviewlint.toml": f'[reviewlint]\nselect = ["ends"]\n{table}'})
    repo.git("switch", "-q", "-C", "topic")
    repo.commit({"a.txt": "BAD\n"})


def test_a_draft_is_asked_and_not_blocked(repo: Repository, tmp_path: Path) -> None:
    _configured(repo, "")
    blocked = reviewlint(repo.path, "check", "--format", "json", env=_request(tmp_path, repo, draft=False))
    assert (blocked.code, blocked.statuses()) == (1, {"ends": "failed"})
    draft = reviewlint(repo.path, "check", "--format", "json", env=_request(tmp_path, repo, draft=True))
    assert (draft.code, draft.statuses()) == (0, {"ends": "needs-human"})
    assert "profile draft (GitHub Actions says it is a draft): nothing is above ask" in draft.err


def test_a_bot_is_one_by_the_platforms_word(repo: Repository, tmp_path: Path) -> None:
    _configured(repo, '[reviewlint.profiles.bot]\nignore = ["ends"]\nauthors = ["house-robot"]\n')
    for user, code in (
        ({"login": "dependabot[bot]", "type": "Bot"}, 0),
        ({"login": "house-robot", "type": "User"}, 0),
        ({"login": "ada", "type": "User"}, 1),
    ):
        done = reviewlint(repo.path, "check", env=_request(tmp_path, repo, user=user))
        assert done.code == code
    repo.git("commit", "-q", "--amend", "--author=dependabot[bot] <x@y>", "--no-edit")
    assert reviewlint(repo.path, "check").code == 1
    assert reviewlint(repo.path, "check", env=_request(tmp_path, repo)).code == 1


def test_a_revert_is_one_by_what_it_does(repo: Repository) -> None:
    _configured(repo, '[reviewlint.profiles.revert]\nignore = ["ends"]\n')
    repo.git("switch", "-q", "main")
    repo.commit({"a.txt": "BAD\n", "b.txt": "BAD too\n"})
    undone = repo.commit({"a.txt": "good\n", "b.txt": None}, "Mend")
    repo.git("switch", "-q", "-C", "back")
    repo.git("revert", "--no-edit", undone)
    done = reviewlint(repo.path, "check", "--base", "main")
    assert done.code == 0
    assert f"profile revert (takes back {undone[:8]}): not asked: ends" in done.err
    repo.commit({"c.txt": "BAD\n"}, f"And more\n\nThis reverts commit {undone}.")
    assert reviewlint(repo.path, "check", "--base", "main").code == 1


def test_who_may_waive_is_the_platforms_word(repo: Repository, tmp_path: Path) -> None:
    _configured(repo, '[reviewlint.checks.ends]\nwaivable-by = ["grace"]\n')
    body = "Reviewlint-Waive: ends: agreed with the shop team"
    user = {"login": "ada", "type": "User"}
    refused = reviewlint(repo.path, "check", env=_request(tmp_path, repo, body=body, user=user))
    assert refused.code == 1
    assert "only requests of grace may waive it" in refused.out
    user["login"] = "grace"
    assert reviewlint(repo.path, "check", env=_request(tmp_path, repo, body=body, user=user)).code == 0
    repo.git("commit", "-q", "--amend", "--author=grace <g@y>", "-m", f"Change\n\n{body}")
    assert reviewlint(repo.path, "check").code == 1


def test_a_misspelt_profile_is_an_error(repo: Repository) -> None:
    _configured(repo, '[reviewlint.profiles.bots]\nignore = ["ends"]\n')
    done = reviewlint(repo.path, "check")
    assert done.code == 2
    assert 'unknown key "bots"' in done.err
    assert 'Did you mean "bot"?' in done.err
