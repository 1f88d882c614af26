"""Schedules in documents: Kubernetes, workflows, recurring jobs, Terraform, systemd timers, crontabs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviewlint.facts.jobs.model import Job
from reviewlint.facts.telemetry.documents import resources
from reviewlint.facts.telemetry.entries import Entry, read_entries
from reviewlint.regex import regex

_CRONTAB = regex(r"^\s*(?:(?:[\d*/,\-]+\s+){4}[\w*/,\-]+|@(?:daily|hourly|weekly|monthly|reboot))\s+(\S.*)$")
_USER = regex(r"^[a-z_][\w-]*\s+(?=[/\w.])")
_PLACE = regex(
    r"^(?:(?:\S*/)?(?:python|php|ruby|perl|node|bash|sh)[\d.]*\s+(?=[\w./-]*[/.]\w))?(?:/[\w.-]+)*/(?=\w)"
)


def read_schedules(path: str, text: str, rules: list[dict[str, Any]]) -> list[Job]:
    """The jobs that the document at `path` schedules. Raises ValueError for one that cannot be parsed."""
    found: list[Job] = []
    for row in rules:
        for name, line, target in _read(row, path, text):
            found.append(Job(name, row["kind"], path, line, row["framework"], "", target))
    return sorted(dict.fromkeys(found), key=lambda job: job.line)


def _read(row: dict[str, Any], path: str, text: str) -> Iterator[tuple[str, int, str]]:
    stem = path.rpartition("/")[2].partition(".")[0]
    if "resources" in row:
        if path.endswith(".tf"):
            yield from ((name.partition(".")[2], line, "") for name, line, _ in resources(row, text))
    elif row.get("stem"):
        if path.endswith(".timer"):
            yield stem, 1, ""
    elif row.get("crontab"):
        yield from _crontab(text)
    elif "text" in row:
        for found in regex(row["text"]).finditer(text):
            yield found[1], text.count("\n", 0, found.start()) + 1, ""
    else:
        yield from _entries(row, stem, read_entries(text))


def _entries(row: dict[str, Any], stem: str, entries: list[Entry]) -> Iterator[tuple[str, int, str]]:
    named = {(e.document, ".".join(e.path)): e for e in reversed(entries)}
    keys = row.get("any") or [row["key"]]
    for entry in entries:
        if entry.path[-1] not in keys or row.get("under", entry.path[0]) not in entry.path:
            continue
        if "values" in row and entry.value not in row["values"]:
            continue
        if "after" in row:
            yield entry.path[entry.path.index(row["after"]) + 1], entry.line, ""
        elif "beside_name" in row:
            yield _near(entries, entry, row["beside_name"]) or stem, entry.line, ""
        elif "beside" in row:
            above = ".".join(entry.path[:-1])
            if len(entry.path) > 1 and any((entry.document, f"{above}.{b}") in named for b in row["beside"]):
                yield entry.path[-2], named.get((entry.document, above), entry).line, entry.value
        elif "values" in row:
            own = named.get((entry.document, row.get("named", "")))
            name = entry.path[-2] if len(entry.path) > 1 else stem
            yield (own.value if own and own.value else name), entry.line, ""
        else:
            own = named.get((entry.document, row.get("named", "")))
            yield (own.value if own and own.value else entry.value or stem), entry.line, ""


def _near(entries: list[Entry], entry: Entry, key: str) -> str:
    """The value of the key that stands beside an entry, in the same element of a list."""
    beside = [one for one in entries if one.path == (*entry.path[:-1], key)]
    return min(beside, key=lambda one: abs(one.line - entry.line)).value if beside else ""


def _crontab(text: str) -> Iterator[tuple[str, int, str]]:
    """The jobs of a table, each named by what it runs and not by where that is."""
    for number, line in enumerate(text.split("\n"), 1):
        found = _CRONTAB.match(line)
        if found:
            yield _PLACE.sub("", _USER.sub("", found[1]))[:80], number, ""
