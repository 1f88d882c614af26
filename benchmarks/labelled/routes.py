"""Endpoints by method and path, whatever a framework calls its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from labelled.program import NoAnswer, ask, bare, commit_all, git
from labelled.tally import Tally

Route = tuple[str, str]  # method, canonical path

_PARAMETER = re.compile(
    r"\{[^}]*\}|<[^>]*>|\(\?P<[^)]*\)|\[\[?\.{0,3}[\w-]+\]?\]|(?<=/)[:$@*][\w*?+]*|\*+|(?<=/)_+$"
)
_MANIFEST = re.compile(
    r"(^|/)(package\.json|go\.mod|pyproject\.toml|requirements[^/]*\.txt|Gemfile|Cargo\.toml|pom\.xml"
    r"|build\.gradle(\.kts)?|composer\.json|build\.sbt|mix\.exs|[^/]+\.csproj)$"
)


def canonical(path: str) -> str:
    """`path` without a host, with every parameter written `{}` and single slashes."""
    path = re.sub(r"^\w+://[^/]+", "", path.strip())
    path = _PARAMETER.sub("{}", "/" + path.lstrip("/^").rstrip("$?"))
    return re.sub(r"/+", "/", path).rstrip("/") or "/"


def of_fact(rows: Iterable[Mapping[str, Any]]) -> list[Route]:
    """The routes of the `endpoints` fact; browser-side pages are none."""
    return [
        (str(row["method"]).upper(), canonical(row["route"])) for row in rows if row["protocol"] != "page"
    ]


def of_label(texts: Iterable[str]) -> list[Route]:
    """The routes of labels written `GET /path`."""
    pairs = (text.partition(" ") for text in texts)
    return [(method.upper(), canonical(path)) for method, _, path in pairs if method.upper() != "PAGE"]


def compare(tally: Tally, wanted: list[Route], said: list[Route], note: str, *, whole: bool = False) -> None:
    """Count routes. ANY stands for every method; without `whole` one path may be the end of the other."""
    left = list(said)
    for route in wanted:
        found = next((other for other in left if _same(route, other, whole)), None)
        if found is not None and found[0] != "ANY":
            left.remove(found)
        tally.add(True, found is not None, f"{note} {' '.join(route)}")
    known = {other for other in said if any(_same(route, other, False) for route in wanted)}
    for other in left:
        if other not in known:
            tally.add(False, True, f"{note} {' '.join(other)}")


def _same(one: Route, other: Route, whole: bool) -> bool:
    if one[0] != other[0] and "ANY" not in (one[0], other[0]):
        return False
    a, b = one[1], other[1]
    return a == b or (not whole and ((a != "/" and b.endswith(a)) or (b != "/" and a.endswith(b))))


def measure(rows: list[dict[str, Any]], mirror: Path, command: str) -> tuple[dict[str, Tally], list[str]]:
    """Each fixture committed to a fresh repository: (tallies, what gave no answer)."""
    tallies = {"endpoints": Tally(), "endpoints, full path": Tally()}
    errors = []
    for row in rows:
        note = f"{row['language']}/{row['framework']} {row['fixture_dir'].rsplit('/', 1)[-1]}"
        try:
            facts = _facts(row, mirror, command)
        except NoAnswer as problem:
            errors.append(f"{note} {problem}")
            facts = {"endpoints": {"added": []}}
        wanted = sorted({(_method(e["method"]), canonical(e["path"])) for e in row["expected"]})
        said = sorted(set(of_fact(facts["endpoints"]["added"])))
        for name in ("endpoints", f"endpoints, {row['language']}"):
            compare(tallies.setdefault(name, Tally()), wanted, said, note)
        compare(tallies["endpoints, full path"], wanted, said, note, whole=True)
    return tallies, errors


def _method(name: str) -> str:
    return "ANY" if name in ("QUERY", "ANY") else name


def _facts(row: dict[str, Any], mirror: Path, command: str) -> dict[str, Any]:
    source = bare(mirror, row.get("repo", "owasp-noir/noir"))
    with TemporaryDirectory() as folder:
        where = Path(folder)
        git(where, "init", "-q")
        commit_all(where, "Start")
        for manifests in (True, False):
            for name in row["files"]:
                if bool(_MANIFEST.search(name)) == manifests:
                    target = where / "service" / Path(name).relative_to(row["fixture_dir"])
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(git(source, "show", f"{row['commit']}:{name}", read=True))
            commit_all(where, "Set up" if manifests else "Add the service")
        return ask(command, where, "facts", "HEAD^..HEAD", "--format", "json")
