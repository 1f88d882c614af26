"""Descriptions: where they come from, and their parts."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewlint.change.model import Description
from reviewlint.change.open import Request, open_change
from reviewlint.change.trailers import trailers_of
from reviewlint.errors import ChangeError, UsageError
from tests.change.opened import opened
from tests.repository import Repository, environment

TEXT = """Mute checks

Why we *want* it.

## What `now`

- [x] tests run
- [ ] docs
  - [X] nested

### Deeper

text

Rollout
-------

```
## not a heading
- [ ] not a task
```
<!-- ## nor this
- [ ] nor that -->

Reviewlint-Waive: monitoring-added: counted by
  the gateway
Reviewed-by: Ada
"""


@pytest.fixture
def branch(repo: Repository) -> Repository:
    repo.commit({"a": "1\n"}, "Start")
    repo.git("switch", "-qc", "topic")
    repo.commit({"a": "2\n"}, "Add the thing\n\nBecause.\n\nTicket: A-1\n")
    repo.commit({"a": "3\n"}, "Mend the thing\n\nReviewlint-Waive: docs: none\n")
    return repo


def described(repo: Repository, **request: object) -> Description:
    with opened(repo, **{"range": "main...topic", **request}) as change:
        return change.description


def test_commits_of_the_range(branch: Repository) -> None:
    found = described(branch)
    assert (found.source, found.title) == ("commits", "Add the thing")
    assert [message.split("\n")[0] for message in found.commits] == ["Mend the thing", "Add the thing"]
    short = [branch.git("rev-parse", name)[:8] for name in ("topic", "topic^")]
    assert [(t.key, t.value, t.source, t.author) for t in found.trailers] == [
        ("Reviewlint-Waive", "docs: none", short[0], "Ada"),
        ("Ticket", "A-1", short[1], "Ada"),
    ]


def test_a_request_has_sections_tasks_and_trailers(branch: Repository, tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text(TEXT)
    found = described(branch, description=str(tmp_path / "text.md"))
    assert (found.source, found.title) == ("request", "Mute checks")
    assert [(s.title, s.level, s.line) for s in found.sections] == [
        ("What now", 2, 5),
        ("Deeper", 3, 11),
        ("Rollout", 2, 15),
    ]
    assert "### Deeper\n\ntext" in found.sections[0].body
    assert found.sections[1].body == "text"
    assert [(t.text, t.done, t.line, t.section) for t in found.tasks] == [
        ("tests run", True, 7, "What now"),
        ("docs", False, 8, "What now"),
        ("nested", True, 9, "What now"),
    ]
    assert [(t.key, t.value, t.source) for t in found.trailers][:2] == [
        ("Reviewlint-Waive", "monitoring-added: counted by the gateway", "request"),
        ("Reviewed-by", "Ada", "request"),
    ]
    assert len(found.trailers) == 4


def test_a_template_text_has_no_title_of_its_own(branch: Repository, tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("## What\n\nIt.\n\n## Why\n")
    assert described(branch, description=str(tmp_path / "text.md")).title == "Add the thing"


def test_a_commit_message_without_what_git_strips(branch: Repository, tmp_path: Path) -> None:
    cut = "# ------------------------ >8 ------------------------"
    message = f"Do it\n\nBody\n# Please enter\n\nTicket: 7\n{cut}\nd: x\n"
    (tmp_path / "MSG").write_text(message)
    branch.write({"a": "9\n"})
    branch.git("add", "-A")
    found = described(branch, range=None, staged=True, message_file=str(tmp_path / "MSG"))
    assert (found.source, found.title, found.body) == ("commit-msg", "Do it", "Body\n\nTicket: 7")
    assert [(t.key, t.value) for t in found.trailers] == [("Ticket", "7")]


def test_nothing_said(branch: Repository) -> None:
    branch.write({"a": "9\n"})
    branch.git("add", "-A")
    assert described(branch, range=None, staged=True).source == "none"


def test_a_message_in_another_encoding(repo: Repository) -> None:
    repo.commit({"a": "1\n"})
    repo.git("config", "i18n.commitEncoding", "ISO-8859-1")
    repo.write({"a": "2\n"})
    repo.git("add", "-A")
    repo.git("commit", "-qF", "-", stdin="Café".encode("latin-1"))
    with opened(repo, range="HEAD^..HEAD") as change:
        assert change.description.title == "Café"


def test_a_description_that_cannot_be_read(branch: Repository, tmp_path: Path) -> None:
    request = {"directory": branch.path, "range": "main...topic"}
    with pytest.raises(UsageError, match="cannot read the description"):
        open_change(Request(**request, description=str(tmp_path / "none")))  # type: ignore[arg-type]
    (tmp_path / "huge").write_text("x" * 1_000_001)
    with pytest.raises(ChangeError, match="over 1,000,000 bytes"):
        open_change(Request(**request, description=str(tmp_path / "huge")))  # type: ignore[arg-type]


lines = st.sampled_from(
    [
        "Key: value",
        "Other-Key:x",
        " folded",
        "plain words",
        "",
        "Signed-off-by: A <a@b>",
        "http: //x",
        "K : v",
        "a b: c",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, max_size=9))
def test_trailers_are_those_git_finds(body: list[str]) -> None:
    message = "\n".join(["Title", "", *body]) + "\n"
    command = ["git", "interpret-trailers", "--parse", "--no-divider"]
    done = subprocess.run(
        command, input=message, capture_output=True, text=True, env=environment(), check=True
    )
    expected = [tuple(part.strip() for part in line.split(":", 1)) for line in done.stdout.splitlines()]
    assert [(t.key, t.value) for t in trailers_of(message, "c")] == [
        (k, " ".join(v.split())) for k, v in expected
    ]
