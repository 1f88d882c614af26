"""What must hold for the set of shipped checks, not only for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.checklist.loader import Check, built_in
from reviewlint.checklist.options import options_of
from reviewlint.cli.explain import sections
from reviewlint.data import bundled, read_toml
from reviewlint.testing import load_cases

ROOT = Path(__file__).parents[1]
CHECKS = built_in()
PRESETS = ("basic", "l3", "strict")

each = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)


@each
def test_has_a_page(check: Check) -> None:
    assert (ROOT / "docs" / "checks" / f"{check.id}.md").is_file()


@each
def test_has_cases_both_ways(check: Check) -> None:
    cases = load_cases(ROOT / "tests" / "checks" / f"{check.id.replace('-', '_')}.toml")
    statuses = {case.status for case in cases}
    assert statuses >= {"passed", "failed", "not-applicable"}


@each
def test_says_what_it_asks_and_how_to_satisfy_it(check: Check) -> None:
    assert check.title.endswith("?")
    assert {label for label, _ in sections(check.doc)} >= {"Why", "Looks at", "Satisfy", "Cannot see"}


@each
def test_every_option_has_help(check: Check) -> None:
    assert all(option.help for option in options_of(check))


@each
@pytest.mark.parametrize("preset", PRESETS)
def test_has_a_level_in_every_preset(check: Check, preset: str) -> None:
    table = read_toml(bundled("config") / "presets" / f"{preset}.toml")["reviewlint"]
    assert table["checks"][check.id]["level"] in ("block", "ask", "off")


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_name_only_checks_and_options_that_exist(preset: str) -> None:
    by_id = {check.id: check for check in CHECKS}
    table = read_toml(bundled("config") / "presets" / f"{preset}.toml")["reviewlint"]
    for name, row in table["checks"].items():
        assert set(row) <= {"level", "waivable"} | {option.name for option in options_of(by_id[name])}


def test_strict_blocks_on_every_check() -> None:
    table = read_toml(bundled("config") / "presets" / "strict.toml")["reviewlint"]
    assert {row["level"] for row in table["checks"].values()} == {"block"}
