from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.errors import ConfigError
from reviewlint.facts.coverage import read

COBERTURA = """<?xml version="1.0"?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage><packages><package name="shop"><classes><class filename="shop/cart.py"><lines>
<line number="1" hits="1"/><line number="2" hits="0"/><line number="4" hits="1"/><line number="5" hits="3"/>
</lines></class></classes></package></packages></coverage>"""
JACOCO = """<report name="x"><package name="com/shop"><sourcefile name="Cart.java">
<line nr="1" mi="0" ci="3"/><line nr="2" mi="4" ci="0"/>
<line nr="4" mi="0" ci="1"/><line nr="5" mi="0" ci="2"/>
</sourcefile></package></report>"""
LCOV = "TN:\nSF:/build/src/cart.ts\nDA:1,1\nDA:2,0\nDA:4,1\nDA:5,2\nend_of_record\n"


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (COBERTURA, "shop/cart.py"),
        (JACOCO, "src/main/java/com/shop/Cart.java"),
        (LCOV, "src/cart.ts"),
    ],
)
def test_a_unit_was_run_when_a_line_of_its_body_was(tmp_path: Path, content: str, path: str) -> None:
    report = tmp_path / "report"
    report.write_text(content)
    coverage = read([report])
    assert coverage.hit(path, 4, 5) == 5
    assert coverage.hit(path, 1, 2) is None, "the first line runs on import"
    assert coverage.hit("other/" + path.rsplit("/", 1)[-1] + "x", 4, 5) is None


def test_several_reports_add_up(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("SF:cart.ts\nDA:1,1\nDA:2,0\n")
    (tmp_path / "b").write_text("SF:cart.ts\nDA:1,0\nDA:2,1\n")
    assert read([tmp_path / "a", tmp_path / "b"]).hit("cart.ts", 1, 2) == 2


@pytest.mark.parametrize(
    "content",
    [
        "hello",
        "<coverage><line number='x'/></coverage>",
        "<coverage>",
        "SF:a\nDA:1\n",
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><coverage>&b;</coverage>',
    ],
)
def test_what_is_no_sound_report_is_refused(tmp_path: Path, content: str) -> None:
    report = tmp_path / "report"
    report.write_text(content)
    with pytest.raises(ConfigError, match="report"):
        read([report])


def test_a_missing_report_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read([tmp_path / "none.xml"])
