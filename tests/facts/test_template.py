"""Where templates are found, and that no text breaks their reading."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewlint.facts.facts import Facts
from reviewlint.facts.template.compare import answers, says_anything
from reviewlint.facts.template.model import State
from reviewlint.facts.template.places import ordered, templates
from tests.change.opened import opened
from tests.repository import Repository

PLACES = [
    ".github/PULL_REQUEST_TEMPLATE.md",
    ".github/pull_request_template.MD",
    "PULL_REQUEST_TEMPLATE",
    "pull_request_template.txt",
    "docs/Pull_Request_Template.md",
    ".gitlab/merge_request_templates/Default.md",
    ".gitlab/merge_request_templates/feature.md",
    ".github/PULL_REQUEST_TEMPLATE/Bug fix.md",
    "docs/PULL_REQUEST_TEMPLATE/bug.md",
    "PULL_REQUEST_TEMPLATE/bug.md",
    ".azuredevops/pull_request_template.md",
]


@pytest.mark.parametrize("path", PLACES)
def test_a_template_is_found_in_every_place(path: str) -> None:
    assert ordered(["README.md", path, "src/pull_request_template.py"]) == [path]


@pytest.mark.parametrize(
    "path",
    ["src/PULL_REQUEST_TEMPLATE.md", ".github/ISSUE_TEMPLATE.md", ".github/pull_request_template.yml",
     ".gitlab/issue_templates/Default.md", ".github/PULL_REQUEST_TEMPLATE/a/b.md"],
)  # fmt: skip
def test_nothing_else_is_one(path: str) -> None:
    assert ordered([path]) == []


def test_the_one_that_is_taken_without_a_choice_comes_first() -> None:
    paths = [
        ".github/PULL_REQUEST_TEMPLATE/a.md", ".gitlab/merge_request_templates/A.md", "docs/pull_request_template.md",
        ".gitlab/merge_request_templates/Default.md", "pull_request_template.md", ".github/pull_request_template.md",
    ]  # fmt: skip
    assert ordered(paths) == [
        ".github/pull_request_template.md", "pull_request_template.md", "docs/pull_request_template.md",
        ".gitlab/merge_request_templates/Default.md", ".gitlab/merge_request_templates/A.md",
        ".github/PULL_REQUEST_TEMPLATE/a.md",
    ]  # fmt: skip


def test_a_link_inside_the_repository_is_followed_and_one_out_of_it_is_not(repo: Repository) -> None:
    (repo.path / ".github").mkdir()
    (repo.path / ".github" / "PULL_REQUEST_TEMPLATE.md").symlink_to("../texts/request.md")
    (repo.path / "PULL_REQUEST_TEMPLATE.md").symlink_to("/etc/passwd")
    repo.commit({"texts/request.md": "## What\n"})
    repo.commit({"a.txt": "1\n"})
    with opened(repo, range="HEAD^..HEAD") as change:
        assert templates(change) == ((".github/PULL_REQUEST_TEMPLATE.md", "## What\n"),)
        assert Facts(change).template.path == ".github/PULL_REQUEST_TEMPLATE.md"


def test_the_bundled_template_is_taken_where_there_is_none(repo: Repository) -> None:
    repo.commit({"a.txt": "1\n"})
    repo.commit({"a.txt": "2\n"})
    with opened(repo, range="HEAD^..HEAD") as change:
        template = Facts(change).template
    assert (template.path, template.text.splitlines()[0]) == ("", "## What")


MARKS = st.text(st.sampled_from("# -*[]xX()<>!`~|:\n\n\nab_.\\&/1"), max_size=200)


@given(MARKS, MARKS)
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_reading(template: str, text: str) -> None:
    answered = answers(template, text)
    assert {answer.state for answer in answered} <= set(get_args(State))
    assert isinstance(says_anything(text), bool)


@given(MARKS)
@settings(max_examples=300, deadline=None)
def test_a_template_handed_in_as_it_is_answers_nothing_it_asks(template: str) -> None:
    words = [
        answer
        for answer in answers(template, template)
        if answer.required and answer.title and not answer.items
    ]
    assert all(answer.state != "missing" for answer in words)


@pytest.mark.parametrize(
    "text",
    ["<!--" * 20_000, "[replace " * 20_000, "> " * 5_000 + "x", "- [ ] " * 5_000, "#" * 50_000, "**" * 30_000 + "a",
     "<" * 50_000, "| a " * 5_000 + "\n" + "|-" * 5_000, "\x00\ud800"],
    ids=["comments", "holes", "quotations", "tasks", "hashes", "stars", "angles", "table", "odd"],
)  # fmt: skip
def test_hostile_texts_are_read(text: str) -> None:
    assert answers("## What\n- [ ] a thing\n", text)
