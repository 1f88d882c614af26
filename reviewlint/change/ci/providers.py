"""The servers that say everything in variables: a row each.

GitLab https://docs.gitlab.com/ci/variables/predefined_variables/ ·
Bitbucket https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ ·
Azure https://learn.microsoft.com/azure/devops/pipelines/build/variables ·
Buildkite https://buildkite.com/docs/pipelines/configure/environment-variables ·
CircleCI https://circleci.com/docs/reference/variables/ ·
Jenkins https://www.jenkins.io/doc/book/pipeline/multibranch/ · Gerrit https://plugins.jenkins.io/gerrit-trigger/ ·
Drone https://docs.drone.io/pipeline/environment/reference/ · Woodpecker
https://woodpecker-ci.org/docs/usage/environment · Travis https://docs.travis-ci.com/user/environment-variables/
"""

from __future__ import annotations

from collections.abc import Mapping

from reviewlint.change.ci.model import Event, RequestText
from reviewlint.record import Record


class Provider(Record):
    """Which variable says what. `request` is set, and not "false", where the run is for a request."""

    name: str
    marker: str
    request: str
    target: str
    head: str = ""
    frozen: str = ""
    branch: str = ""
    title: str = ""
    body: str = ""
    truncated: str = ""
    draft: str = ""
    labels: str = ""
    author: str = ""
    push_before: str = ""
    push_branch: str = ""
    push_default: str = ""
    blob: str = ""  # the variable that holds the project's address, and the way from there to a file


PROVIDERS = (
    Provider(
        "GitLab", "GITLAB_CI", "CI_MERGE_REQUEST_IID", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_MERGE_REQUEST_TITLE", "CI_MERGE_REQUEST_DESCRIPTION",
        "CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED", "CI_MERGE_REQUEST_DRAFT", "CI_MERGE_REQUEST_LABELS",
        push_before="CI_COMMIT_BEFORE_SHA", push_branch="CI_COMMIT_BRANCH", push_default="CI_DEFAULT_BRANCH",
        blob="CI_PROJECT_URL /-/blob/",
    ),
    Provider(
        "Bitbucket Pipelines", "BITBUCKET_BUILD_NUMBER", "BITBUCKET_PR_ID", "BITBUCKET_PR_DESTINATION_BRANCH",
        "BITBUCKET_COMMIT", "BITBUCKET_PR_DESTINATION_COMMIT", "BITBUCKET_BRANCH",
        blob="BITBUCKET_GIT_HTTP_ORIGIN /src/",
    ),
    Provider(
        "Azure Pipelines", "TF_BUILD", "SYSTEM_PULLREQUEST_PULLREQUESTID", "SYSTEM_PULLREQUEST_TARGETBRANCH",
        "SYSTEM_PULLREQUEST_SOURCECOMMITID", branch="SYSTEM_PULLREQUEST_SOURCEBRANCH",
        draft="SYSTEM_PULLREQUEST_ISDRAFT",
    ),
    Provider(
        "Buildkite", "BUILDKITE", "BUILDKITE_PULL_REQUEST", "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
        "BUILDKITE_COMMIT", branch="BUILDKITE_BRANCH", draft="BUILDKITE_PULL_REQUEST_DRAFT",
        labels="BUILDKITE_PULL_REQUEST_LABELS", push_branch="BUILDKITE_BRANCH",
        push_default="BUILDKITE_PIPELINE_DEFAULT_BRANCH",
    ),
    Provider("CircleCI", "CIRCLECI", "CIRCLE_PULL_REQUEST", "", "CIRCLE_SHA1", branch="CIRCLE_BRANCH"),
    Provider(
        "Gerrit", "GERRIT_CHANGE_ID", "GERRIT_CHANGE_ID", "GERRIT_BRANCH", "GERRIT_PATCHSET_REVISION",
        branch="GERRIT_TOPIC", author="GERRIT_CHANGE_OWNER_NAME",
    ),
    Provider("Zuul", "ZUUL_CHANGE", "ZUUL_CHANGE", "ZUUL_BRANCH", "ZUUL_COMMIT"),
    Provider(
        "Jenkins", "JENKINS_URL", "CHANGE_ID", "CHANGE_TARGET", branch="CHANGE_BRANCH", title="CHANGE_TITLE",
        author="CHANGE_AUTHOR", push_before="GIT_PREVIOUS_SUCCESSFUL_COMMIT", push_branch="BRANCH_NAME",
    ),
    Provider(
        "Drone", "DRONE", "DRONE_PULL_REQUEST", "DRONE_TARGET_BRANCH", "DRONE_COMMIT_SHA",
        branch="DRONE_SOURCE_BRANCH", title="DRONE_PULL_REQUEST_TITLE", author="DRONE_COMMIT_AUTHOR",
        push_before="DRONE_COMMIT_BEFORE", push_branch="DRONE_BRANCH", push_default="DRONE_REPO_BRANCH",
    ),
    Provider(
        "Woodpecker", "CI_PIPELINE_FORGE_URL", "CI_COMMIT_PULL_REQUEST", "CI_COMMIT_TARGET_BRANCH",
        "CI_COMMIT_SHA", branch="CI_COMMIT_SOURCE_BRANCH", labels="CI_COMMIT_PULL_REQUEST_LABELS",
        push_before="CI_PREV_COMMIT_SHA", push_branch="CI_COMMIT_BRANCH", push_default="CI_REPO_DEFAULT_BRANCH",
    ),
    Provider(
        "Travis", "TRAVIS", "TRAVIS_PULL_REQUEST", "TRAVIS_BRANCH", "TRAVIS_PULL_REQUEST_SHA",
        branch="TRAVIS_PULL_REQUEST_BRANCH",
    ),
)  # fmt: skip

