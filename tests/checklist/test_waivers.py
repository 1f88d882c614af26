from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import ASKS, ENDS, own_checks, reviewlint
from tests.repository import Repository


@pytest.mark.parametrize("trailer", ["ends: they are samples", "ends -- they are samples"])
def test_a_trailer_waives_and_the_report_says_who_and_why(repo: Repository, trailer: str) -> None:
    own_checks(repo, ends=ENDS)
    head = repo.commit({"a.txt": "BAD\n"}, f"Add a\n\nReviewlint-Waive: {trailer} until 2099-01-31")
    done = reviewlint(repo.path, "check")
    assert done.code == 0
    assert f"[~] ends  waived in commit {head[:8]} by Ada until 2099-01-31" in done.out
    assert "      why: they are samples" in done.out
    (result,) = reviewlint(repo.path, "check", "--format", "json").json["results"]
    assert result["status"] == "waived"
    assert result["findings"][0]["path"] == "a.txt"
    assert result["waiver"] == {
        "check": "ends",
        "reason": "they are samples",
        "source": f"commit {head[:8]} by Ada",
        "until": "2099-01-31",
        "paths": [],
    }


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("ends", "without a reason"),
        ("ends:", "without a reason"),
        ("ends: .", "without a reason"),
        ("ends: samples until 2020-01-01", "it expired on 2020-01-01"),
    ],
)
def test_a_waiver_that_does_not_hold_is_a_finding(repo: Repository, value: str, said: str) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"}, f"Add a\n\nReviewlint-Waive: {value}")
    done = reviewlint(repo.path, "check")
    assert done.code == 1
    assert said in done.out


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("end: samples", "names no check: end. Did you mean ends?"),
        ("ends: samples", "is not used: there is nothing to waive"),
    ],
)
def test_a_waiver_that_does_nothing_is_noted(repo: Repository, value: str, said: str) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "good\n"}, f"Add a\n\nReviewlint-Waive: {value}")
    done = reviewlint(repo.path, "check")
    assert done.code == 0
    assert said in " ".join(done.err.split())


def test_a_check_may_be_unwaivable(repo: Repository) -> None:
    own_checks(repo, ends=ENDS)
    text = '[reviewlint]\nselect = ["ends"]\n[reviewlint.checks.ends]\nwaivable = false\n'
    repo.commit({"reviewlint.toml": text, "a.txt": "BAD\n"}, "Add a\n\nReviewlint-Waive: ends: samples")
    done = reviewlint(repo.path, "check")
    assert done.code == 1
    assert "this check may not be waived here" in done.out


def _configured(repo: Repository, waiver: str) -> None:
    own_checks(repo, ends=ENDS)
    text = (
        '[reviewlint]\nselect = ["ends"]\n\n[[reviewlint.waivers]]\ncheck = "ends"\nreason = "samples"\n'
        + waiver
    )
    repo.commit({"reviewlint.toml": text})


def test_a_configured_waiver_covers_its_paths_only(repo: Repository) -> None:
    _configured(repo, 'paths = ["samples/**"]\nowner = "Grace"\n')
    repo.commit({"samples/a.txt": "BAD\n"})
    done = reviewlint(repo.path, "check", "HEAD^..HEAD")
    assert done.code == 0
    assert "[~] ends  waived in reviewlint.toml:4 by Grace" in done.out
    repo.commit({"samples/b.txt": "BAD\n", "c.txt": "BAD\n"})
    done = reviewlint(repo.path, "check", "HEAD^..HEAD")
    assert done.code == 1
    assert "c.txt:1" in done.out
    assert "samples/b.txt" not in done.out


def test_an_expired_configured_waiver_does_not_hold(repo: Repository) -> None:
    _configured(repo, "until = 2020-01-01\n")
    repo.commit({"a.txt": "BAD\n"})
    done = reviewlint(repo.path, "check", "HEAD^..HEAD")
    assert done.code == 1
    assert "expired on 2020-01-01" in done.out


@pytest.mark.parametrize(
    ("task", "status"),
    [
        ("- [x] asks: Grace looked at both sides", "waived"),
        ("- [X] I am sure for a reason (`asks`)", "waived"),
        ("- [ ] asks: Grace looked at both sides", "needs-human"),
        ("- [x] asks", "needs-human"),
        ("- [x] asks-more: Grace looked at both sides", "needs-human"),
        ("asks: Grace looked at both sides", "needs-human"),
    ],
)
def test_a_ticked_line_with_a_reason_settles_a_question(
    repo: Repository, tmp_path: Path, task: str, status: str
) -> None:
    own_checks(repo, asks=ASKS)
    repo.commit({"a.txt": "x\n"})
    text = tmp_path / "request.md"
    text.write_text(f"# Add a\n\n{task}\n")
    done = reviewlint(repo.path, "check", "--description", str(text), "--format", "json", "--fail-on", "ask")
    assert done.statuses() == {"asks": status}
    assert done.code == (0 if status == "waived" else 1)


def test_a_ticked_line_does_not_settle_a_failure(repo: Repository, tmp_path: Path) -> None:
    own_checks(repo, ends=ENDS)
    repo.commit({"a.txt": "BAD\n"})
    text = tmp_path / "request.md"
    text.write_text("- [x] ends: I looked at it twice\n")
    assert reviewlint(repo.path, "check", "--description", str(text)).code == 1
