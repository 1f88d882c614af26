"""Cases for facts, as data: what must, and what must not, hold of a small change.

A file `tests/corpus/<any name>.toml` holds cases:

    [[case]]
    name = "a constant changed in a move"            # required, unique in the file
    before."shop/price.py" = '''
    def price(): return 1
    '''                                              # the base tree: path = text
    after."shop/price.py" = false                    # what changes; false removes a file
    after."shop/prices.py" = '''
    def price(): return 2
    '''
    holds.units = [{ name = "price", behaviour = true }]
    never.endpoints.added = [{}]                     # {} is met by every row: there is none at all
    never.units = [{ name = "cost" }, { reason = "moved" }]

`message`, `description` and `coverage` are as in the cases for checks (`reviewlint.testing.checks`).

`holds` and `never` follow the document that `reviewlint facts --format json` prints. Where that has a list of
rows, give patterns: each pattern of `holds` must be met by a row, no pattern of `never` by any. A pattern is met
by a row that has its values: texts, numbers and booleans are equal; `[]` is an empty list; each entry of any
other list must be met by an entry of the row's (`tests = [{ path = "tests/test_a.py", how = "in-diff" }]`).
Where the document has one value (`holds.description.bugfix = true`), it must be that, and for `never` must not.
A key that the document does not have is an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewlint.errors import ConfigError
from reviewlint.testing.trees import TREE_KEYS, Tree, named_rows, no_name_twice, opened, tree_of

_KEYS = TREE_KEYS | {"holds", "never"}

# The fields of rows, so that a misspelt one is an error also where there is no row to compare it with.
_FIELDS: Mapping[str, str] = {
    "files": "path old_path status role language added removed",
    "units": "path name kind change line end_line behaviour reason size tests",
    "units.tests": "path line how steps via",
    "endpoints.added": "protocol method route path line framework handler",
    "endpoints.removed": "protocol method route path line framework handler",
    "jobs.added": "name kind path line framework",
    "jobs.removed": "name kind path line framework",
    "telemetry.added": "kind name path line ecosystem scope",
    "telemetry.removed": "kind name path line ecosystem scope",
    "dependencies.added": "name scope path line",
    "dependencies.removed": "name scope path line",
    "dependencies.changed": "name scope path line",
    "surface.changed": "kind name path line change",
    "docs.changed": "path line",
    "suppressions.added": "tool rule reason path line",
    "leftovers.added": "kind path line",
    "weakened_tests": "kind path line",
    "resilience": "kind path line",
    "unseen": "path reason role",
}


@dataclass(frozen=True)
class FactCase:
    """One case: what changes, and what the facts must and must not say of it."""

    name: str
    tree: Tree
    holds: Mapping[str, Any] = field(default_factory=dict)
    never: Mapping[str, Any] = field(default_factory=dict)


def load_fact_cases(file: Path) -> tuple[FactCase, ...]:
    """The cases in `file`, in order. Raises ConfigError for a broken file, an unknown key or equal names."""
    from reviewlint.data import read_toml

    document = read_toml(file)
    unknown = sorted(set(document) - {"case"})
    if unknown:
        raise ConfigError(f"{file}: unknown table {unknown[0]}; only [[case]]")
    rows = document.get("case", [])
    named_rows(file, "case", rows, _KEYS)
    no_name_twice(file, [row["name"] for row in rows])
    for row in rows:
        if not row.get("holds") and not row.get("never"):
            raise ConfigError(f'{file}: the case "{row["name"]}" states nothing')
    return tuple(
        FactCase(row["name"], tree_of(row), row.get("holds", {}), row.get("never", {})) for row in rows
    )


def run_facts(case: FactCase) -> dict[str, Any]:
    """The facts of the case's change, made in a temporary git repository, as the JSON contract writes them."""
    from reviewlint.report.json import render_facts

    with opened(case.tree) as facts:
        document: dict[str, Any] = json.loads(render_facts(facts))
        return document


def fact_problems(case: FactCase, document: Mapping[str, Any]) -> tuple[str, ...]:
    """How `document` differs from what the case states, a sentence each; empty when it does not.

    Raises ConfigError for a key that the facts do not have.
    """
    stated = [
        *_differences(case.holds, document, "", wanted=True),
        *_differences(case.never, document, "", wanted=False),
    ]
    return tuple(dict.fromkeys(stated))


def _differences(stated: Any, actual: Any, place: str, *, wanted: bool) -> Iterator[str]:
    if isinstance(actual, list):
        for pattern in stated:
            _check_fields(pattern, actual, place)
            if any(_meets(row, pattern) for row in actual) != wanted:
                yield f"{place}: {'nothing' if wanted else 'something'} is {pattern}; got: {actual}"
    elif isinstance(actual, Mapping):
        for key, inner in stated.items():
            if key not in actual:
                raise ConfigError(f"the facts have no {place}{'.' * bool(place)}{key}; {', '.join(actual)}")
            yield from _differences(inner, actual[key], f"{place}.{key}" if place else key, wanted=wanted)
    elif (stated == actual) != wanted:
        yield f"{place} is {actual!r}"


def _check_fields(pattern: Any, rows: list[Any], place: str) -> None:
    if not isinstance(pattern, Mapping):
        return
    known = set(_FIELDS.get(place, "").split())
    known.update(key for row in rows if isinstance(row, Mapping) for key in row)
    unknown = sorted(set(pattern) - known)
    if unknown:
        raise ConfigError(f"{place} has no field {unknown[0]}; {', '.join(sorted(known))}")
    for key, value in pattern.items():
        for inner in value if isinstance(value, list) else ():
            found = [entry for row in rows for entry in row.get(key, ())]
            _check_fields(inner, found, f"{place}.{key}")


def _meets(actual: Any, pattern: Any) -> bool:
    if isinstance(pattern, Mapping):
        return isinstance(actual, Mapping) and all(
            key in actual and _meets(actual[key], value) for key, value in pattern.items()
        )
    if isinstance(pattern, list):
        if not pattern:
            return bool(actual == [])
        return isinstance(actual, list) and all(any(_meets(a, p) for a in actual) for p in pattern)
    return bool(actual == pattern)
