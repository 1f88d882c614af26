"""The pages of the checks are what the checks say."""

from __future__ import annotations

import subprocess
import sys

import pytest

from docs.generate import PAGES, ROOT, index, page
from reviewlint.checklist.loader import Check, built_in
from tests.cli.command import command_environment

CHECKS = built_in()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_page_is_what_its_check_says(check: Check) -> None:
    assert (PAGES / f"{check.id}.md").read_text("utf-8") == page(check), "make docs"


def test_the_index_lists_every_check_and_no_page_is_left_over() -> None:
    assert (PAGES / "README.md").read_text("utf-8") == index(CHECKS), "make docs"
    assert {path.stem for path in PAGES.glob("*.md")} == {"README", *(check.id for check in CHECKS)}


def test_the_demonstration_shows_a_closed_gate_and_ends_well() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docs.demo"],
        cwd=ROOT, capture_output=True, text=True, check=False, env=command_environment(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "POST /orders/<int:number>/refund" in done.stdout
    assert "but humanize is new" in done.stdout
    assert "ended with 1: the gate is closed" in done.stdout
