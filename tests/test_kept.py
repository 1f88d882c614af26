"""What is read out of data files is kept beside them, and read anew when one of them changes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from reviewlint import kept


@pytest.fixture(autouse=True)
def _may_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def _read(path: Path, reads: list[str]) -> str:
    def make() -> str:
        reads.append(path.name)
        return path.read_text()

    return kept.of_file(path, make)


def test_a_file_is_read_once_until_it_changes(tmp_path: Path) -> None:
    path, reads = tmp_path / "a.toml", list[str]()
    path.write_text("one")
    assert [_read(path, reads), _read(path, reads)] == ["one", "one"]
    assert reads == ["a.toml"]
    path.write_text("three")
    assert _read(path, reads) == "three"


def test_a_folder_is_read_anew_when_a_file_below_it_comes_or_changes(tmp_path: Path) -> None:
    inner = tmp_path / "python"
    inner.mkdir()
    (inner / "a.toml").write_text("one")

    def names() -> list[str]:
        return kept.of_folder(
            tmp_path, "names", lambda: [p.read_text() for p in sorted(inner.glob("*.toml"))]
        )

    assert names() == names() == ["one"]
    (inner / "b.toml").write_text("two")
    assert names() == ["one", "two"]
    (inner / "b.toml").write_text("three")
    assert names() == ["one", "three"]


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\xe3\x00"])
def test_a_damaged_file_is_read_anew(tmp_path: Path, damage: bytes) -> None:
    path, reads = tmp_path / "a.toml", list[str]()
    path.write_text("one")
    _read(path, reads)
    (file,) = (tmp_path / "__pycache__").iterdir()
    file.write_bytes(damage)
    assert _read(path, reads) == "one"
    assert reads == ["a.toml", "a.toml"]


def test_nothing_is_written_where_python_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_text("one")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert _read(path, []) == "one"
    assert os.listdir(tmp_path) == ["a.toml"]
