"""Cases for checks, as data: a small tree before, the files that change, and what the check must say.

A file `tests/checks/<id>.toml` holds the cases of the check <id>. A case stands under the status it expects:
`[[pass]]`, `[[fail]]`, `[[needs-human]]`, `[[not-applicable]]`, `[[not-evaluated]]`.

    [[fail]]
    name = "a new function without a test"           # required, unique in the file
    description = "..."                                # the request's text (Markdown); leave out for none
    message = "Add a price"                            # the commit's message; "Change" without it
    options = { max-steps = 2 }                        # of the check, as in the configuration
    before = { "shop/__init__.py" = "" }               # files of the base tree: path = text
    after."shop/price.py" = '''
    def price(): return 1
    '''                                                # files that change; false removes one
    event = "{…}"                                      # what the CI provider says of the request, JSON
    coverage."cover.xml" = "..."                       # coverage reports given with --coverage
    expect = [{ path = "shop/price.py", line = 1, contains = "price" }]
    summary = "no test"                                # a part of the summary

Every entry of `expect` must be met by a finding or a piece of evidence; each of its keys is optional.
`none = ["word"]` lists what no finding or evidence may contain. Rename a file by removing and adding it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewlint.checklist.loader import Check, built_in, check_id, from_texts
from reviewlint.checklist.options import build
from reviewlint.errors import ConfigError
from reviewlint.testing.trees import TREE_KEYS, Tree, named_rows, no_name_twice, opened, tree_of

if TYPE_CHECKING:
    from reviewlint.checklist.model import Evidence, Finding, Outcome, Status

_STATUS: Mapping[str, Status] = {
    "pass": "passed",
    "fail": "failed",
    "needs-human": "needs-human",
    "not-applicable": "not-applicable",
    "not-evaluated": "not-evaluated",
}
_KEYS = TREE_KEYS | {"options", "expect", "summary", "none"}


@dataclass(frozen=True)
class Expect:
    """What one finding or piece of evidence must look like; what is None does not matter."""

    path: str | None = None
    line: int | None = None
    contains: str | None = None

    def met_by(self, item: Finding | Evidence) -> bool:
        """Whether `item` is what was expected."""
        text = f"{item.message}\n{getattr(item, 'fix', '')}"
        return (
            self.path in (None, item.path)
            and self.line in (None, item.line)
            and (self.contains is None or self.contains in text)
        )


@dataclass(frozen=True)
class Case:
    """One case: what changes, and what the check must say of it."""

    check: str
    name: str
    status: Status
    tree: Tree
    options: Mapping[str, Any] = field(default_factory=dict)
    expect: tuple[Expect, ...] = ()
    summary: str = ""
    none: tuple[str, ...] = ()


def load_cases(file: Path) -> tuple[Case, ...]:
    """The cases in `file`, in order. Raises ConfigError for a broken file, an unknown key or equal names."""
    from reviewlint.data import read_toml

    document = read_toml(file)
    unknown = sorted(set(document) - set(_STATUS))
    if unknown:
        raise ConfigError(f"{file}: unknown table [[{unknown[0]}]]; one of {', '.join(_STATUS)}")
    check = check_id(f"{file.stem}.py")
    for word, rows in document.items():
        named_rows(file, word, rows, _KEYS)
    cases = tuple(_case(check, word, row) for word, rows in document.items() for row in rows)
    no_name_twice(file, [case.name for case in cases])
    return cases


def run_case(case: Case, check: Path | None = None) -> Outcome:
    """The outcome of the case's check on a temporary git repository made from it.

    `check` is the file of a check of your own; without it the built-in one of that id is taken.
    """
    loaded = _check(case.check, check)
    options = build(loaded, {name: (value, f"case {case.name!r}") for name, value in case.options.items()})
    with opened(case.tree) as facts:
        return loaded.run(facts, options)


def problems(case: Case, outcome: Outcome) -> tuple[str, ...]:
    """How `outcome` differs from what the case expects, a sentence each; empty when it does not."""
    items: tuple[Finding | Evidence, ...] = (*outcome.findings, *outcome.evidence)
    said = [f"status is {outcome.status}, not {case.status}"] if outcome.status != case.status else []
    if case.summary not in outcome.summary:
        said.append(f"the summary does not say {case.summary!r}")
    said += [f"nothing is {wanted}" for wanted in case.expect if not any(map(wanted.met_by, items))]
    said += [f"{word!r} is mentioned" for word in case.none if any(word in item.message for item in items)]
    return (*said, f"got: {outcome}") if said else ()


def _case(check: str, word: str, row: Mapping[str, Any]) -> Case:
    return Case(
        check=check,
        name=row["name"],
        status=_STATUS[word],
        tree=tree_of(row),
        options=row.get("options", {}),
        expect=tuple(Expect(**wanted) for wanted in row.get("expect", ())),
        summary=row.get("summary", ""),
        none=tuple(row.get("none", ())),
    )


def _check(identifier: str, file: Path | None) -> Check:
    if file is not None:
        return from_texts({file.as_posix(): file.read_text("utf-8")})[0]
    for check in built_in():
        if check.id == identifier:
            return check
    raise ConfigError(f"no such check: {identifier}")
