"""Imports go one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "reviewlint"

# from the top down: a module may import what stands on its own line or below
LAYERS = (
    {"__main__"},
    {"cli", "testing"},
    {"replay", "setup"},
    {"report", "api"},
    {"checklist"},
    {"config"},
    {"config_read"},
    {"config_schema", "config_place"},
    {"facts"},
    {"index"},
    {"syntax"},
    {"change"},
    {"common", "data", "enclosed", "globs", "guess", "tables"},
    {"limits", "needs"},
    {"regex", "record", "bytecode", "kept", "required", "firsts"},
    {"errors"},
)
RANK = {name: number for number, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def _imported(path: Path) -> set[str]:
    """The names of our own modules that a file imports, not counting those only types need."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{path}: relative import"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.split(".")[0] == "reviewlint"}


def _part(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in RANK else None


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_imports_upwards(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    assert own in RANK, f"{own} stands in no layer"
    wrong = {name for name in _imported(path) if (part := _part(name)) and RANK[part] < RANK[own]}
    assert not wrong


@pytest.mark.parametrize("path", sorted((ROOT / "checks").glob("*.py")), ids=lambda path: path.name)
def test_checks_import_only_the_interface(path: Path) -> None:
    ours = {name for name in _imported(path) if not name.startswith("reviewlint.api")}
    assert not ours
