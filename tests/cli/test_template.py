"""The draft of a request's text."""

from __future__ import annotations

import re

from tests.cli.command import reviewlint
from tests.repository import Repository

TEMPLATE = """---
name: Default
---
#### Disclosure

- [ ] I have read [CONTRIBUTING.md](https://example.org/CONTRIBUTING.md)
- [x] I keep the licence

#### Description

<!-- What changes? -->

#### Related issues

#### How is it tested?
"""
API = """
from flask import Flask

app = Flask(__name__)


@app.route("/orders", methods=["POST"])
def place():
    return ""
"""


def _branch(repo: Repository, template: str | None = TEMPLATE) -> None:
    files: dict[str, str | bytes | None] = {"a.txt": "1\n", "requirements.txt": "flask==3.0\n"}
    if template is not None:
        files[".github/pull_request_template.md"] = template
    repo.commit(files)
    repo.git("switch", "-q", "-c", "topic")
    repo.commit({"shop/api.py": API}, "Take orders\n\nShops wait for it.\n\nFixes #12")
    repo.commit(
        {"requirements.txt": "flask==3.0\nhumanize==4.12.1\n", "tests/test_a.py": "def test_a(): ...\n"},
        "Add humanize",
    )


def test_the_repositorys_template_is_filled_with_what_the_diff_proves(repo: Repository) -> None:
    _branch(repo)
    done = reviewlint(repo.path, "template")
    assert done.code == 0
    assert done.out.split("<!-- reviewlint")[0].splitlines() == [
        "#### Disclosure",
        "",
        "- [ ] I have read [CONTRIBUTING.md](https://example.org/CONTRIBUTING.md)",
        "- [x] I keep the licence",
        "",
        "#### Description",
        "",
        "<!-- What changes? -->",
        "",
        "Take orders. Add humanize.",
        "",
        "- New endpoint `POST /orders` (`shop/api.py:7`)",
        "- New dependency `humanize==4.12.1` (`requirements.txt:2`)",
        "",
        "#### Related issues",
        "",
        "- Fixes #12",
        "",
        "#### How is it tested?",
        "",
        "- New test file (`tests/test_a.py`)",
        "",
    ]
    said = " ".join(done.err.split())
    assert ".github/pull_request_template.md: 3 of 3 blanks filled from the diff" in said
    assert "left to you: 1 statement (" in said


def test_what_the_checks_still_want_stands_in_a_comment(repo: Repository) -> None:
    _branch(repo)
    comment = reviewlint(repo.path, "template").out.split("<!-- reviewlint: still open\n")[1]
    said = [" ".join(line.split()) for line in comment.splitlines()]
    assert "monitoring-added shop/api.py:7 no metric, trace or health signal covers POST /orders" in said
    assert comment.endswith("-->\n")
    assert comment.count("--") == 1


def test_a_box_is_never_ticked(repo: Repository) -> None:
    boxes = "".join(f"- [ ] {text}\n" for text in ("Tests added", "No new endpoints", "I ran the tests", ""))
    _branch(repo, f"## Description\n\n{boxes}\n## Tests\n\n{boxes}")
    out = reviewlint(repo.path, "template").out
    assert len(re.findall(r"^- \[ \]", out, re.MULTILINE)) == 8
    assert "[x]" not in out


def test_without_a_template_the_bundled_one_is_taken_and_said(repo: Repository) -> None:
    _branch(repo, None)
    done = reviewlint(repo.path, "template")
    assert re.findall(r"^## .*", done.out, re.MULTILINE) == [
        "## What",
        "## Why",
        "## How it was tested",
        "## Rollout (optional)",
    ]
    assert "Shops wait for it." in done.out
    assert "no template in this repository, so the bundled one" in done.err


def test_a_template_without_headings_gets_the_summary_on_top(repo: Repository) -> None:
    _branch(repo, "Fixes #\n\n- [ ] Add tests.\n")
    assert reviewlint(repo.path, "template").out.startswith("Take orders. Add humanize.\n\n- New endpoint")


def test_text_of_the_change_stays_text(repo: Repository) -> None:
    repo.commit({".github/pull_request_template.md": "## Description\n"})
    repo.git("switch", "-q", "-c", "topic")
    route = API.replace("/orders", "/`a`<b>-->").replace("place", "take")
    repo.commit({"api.py": route}, "- [x] done <script> @everybody --> ![](x)")
    out = reviewlint(repo.path, "template").out
    assert "\\<script>" in out
    assert out.count("<script>") == 1
    assert "- [x]" not in out
    assert "`@everybody`" in out
    assert "`` POST /`a`<b>--> ``" in out or "``POST /`a`<b>-->``" in out
    assert out.split("<!-- reviewlint")[-1].count("-->") == 1


def test_the_draft_with_its_holes_filled_passes_the_check(repo: Repository) -> None:
    _branch(repo)
    text = reviewlint(repo.path, "template").out.replace("- [ ]", "- [x]")
    (repo.path.parent / "text.md").write_text(text)
    done = reviewlint(
        repo.path, "check", "--description", "../text.md", "--select", "diff-template", "--format", "json"
    )
    assert (done.code, done.statuses()) == (0, {"diff-template": "passed"})
