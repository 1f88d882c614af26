"""Our modules come from one file of bytecode on the second run, and from their sources when these change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROBE = """
import sys
from reviewlint.__main__ import main
import reviewlint.__main__ as entry
entry._leave = lambda code: print(code, type(sys.modules["reviewlint.cli.list"].__spec__.loader).__name__)
sys.argv = ["reviewlint", "list"]
main()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A checkout of its own."""
    for name in ("reviewlint", "checks", "config"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _run(home: Path) -> list[str]:
    """The lines of `list`, and the last one: exit code and what loaded the module of the command."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    run = [sys.executable, "-c", PROBE]
    found = subprocess.run(
        run, cwd=home, env={**env, "PYTHONPATH": str(home)}, capture_output=True, text=True
    )
    assert not found.stderr
    return found.stdout.splitlines()


def test_the_second_run_reads_one_file(home: Path) -> None:
    first, second = _run(home), _run(home)
    assert first[-1] == "0 SourceFileLoader"
    assert second[-1] == "0 Bytecode"
    assert second[:-1] == first[:-1]


def test_a_run_that_imports_nothing_new_writes_nothing(home: Path) -> None:
    _run(home)
    (kept,) = (home / "reviewlint" / "__pycache__").glob("modules.*")
    before = kept.stat()
    _run(home)
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_source_that_changes_is_read_anew(home: Path) -> None:
    _run(home)
    module = home / "reviewlint" / "cli" / "list.py"
    module.write_text(module.read_text("utf-8") + "\nprint('changed')\n", "utf-8")
    changed = _run(home)
    assert changed[0] == "changed"
    assert changed[-1] == "0 SourceFileLoader"
    assert _run(home)[-1] == "0 Bytecode"


def test_a_damaged_file_is_made_anew(home: Path) -> None:
    whole = _run(home)
    (kept,) = (home / "reviewlint" / "__pycache__").glob("modules.*")
    kept.write_bytes(kept.read_bytes()[:1000])
    assert _run(home) == whole
    assert _run(home)[-1] == "0 Bytecode"


def test_a_copy_elsewhere_reads_its_own_sources(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    _run(home)
    other = tmp_path_factory.mktemp("copy") / "copy"
    shutil.copytree(home, other)
    module = home / "reviewlint" / "cli" / "list.py"
    module.write_text("raise SystemExit('not this one')", "utf-8")
    assert _run(other)[-1] == "0 SourceFileLoader"
