"""Functions whose execution by their project's tests was measured, each given a harmless change."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from labelled.program import NoAnswer, ask, bare, commit_all, git
from labelled.tally import Tally

File = tuple[str, str, str]  # repository, commit, path


def measure(rows: list[dict[str, Any]], mirror: Path, command: str) -> tuple[dict[str, Tally], list[str]]:
    """Whether a function that no test executes is said to be untested: (tallies, what gave no answer)."""
    files: dict[File, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        files[(row["repo"], row["commit_or_version"], row["tested_file"])].append(row)
    tallies = {"untested": Tally()}
    errors = []
    with TemporaryDirectory() as folder:
        clones: dict[tuple[str, str], Path] = {}
        for (name, commit, path), group in files.items():
            if (name, commit) not in clones:
                clones[(name, commit)] = _clone(bare(mirror, name), commit, Path(folder))
            where = clones[(name, commit)]
            try:
                reached = _reached(where, commit, path, group, command)
            except NoAnswer as problem:
                errors.append(f"{name} {path} {problem}")
                continue
            _count(tallies, name, path, group, reached)
    return tallies, errors


def _clone(source: Path, commit: str, folder: Path) -> Path:
    where = folder / source.parent.name / commit[:12]
    git(folder, "clone", "-q", "--no-checkout", str(source), str(where))
    git(where, "checkout", "-q", "--detach", commit)
    return where


def _reached(
    where: Path, commit: str, path: str, group: list[dict[str, Any]], command: str
) -> dict[str, bool]:
    git(where, "reset", "-q", "--hard", commit)
    target = where / path
    target.write_text(_touched(target.read_text(), {row["def_line"] for row in group}))
    commit_all(where, f"Change {path}")
    facts = ask(command, where, "facts", "HEAD^..HEAD", "--format", "json")
    return {unit["name"]: bool(unit["tests"]) for unit in facts["units"] if unit["path"] == path}


def _count(
    tallies: dict[str, Tally], name: str, path: str, group: list[dict[str, Any]], reached: dict[str, bool]
) -> None:
    for row in group:
        symbol = row["tested_symbol"]
        if symbol not in reached:
            continue
        for question in ("untested", f"untested, {name}"):
            tally = tallies.setdefault(question, Tally())
            tally.add(not row["executed"], not reached[symbol], f"{name} {path}::{symbol}")


def _touched(source: str, lines: set[int]) -> str:
    """`source` with one more statement before the last one of each function that starts in `lines`."""
    out, places = source.split("\n"), []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.lineno in lines:
            last = node.body[-1]
            decorators = [d.lineno for d in getattr(last, "decorator_list", [])]
            if last.lineno > node.lineno:
                places.append((min([last.lineno, *decorators]), last.col_offset))
    for line, column in sorted(places, reverse=True):
        out.insert(line - 1, " " * column + "changed_()")
    return "\n".join(out)
