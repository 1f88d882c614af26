"""Rules read out of data files mean what is written in them, though their patterns are made cheap."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ast_grep_py import SgRoot

from reviewlint.data import read_rules, read_toml

CONFIG = Path(__file__).parents[1] / "config"
WORDS = ("Größe", "GRÖSSE_2", "a-b", "sizes[0]", "wort wort", "\\w", "7", "Ünder_score")
PATTERNS = (
    r"(?i)^\w*ss\w*$", r"(?i)^[\w-]+$", r"(?i)[^\w\s]", r"(?i)ü\w+", r"^\w+$", r"\\w", r"^[^\d\s]*$", r"(?i:s)\w*\d",
    r"(?i)[\]\w]$",
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_matches_what_re_matches(tmp_path: Path, pattern: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(f"[rule]\nkind = 'string_content'\nregex = {json.dumps(pattern)}\n", "utf-8")
    rule = {"rule": read_rules(file)["rule"]}
    found = [word for word in WORDS if SgRoot(f"r'{word}'", "python").root().find(rule)]
    assert found == [word for word in WORDS if re.search(pattern, word)]


@pytest.mark.parametrize(
    "path", sorted(CONFIG.rglob("*.toml")), ids=lambda path: str(path.relative_to(CONFIG))
)
def test_an_entry_keeps_all_that_its_file_says(path: Path) -> None:
    for table, rows in read_toml(path).items():
        for row, made in zip(rows, read_rules(path)[table], strict=True) if isinstance(rows, list) else ():
            if isinstance(row, dict):
                kept = {key: value for key, value in made.items() if key not in ("must", "must_inside")}
                assert set(kept) == set(row)
                assert all(kept[key] == value for key, value in row.items() if not isinstance(value, dict))
