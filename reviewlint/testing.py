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
    coverage."cover.xml" = "..."                       # coverage reports given with --coverage
    expect = [{ path = "shop/price.py", line = 1, contains = "price" }]
    summary = "no test"                                # a part of the summary

Every entry of `expect` must be met by a finding or a piece of evidence; each of its keys is optional.
`none = ["word"]` lists what no finding or evidence may contain. Rename a file by removing and adding it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from reviewlint.checklist.loader import Check, built_in, check_id, from_texts
from reviewlint.checklist.options import build
from reviewlint.errors import ConfigError

if TYPE_CHECKING:
    from reviewlint.checklist.model import Evidence, Finding, Outcome, Status

_STATUS: Mapping[str, Status] = {
    "pass": "passed",
    "fail": "failed",
    "needs-human": "needs-human",
    "not-applicable": "not-applicable",
    "not-evaluated": "not-evaluated",
}
_KEYS = {
    "name", "description", "message", "options", "before", "after", "coverage", "expect", "summary", "none",
}  # fmt: skip


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
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str | None] = field(default_factory=dict)
    description: str | None = None
    message: str = "Change"
    options: Mapping[str, Any] = field(default_factory=dict)
    coverage: Mapping[str, str] = field(default_factory=dict)
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
    cases = tuple(_case(check, word, row, file) for word, rows in document.items() for row in rows)
    names = [case.name for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ConfigError(f'{file}: two cases are called "{twice[0]}"')
    return cases


def run_case(case: Case, check: Path | None = None) -> Outcome:
    """The outcome of the case's check on a temporary git repository made from it.

    `check` is the file of a check of your own; without it the built-in one of that id is taken.
    """
    from reviewlint.change.open import Request, open_change
    from reviewlint.facts.facts import Facts, FactSettings

    loaded = _check(case.check, check)
    options = build(loaded, {name: (value, f"case {case.name!r}") for name, value in case.options.items()})
    with TemporaryDirectory(prefix="reviewlint-") as folder:
        root = Path(folder)
        repository, base, head = _repository(root, case)
        coverage = tuple(_written(root / "coverage" / name, text) for name, text in case.coverage.items())
        description = None
        if case.description is not None:
            description = str(_written(root / "description.md", case.description))
        change = open_change(
            Request(directory=repository, range=f"{base}..{head}", description=description, environ={})
        )
        try:
            return loaded.run(Facts(change, FactSettings(coverage=coverage)), options)
        finally:
            change.close()


def problems(case: Case, outcome: Outcome) -> tuple[str, ...]:
    """How `outcome` differs from what the case expects, a sentence each; empty when it does not."""
    items: tuple[Finding | Evidence, ...] = (*outcome.findings, *outcome.evidence)
    said = [f"status is {outcome.status}, not {case.status}"] if outcome.status != case.status else []
    if case.summary not in outcome.summary:
        said.append(f"the summary does not say {case.summary!r}")
    said += [f"nothing is {wanted}" for wanted in case.expect if not any(map(wanted.met_by, items))]
    said += [f"{word!r} is mentioned" for word in case.none if any(word in item.message for item in items)]
    return (*said, f"got: {outcome}") if said else ()


def _case(check: str, word: str, row: Mapping[str, Any], file: Path) -> Case:
    unknown = sorted(set(row) - _KEYS)
    if unknown or not isinstance(row.get("name"), str):
        raise ConfigError(
            f"{file}: a [[{word}]] case "
            + (f"has the unknown key {unknown[0]}" if unknown else "has no name")
        )
    return Case(
        check=check,
        name=row["name"],
        status=_STATUS[word],
        before={path: _text(text) or "" for path, text in row.get("before", {}).items()},
        after={path: _text(text) for path, text in row.get("after", {}).items()},
        description=_text(row["description"]) if "description" in row else None,
        message=row.get("message", "Change"),
        options=row.get("options", {}),
        coverage={name: _text(text) or "" for name, text in row.get("coverage", {}).items()},
        expect=tuple(Expect(**wanted) for wanted in row.get("expect", ())),
        summary=row.get("summary", ""),
        none=tuple(row.get("none", ())),
    )


def _text(value: str | bool) -> str | None:
    return value if isinstance(value, str) else None


def _check(identifier: str, file: Path | None) -> Check:
    if file is not None:
        return from_texts({file.as_posix(): file.read_text("utf-8")})[0]
    for check in built_in():
        if check.id == identifier:
            return check
    raise ConfigError(f"no such check: {identifier}")


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def _repository(root: Path, case: Case) -> tuple[Path, str, str]:
    """A bare repository with two commits, made by one import stream: (its path, base, head)."""
    path = root / "repository.git"
    _git(root, "init", "-q", "--bare", "--initial-branch=main", str(path))
    stream = _commit("Before", 1, dict(case.before)) + _commit(case.message, 2, dict(case.after))
    _git(path, "fast-import", "--quiet", "--date-format=raw", stdin=stream)
    base, head = _git(path, "rev-parse", "main^", "main").decode().split()
    return path, base, head


def _commit(message: str, second: int, files: Mapping[str, str | None]) -> bytes:
    body = message.encode()
    who = b"committer Case <case@example.org> %d +0000\n" % (1_700_000_000 + second)
    parts = [b"commit refs/heads/main\n", who, b"data %d\n%s\n" % (len(body), body)]
    for path, text in files.items():
        name = b'"' + path.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
        if text is None:
            parts.append(b"D %s\n" % name)
        else:
            content = text.encode()
            parts.append(b"M 100644 inline %s\ndata %d\n%s\n" % (name, len(content), content))
    return b"".join(parts)


def _git(folder: Path, *args: str, stdin: bytes = b"") -> bytes:
    import os

    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", *args]
    return subprocess.run(
        command, cwd=folder, input=stdin, capture_output=True, check=True, env=environment
    ).stdout
