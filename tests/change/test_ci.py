"""Each CI server's environment, written from its documentation, on real clones as that server makes them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reviewlint.change.ci import MARKERS
from reviewlint.change.ci.providers import PROVIDERS
from reviewlint.errors import ChangeError, NothingToJudge
from reviewlint.facts.owners.requested import asked_in
from tests.change.opened import opened
from tests.repository import Repository

TITLE, BODY = "Add a price", "## What\r\n\r\nA price.\r\n"


@dataclass(frozen=True)
class World:
    """A clone with `feature` checked out; main went on after it branched off."""

    clone: Repository
    fork_point: str
    main: str
    feature: str
    folder: Path

    def event(self, **payload: Any) -> str:
        file = self.folder / "event.json"
        file.write_text(json.dumps(payload))
        return str(file)


@pytest.fixture
def world(tmp_path: Path) -> World:
    origin = Repository(tmp_path / "origin")
    origin.commit({"shop.py": "x = 1\n"}, "Start")
    fork_point = origin.commit({"shop.py": "x = 2\n"}, "Second")
    origin.git("switch", "-q", "-c", "feature")
    origin.commit({"price.py": "p = 1\n"}, "Add a price")
    feature = origin.commit({"price.py": "p = 2\n"}, "Mend the price")
    origin.git("switch", "-q", "main")
    main = origin.commit({"other.py": "o = 1\n"}, "Go on")
    clone = Repository(tmp_path / "clone")
    clone.git("remote", "add", "origin", str(origin.path))
    clone.git("fetch", "-q", "origin")
    clone.git("checkout", "-q", "--detach", feature)
    return World(clone, fork_point, main, feature, tmp_path)


def _pull_request(world: World, **more: Any) -> dict[str, Any]:
    return {
        "number": 7, "title": TITLE, "body": BODY, "draft": False, "updated_at": "2026-01-02T03:04:05Z",
        "base": {"ref": "main", "sha": world.fork_point}, "head": {"ref": "feature", "sha": world.feature},
        "user": {"login": "ada", "type": "User"}, "labels": [{"name": "launch"}],
        "requested_reviewers": [{"login": "grace"}], "requested_teams": [{"slug": "shop"}], **more,
    }  # fmt: skip


def _github(world: World, name: str, **payload: Any) -> dict[str, str]:
    return {
        "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": name, "GITHUB_REPOSITORY": "acme/shop",
        "GITHUB_SERVER_URL": "https://github.com", "GITHUB_EVENT_PATH": world.event(**payload),
    }  # fmt: skip


REQUESTS: dict[str, dict[str, str]] = {
    "gitlab": {
        "CI": "true", "GITLAB_CI": "true", "CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "{fork_point}",
        "CI_MERGE_REQUEST_TITLE": TITLE, "CI_MERGE_REQUEST_DESCRIPTION": BODY, "CI_COMMIT_SHA": "{feature}",
    },
    "bitbucket": {
        "CI": "true", "BITBUCKET_BUILD_NUMBER": "3", "BITBUCKET_PR_ID": "7", "BITBUCKET_BRANCH": "feature",
        "BITBUCKET_PR_DESTINATION_BRANCH": "main", "BITBUCKET_COMMIT": "{feature}",
    },
    "azure": {
        "TF_BUILD": "True", "SYSTEM_PULLREQUEST_PULLREQUESTID": "7",
        "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main", "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/feature",
        "SYSTEM_PULLREQUEST_SOURCECOMMITID": "{feature}",
    },
    "buildkite": {
        "CI": "true", "BUILDKITE": "true", "BUILDKITE_PULL_REQUEST": "7", "BUILDKITE_BRANCH": "feature",
        "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main", "BUILDKITE_COMMIT": "{feature}",
    },
    "jenkins": {
        "JENKINS_URL": "https://ci.example/", "CHANGE_ID": "7", "CHANGE_TARGET": "main", "CHANGE_BRANCH": "feature",
        "BRANCH_NAME": "PR-7", "CHANGE_TITLE": TITLE,
    },
    "gerrit": {
        "GERRIT_CHANGE_ID": "I0123", "GERRIT_BRANCH": "main", "GERRIT_PATCHSET_REVISION": "{feature}",
        "GERRIT_TOPIC": "feature",
    },
    "drone": {
        "CI": "true", "DRONE": "true", "DRONE_PULL_REQUEST": "7", "DRONE_TARGET_BRANCH": "main",
        "DRONE_SOURCE_BRANCH": "feature", "DRONE_COMMIT_SHA": "{feature}",
    },
    "woodpecker": {
        "CI": "woodpecker", "CI_PIPELINE_FORGE_URL": "https://forge.example", "CI_COMMIT_PULL_REQUEST": "7",
        "CI_COMMIT_TARGET_BRANCH": "main", "CI_COMMIT_SOURCE_BRANCH": "feature", "CI_COMMIT_SHA": "{feature}",
    },
    "travis": {
        "CI": "true", "TRAVIS": "true", "TRAVIS_PULL_REQUEST": "7", "TRAVIS_BRANCH": "main",
        "TRAVIS_PULL_REQUEST_BRANCH": "feature", "TRAVIS_PULL_REQUEST_SHA": "{feature}",
    },
}  # fmt: skip


def _filled(world: World, variables: dict[str, str]) -> dict[str, str]:
    ids = {"{fork_point}": world.fork_point, "{feature}": world.feature}
    return {name: ids.get(value, value) for name, value in variables.items()}


@pytest.mark.parametrize("server", REQUESTS)
def test_a_request_is_cut_out_from_where_it_left_its_target(world: World, server: str) -> None:
    with opened(world.clone, environ=_filled(world, REQUESTS[server])) as change:
        assert (change.base, change.head) == (world.fork_point, world.feature)
        assert change.comparison.text.startswith("feature onto origin/main (from ")
        assert change.comparison.commits == 2
        assert [file.path for file in change.files] == ["price.py"]


def test_github_gives_the_request_and_its_text(world: World) -> None:
    environ = _github(world, "pull_request", pull_request=_pull_request(world))
    with opened(world.clone, environ=environ) as change:
        assert (change.base, change.head) == (world.fork_point, world.feature)
        assert change.comparison.text == "feature onto origin/main (from GITHUB_BASE_REF)"
        said = change.description
        assert (said.source, said.title, [s.title for s in said.sections]) == ("request", TITLE, ["What"])
        assert any(
            "the copy in the event, last touched" in note and "gh pr view" in note for note in change.notes
        )
        event = change.event
        assert event is not None
        assert (event.author, event.bot, event.draft, event.labels) == ("ada", False, False, ("launch",))
        assert event.reviewers == ("grace", "team/shop")
        assert event.blob == f"https://github.com/acme/shop/blob/{world.feature}/"


@pytest.mark.parametrize("server", REQUESTS)
def test_where_no_variable_names_the_reviewers_nobody_is_taken_for_one(world: World, server: str) -> None:
    environ = _filled(world, REQUESTS[server]) | {"CI_MERGE_REQUEST_ASSIGNEES": "ada,grace"}
    with opened(world.clone, environ=environ) as change:
        assert change.event is not None
        assert (change.event.reviewers, change.event.tells_reviewers) == ((), False)
        assert asked_in(change.event) is None
    with opened(world.clone, environ=environ | {"REVIEWLINT_REVIEWERS": "@Grace, team/shop,"}) as change:
        asked = asked_in(change.event)
        assert asked is not None
        assert [asked.includes(name) for name in ("@grace", "@acme/shop", "@ada")] == [True, True, False]
    with opened(world.clone, environ=environ | {"REVIEWLINT_REVIEWERS": ""}) as change:
        nobody = asked_in(change.event)
        assert nobody is not None
        assert not nobody.includes("@grace")


def test_the_merge_that_a_server_makes_to_build_is_not_what_is_judged(world: World) -> None:
    world.clone.git("checkout", "-q", "--detach", world.main)
    world.clone.git("merge", "-q", "--no-ff", "-m", "Merge", world.feature)
    environ = _github(world, "pull_request", pull_request=_pull_request(world))
    with opened(world.clone, environ=environ) as change:
        assert change.head == world.feature
        assert [file.path for file in change.files] == ["price.py"]


def test_work_in_the_tree_of_a_ci_run_is_not_looked_at(world: World) -> None:
    world.clone.write({"price.py": "p = 'built'\n"})
    for environ in (_filled(world, REQUESTS["jenkins"]), {"CI": "1"}):
        with opened(world.clone, environ=environ) as change:
            assert change.head == world.feature
            assert change.text(change.files[0], "head") == "p = 2\n"


def test_a_run_with_rights_judges_the_head_that_was_fetched(world: World) -> None:
    world.clone.git("checkout", "-q", "--detach", world.main)
    environ = _github(world, "pull_request_target", pull_request=_pull_request(world))
    with opened(world.clone, environ=environ) as change:
        assert change.head == world.feature
    other = _pull_request(world, head={"ref": "feature", "sha": "d" * 40})
    environ = _github(world, "pull_request_target", pull_request=other)
    asked = "that GitHub Actions asks about is not in this clone"
    with pytest.raises(ChangeError, match=asked), opened(world.clone, environ=environ):
        pass


def test_a_queue_and_pushes(world: World) -> None:
    group = {
        "base_ref": "refs/heads/main", "base_sha": world.main, "head_sha": world.feature,
        "head_ref": "refs/heads/gh-readonly-queue/main/pr-7",
    }  # fmt: skip
    with opened(world.clone, environ=_github(world, "merge_group", merge_group=group)) as change:
        assert (change.base, change.head) == (world.fork_point, world.feature)
    push = {"ref": "refs/heads/feature", "before": "0" * 40, "after": world.feature}
    repository = {"default_branch": "main"}
    with opened(world.clone, environ=_github(world, "push", **push, repository=repository)) as change:
        assert change.comparison.text == "feature onto origin/main (from the default branch)"
    world.clone.git("checkout", "-q", "--detach", world.main)
    onto = {"ref": "refs/heads/main", "before": world.fork_point, "after": world.main}
    with opened(world.clone, environ=_github(world, "push", **onto, repository=repository)) as change:
        assert [file.path for file in change.files] == ["other.py"]
        assert "what was there before the push" in change.comparison.text


def test_a_forced_push_over_a_commit_that_is_gone_is_not_guessed(world: World) -> None:
    push = {"ref": "refs/heads/main", "before": "e" * 40, "after": world.main, "forced": True}
    environ = _github(world, "push", **push, repository={"default_branch": "main"})
    with pytest.raises(ChangeError, match="is not in this clone"), opened(world.clone, environ=environ):
        pass


def test_without_the_target_the_commit_of_the_event_serves(world: World) -> None:
    world.clone.git("update-ref", "-d", "refs/remotes/origin/main")
    with opened(world.clone, environ=_filled(world, REQUESTS["gitlab"])) as change:
        assert change.base == world.fork_point
        assert "(from CI_MERGE_REQUEST_DIFF_BASE_SHA)" in change.comparison.text
    environ = _filled(world, REQUESTS["travis"])
    with pytest.raises(ChangeError, match="the base main"), opened(world.clone, environ=environ):
        pass


def test_a_shallow_clone_says_how_to_deepen_it(world: World, tmp_path: Path) -> None:
    shallow = Repository(tmp_path / "shallow")
    origin = str(tmp_path / "origin")
    shallow.git("fetch", "-q", "--depth=1", f"file://{origin}", "feature", "main:refs/remotes/origin/main")
    shallow.git("checkout", "-q", "--detach", world.feature)
    environ = _github(world, "pull_request", pull_request=_pull_request(world))
    with pytest.raises(ChangeError, match="shallow") as refused, opened(shallow, environ=environ):
        pass
    assert "fetch-depth: 0" in "\n".join(refused.value.next_step)


def test_a_text_that_the_server_cut_is_known_to_be_cut(world: World) -> None:
    variables = REQUESTS["gitlab"] | {"CI_MERGE_REQUEST_DESCRIPTION": "x" * 2_700}
    with opened(world.clone, environ=_filled(world, variables)) as change:
        assert change.description.cut
        assert any("cut by the server" in note for note in change.notes)


def test_what_is_named_on_the_command_line_comes_first(world: World, tmp_path: Path) -> None:
    environ = _github(world, "pull_request", pull_request=_pull_request(world))
    text = tmp_path / "text.md"
    text.write_text("# Another\n\nwords")
    with opened(world.clone, environ=environ, description=str(text)) as change:
        assert change.description.title == "Another"
        assert not any("the copy in" in note for note in change.notes)
    with opened(world.clone, environ=environ, base=world.feature + "^") as change:
        assert change.comparison.commits == 1


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"pull_request": ' + "[" * 100_000, '{"pull_request": 3}', "\x00\xff", "null"],
    ids=["empty", "broken", "array", "deep", "number", "binary", "null"],
)
def test_a_broken_event_is_said_or_passed_by_but_never_a_crash(world: World, content: str) -> None:
    file = world.folder / "broken.json"
    file.write_text(content)
    environ = _github(world, "pull_request") | {"GITHUB_EVENT_PATH": str(file), "GITHUB_BASE_REF": "main"}
    try:
        with opened(world.clone, environ=environ) as change:
            assert (change.base, change.head) == (world.fork_point, world.feature)
    except ChangeError as error:
        assert "cannot be read" in error.what


def test_an_event_about_no_change_leaves_the_usual_way(world: World) -> None:
    for name in ("schedule", "workflow_dispatch"):
        with opened(world.clone, environ=_github(world, name)) as change:
            assert "onto origin/main" in change.comparison.text
    world.clone.git("checkout", "-q", "--detach", world.main)
    with pytest.raises(NothingToJudge), opened(world.clone, environ=_github(world, "schedule")):
        pass


def test_every_server_has_its_marker_where_a_local_run_looks() -> None:
    assert {provider.marker for provider in PROVIDERS} | {"GITHUB_ACTIONS"} == set(MARKERS)


def test_servers_that_name_less_are_told_the_rest(world: World) -> None:
    zuul = {"ZUUL_CHANGE": "7", "ZUUL_BRANCH": "main", "ZUUL_COMMIT": world.feature}
    with opened(world.clone, environ=zuul) as change:
        assert (change.base, change.head) == (world.fork_point, world.feature)
        assert change.comparison.text == f"{world.feature[:8]} onto origin/main (from ZUUL_BRANCH)"
    circle = {
        "CI": "true",
        "CIRCLECI": "true",
        "CIRCLE_PULL_REQUEST": "https://x/7",
        "CIRCLE_SHA1": world.feature,
    }
    with pytest.raises(ChangeError):
        opened(world.clone, environ=circle).__enter__()
    with opened(world.clone, environ=circle, base="origin/main") as change:
        assert (change.base, change.head) == (world.fork_point, world.feature)
