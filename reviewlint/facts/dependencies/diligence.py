"""What the libraries at hand do already: rivals of a new dependency, and helpers written by hand."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.dependencies.model import Dependency
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit

_ECOSYSTEM = {
    "python": "python", "javascript": "javascript", "typescript": "javascript", "tsx": "javascript",
    "vue": "javascript", "svelte": "javascript", "go": "go", "rust": "rust", "ruby": "ruby", "java": "jvm",
    "kotlin": "jvm", "scala": "jvm", "php": "php", "csharp": "dotnet", "elixir": "elixir", "dart": "dart",
}  # fmt: skip
_NO_LETTER = regex(r"\W|_")
_LEAST_LINES = 5  # of a helper: shorter ones only call what does the job


class Rival(Record):
    """A new dependency, and a package that the repository had for the same job."""

    dependency: Dependency
    job: str
    present: Dependency


class Handmade(Record):
    """A new function that does what a package at hand offers."""

    path: str
    line: int
    end_line: int
    name: str
    helper: str
    package: Dependency


class Diligence(Record):
    """What is there twice, or is about to be."""

    rivals: tuple[Rival, ...] = ()
    handmade: tuple[Handmade, ...] = ()


def establish(facts: Facts) -> Diligence:
    """Rivals are looked for among what stays; helpers only where a new function has the name of one."""
    suspects = [(unit, row) for unit in _new_functions(facts) if (row := _helper(unit))]
    if not suspects and not facts.dependencies.added:
        return Diligence()
    from reviewlint.facts.dependencies import present

    at_hand = [one for one in present(facts) if one not in facts.dependencies.added]
    fresh = {(one.ecosystem, one.name.lower()) for one in facts.dependencies.added}
    stays = [one for one in at_hand if (one.ecosystem, one.name.lower()) not in fresh]
    return Diligence(tuple(_rivals(facts, stays)), tuple(_handmade(facts, suspects, at_hand)))


def _rivals(facts: Facts, stays: list[Dependency]) -> Iterator[Rival]:
    for dependency in facts.dependencies.added:
        for job in _rows("jobs", "job"):
            names = job.get(dependency.ecosystem, ())
            if _among(dependency.name, names):
                same = [o for o in stays if o.ecosystem == dependency.ecosystem and _among(o.name, names)]
                yield from (Rival(dependency, job["name"], other) for other in same[:1])


def _new_functions(facts: Facts) -> Iterator[Unit]:
    """The new functions of production code that are large enough, where the diff writes their name."""
    sources = {file.path for file in facts.files if file.role == "source" and file.language}
    for unit in facts.changed_units.units:
        large = unit.end_line - unit.line + 1 >= _LEAST_LINES
        new = large and unit.change == "added" and unit.behaviour
        if new and unit.path in sources and unit.name and _is_written(facts, unit):
            yield unit


def _is_written(facts: Facts, unit: Unit) -> bool:
    name, added = unit.name.rpartition(".")[2], facts.sources.added(unit.path)
    lines = (facts.sources.text(unit.path, "head") or "").split("\n")
    return any(name in lines[n - 1] for n in added if n <= len(lines))


def _helper(unit: Unit) -> dict[str, Any] | None:
    return _named(unit.name.rpartition(".")[2])


@cache
def _named(word: str) -> dict[str, Any] | None:
    """The helper that a function of that name is."""
    name = _NO_LETTER.sub("", word).lower()
    return next((row for row in _rows("helpers", "helper") if regex(row["functions"]).search(name)), None)


def _handmade(
    facts: Facts, suspects: list[tuple[Unit, dict[str, Any]]], at_hand: list[Dependency]
) -> Iterator[Handmade]:
    languages = {file.path: file.language for file in facts.files}
    for unit, row in suspects:
        ecosystem = _ECOSYSTEM.get(languages[unit.path], "")
        text = facts.sources.text(unit.path, "head") or ""
        body = "\n".join(text.split("\n")[unit.line - 1 : unit.end_line])
        offers = [o for o in at_hand if o.ecosystem == ecosystem and _among(o.name, row.get(ecosystem, ()))]
        offers = [one for one in offers if not _used(one.name, text)]
        if offers and re.search(row.get("needs", ""), body):
            yield Handmade(unit.path, unit.line, unit.end_line, unit.name, row["name"], offers[0])


def _used(package: str, text: str) -> bool:
    """Whether a text mentions the package: then its function is a wrapper, and no copy."""
    last = re.sub(r"/v\d+$", "", package).rpartition("/")[2].rpartition(":")[2]
    plain = re.escape(last.removeprefix("python-").removeprefix("go-")).replace(r"\-", "[-_]?")
    return re.search(rf"(?i)(?:import|from|require|use|using)\b[^\n]*\b{plain}\b", text) is not None


def _among(name: str, names: Iterable[str]) -> bool:
    plain = name.lower()
    return any(
        plain == known or (known.endswith("*") and plain.startswith(known[:-1])) for known in names
    )  # fmt: skip


@cache
def _rows(file: str, table: str) -> tuple[dict[str, Any], ...]:
    from reviewlint.data import bundled, read_toml

    return tuple(read_toml(bundled("config") / "dependencies" / f"{file}.toml")[table])
