"""The cases of a repository's own checks: found beside them, and run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reviewlint.checklist.loader import check_id
from reviewlint.config import FOLDER
from reviewlint.errors import ReviewlintError, UsageError
from reviewlint.record import Record
from reviewlint.testing.checks import Case, load_cases, problems, run_case


class Pair(Record):
    """A check's file and the file of its cases, None where it has none."""

    check: Path
    cases: Path | None

    @property
    def id(self) -> str:
        """The check's id."""
        return check_id(self.check.name)


class Judged(Record):
    """One case and how the check's answer differs from it; nothing where it does not."""

    case: str
    status: str
    problems: tuple[str, ...]


def pairs(path: Path) -> tuple[Pair, ...]:
    """The checks at `path`: a folder of them, one check, or one file of cases. The cases stand beside the check.

    Raises UsageError when there is no such path, or no check there.
    """
    if path.is_dir():
        names = sorted(p for p in path.glob("*.py") if not p.name.startswith(("_", ".", "test_")))
    else:
        names = [path.with_suffix(".py")] if path.suffix in (".py", ".toml") else []
    found = tuple(
        Pair(p, c if (c := p.with_suffix(".toml")).is_file() else None) for p in names if p.is_file()
    )
    if not found:
        raise UsageError(
            f"no check was found at {path.as_posix()}",
            why=(f"A repository's own checks stand in {FOLDER}/checks, each with its cases beside it.",),
            next_step="reviewlint new-check <id>",
        )
    return found


def judge(pair: Pair) -> Iterator[Judged]:
    """Every case of the pair, run. Raises ConfigError for a file of cases that cannot be read."""
    for case in load_cases(pair.cases) if pair.cases else ():
        yield Judged(case.name, case.status, _problems(case, pair.check))


def _problems(case: Case, check: Path) -> tuple[str, ...]:
    try:
        return problems(case, run_case(case, check))
    except ReviewlintError as error:
        return (error.what,)
    except Exception as error:  # a check may be anybody's code
        return (f"the check broke: {type(error).__name__}: {error}",)