_HEADS = "refs/heads/"
_SNAPSHOT_LIMIT = 2_700  # characters after which GitLab cuts a description
_TRUE = ("true", "1", "yes")


def event_from(environ: Mapping[str, str]) -> Event | None:
    """The event of the first server whose marker is set; None when it tells of no request and no push."""
    for provider in PROVIDERS:
        if environ.get(provider.marker):
            values = {name: environ.get(key, "") for name, key in provider._asdict().items() if key}
            asked = values.get("request", "").lower() not in ("", "false")
            return _request(provider, values, environ) if asked else _push(provider, values)
    return None


def _request(provider: Provider, said: Mapping[str, str], environ: Mapping[str, str]) -> Event:
    text = None
    if provider.body or provider.title:
        body = said.get("body", "")
        cut = said.get("truncated", "").lower() in _TRUE or len(body) >= _SNAPSHOT_LIMIT
        if body or provider.body:
            text = RequestText(said.get("title", ""), body, provider.body, truncated=cut)
    address, _, way = provider.blob.partition(" ")
    head = said.get("head", "")
    return Event(
        provider.name, "request", said.get("target", "").removeprefix(_HEADS), provider.target,
        said.get("frozen", ""), provider.frozen, head, False, said.get("branch", "").removeprefix(_HEADS), text,
        said.get("draft", "").lower() in _TRUE, tuple(filter(None, said.get("labels", "").split(","))),
        said.get("author", ""), blob=f"{environ[address]}{way}{head}/" if head and environ.get(address) else "",
    )  # fmt: skip


def _push(provider: Provider, said: Mapping[str, str]) -> Event | None:
    branch, default = said.get("push_branch", ""), said.get("push_default", "")
    if branch and default and branch != default:
        return Event(provider.name, "push", default, provider.push_default, branch=branch)
    before = said.get("push_before", "").strip("0")
    if not before:
        return None
    return Event(
        provider.name, "push", frozen=said["push_before"], frozen_origin=provider.push_before, branch=branch
    )
