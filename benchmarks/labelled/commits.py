"""Real commits, each judged by a careful reader, against facts and verdicts."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from labelled import routes
from labelled.program import NoAnswer, ask, bare
from labelled.tally import Place, Tally

QUESTIONS = (
    "tests missing", "monitoring missing", "behaviour changed", "endpoints added", "endpoints removed", "jobs added",
    "dependencies added", "suppressions added", "leftovers added", "tests weakened", "resilience", "bug fix",
    "public surface", "docs in diff",
)  # fmt: skip

Answer = tuple[dict[str, Any], dict[str, Any]]  # facts, checklist


def measure(rows: list[dict[str, Any]], mirror: Path, command: str) -> tuple[dict[str, Tally], list[str]]:
    """(tallies by question, what gave no answer)."""
    tallies = {question: Tally() for question in QUESTIONS}
    errors = []
    with TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        config = Path(folder) / "strict.toml"
        config.write_text('[reviewlint]\nextends = ["strict"]\n')
        waiting = [(row, pool.submit(_ask, row, mirror, command, config)) for row in rows]
        for row, answer in waiting:
            note = f"{row['repo']} {row['sha'][:10]}"
            try:
                _count(tallies, row, answer.result(), note)
            except NoAnswer as problem:
                errors.append(f"{note} {problem}")
    return tallies, errors


def between(rows: list[dict[str, Any]], second: list[dict[str, Any]]) -> dict[str, Tally]:
    """The tallies of a second reading of some of the `rows`, as if a program had given it."""
    tallies = {question: Tally() for question in QUESTIONS}
    again = {(row["repo"], row["sha"]): row for row in second}
    for row in rows:
        other = again.get((row["repo"], row["sha"]))
        if other is not None:
            _count(tallies, row, _as_answer(other), f"{row['repo']} {row['sha'][:10]}")
    return tallies


def _as_answer(row: dict[str, Any]) -> Answer:
    """A label in the shape of what the program prints."""
    served = {side: [_endpoint(text) for text in row[f"endpoints_{side}"]] for side in ("added", "removed")}
    facts = {
        "units": [{"behaviour": row["behaviour"]}],
        "endpoints": served,
        "jobs": {"added": [{"name": name} for name in row["jobs_added"]]},
        "dependencies": {"added": [{"name": name} for name, _ in row["deps_added"]]},
        "weakened_tests": [{"path": re.sub(r":\d+$", "", t).split(" ")[-1]} for t in row["tests_weakened"]],
        "suppressions": {"added": [_told(text, kinded=False) for text in row["suppressions_added"]]},
        "leftovers": {"added": [_told(text, kinded=True) for text in row["leftovers_added"]]},
        "resilience": [_told(text, kinded=True) for text in row["resilience"]],
        "description": {"bugfix": row["bugfix"]},
        "surface": {"changed": [None] * row["public_surface"]},
        "docs": {"changed": [None] * row["docs_in_diff"]},
    }
    asked = (("tests-exist", "tests"), ("monitoring-added", "monitoring"))
    results = [
        {"check": check, "status": "failed" if row[key] == "missing" else "passed"} for check, key in asked
    ]
    return facts, {"results": results}


def _endpoint(text: str) -> dict[str, str]:
    method, _, route = text.partition(" ")
    return {
        "method": method,
        "route": route,
        "protocol": "page" if method.upper() == "PAGE" else "http",
    }


def _told(text: str, *, kinded: bool) -> dict[str, Any]:
    kind, path, line = _place(text, kinded=kinded)
    return {"kind": kind, "path": path, "line": line}


def _ask(row: dict[str, Any], mirror: Path, command: str, config: Path) -> Answer:
    where, span = bare(mirror, row["repo"]), f"{row['sha']}^..{row['sha']}"
    facts = ask(command, where, "facts", span, "--format", "json")
    return facts, ask(command, where, "--config", str(config), "check", span, "--format", "json")


def _count(tallies: dict[str, Tally], row: dict[str, Any], answer: Answer, note: str) -> None:
    facts, checked = answer
    status = {result["check"]: result["status"] for result in checked["results"]}
    _verdicts(tallies, row, status, note)
    behaviour = any(unit["behaviour"] for unit in facts["units"])
    tallies["behaviour changed"].add(row["behaviour"], behaviour, note)
    for side in ("added", "removed"):
        wanted, said = routes.of_label(row[f"endpoints_{side}"]), routes.of_fact(facts["endpoints"][side])
        routes.compare(tallies[f"endpoints {side}"], wanted, said, note)
    _jobs(tallies["jobs added"], row["jobs_added"], facts["jobs"]["added"], note)
    _sets(tallies, row, facts, note)
    _places(tallies, row, facts, note)
    tallies["bug fix"].add(row["bugfix"], facts["description"]["bugfix"], note)
    tallies["public surface"].add(row["public_surface"], bool(facts["surface"]["changed"]), note)
    tallies["docs in diff"].add(row["docs_in_diff"], bool(facts["docs"]["changed"]), note)


def _verdicts(tallies: dict[str, Tally], row: dict[str, Any], status: dict[str, str], note: str) -> None:
    if row["tests"] != "unclear":
        said = status.get("tests-exist")
        missing = row["tests"] == "missing"
        tallies["tests missing"].add(missing, said == "failed", f"{note} label={row['tests']} said={said}")
    missing, said = row["monitoring"] == "missing", status.get("monitoring-added")
    tallies["monitoring missing"].add(
        missing, said == "failed", f"{note} label={row['monitoring']} said={said}"
    )


def _jobs(tally: Tally, wanted: list[str], said: list[dict[str, Any]], note: str) -> None:
    """Names are alike when one holds the other, whatever joins their words."""
    named, found = {_squashed(job) for job in wanted}, {_squashed(job["name"]) for job in said}
    for job in sorted(named):
        tally.add(True, any(other and (other in job or job in other) for other in found), f"{note} {job}")
    for other in sorted(found):
        if not any(other in job or job in other for job in named):
            tally.add(False, True, f"{note} {other}")


def _squashed(name: str) -> str:
    return re.sub(r"\W|_", "", name).lower()


def _sets(tallies: dict[str, Tally], row: dict[str, Any], facts: dict[str, Any], note: str) -> None:
    wanted = {name.lower() for name, _ in row["deps_added"]}
    said = {dependency["name"].lower() for dependency in facts["dependencies"]["added"]}
    tallies["dependencies added"].sets(wanted, said, note)
    weakened = {re.sub(r":\d+$", "", place).split(" ")[-1] for place in row["tests_weakened"]}
    tallies["tests weakened"].sets(weakened, {test["path"] for test in facts["weakened_tests"]}, note)


def _places(tallies: dict[str, Tally], row: dict[str, Any], facts: dict[str, Any], note: str) -> None:
    suppressions = [("", found["path"], found["line"]) for found in facts["suppressions"]["added"]]
    wanted = [_place(text, kinded=False) for text in row["suppressions_added"]]
    tallies["suppressions added"].places(wanted, suppressions, note, 1)
    for question, key, found, slack in (
        ("leftovers added", "leftovers_added", facts["leftovers"]["added"], 1),
        ("resilience", "resilience", facts["resilience"], 3),
    ):
        said = [(place["kind"], place["path"], place["line"]) for place in found]
        tallies[question].places([_place(text, kinded=True) for text in row[key]], said, note, slack)


def _place(text: str, *, kinded: bool) -> Place:
    kind, _, place = text.partition(" ") if kinded and " " in text else ("", "", text)
    path, _, line = place.rpartition(":")
    return (kind, path, int(line)) if path and line.isdigit() else (kind, place, 0)
