"""Where the repository itself puts the tests of code like this: the nearest test files, and a name in their style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts

_AFFIXES = regex(
    r"^(?:tests?[_-]|Test(?=[A-Z]))|(?:[._-](?:tests?|specs?|unit|cy)|Tests?|Spec|IT|Suite|TestCase)$"
)
_TELLING = 5  # letters of a name that two files hardly have by chance
_FOR_FOLDER = frozenset(("__init__", "index", "mod"))
_LAYOUT = frozenset(("src", "test", "tests", "spec", "main", "lib", "app", "unit", "java", "__tests__", ""))


class Habit(Record):
    """`own`: the file that would hold the tests of the code, `exists` if it does; `beside`: its neighbours."""

    own: str
    exists: bool
    beside: tuple[str, ...]


def test_habit(facts: Facts, path: str) -> Habit | None:
    """Where tests of the source file `path` belong by the repository's habit; None where it has no such tests."""
    tests = list(_tests_like(facts, path))
    if not tests:
        return None
    path = _as_named(path, tests)
    nearest = max(tests, key=lambda test: (_is_for(test, path), _nearness(path, test), -len(test)))
    if _is_for(nearest, path):
        return Habit(nearest, True, ())
    folder, _, name = nearest.rpartition("/")
    chosen = _folder(facts, folder, path)
    beside = sorted(test for test in tests if test.rpartition("/")[0] == chosen)
    own = f"{chosen}/{_styled(name, path)}".lstrip("/")
    return Habit(own, own in tests, tuple(beside[:2]))


def _as_named(path: str, tests: list[str]) -> str:
    """`path`; of a file that stands for its folder, as if it bore the name of that, if no test is called like it."""
    folder, _, name = path.rpartition("/")
    stem, _, extension = name.rpartition(".")
    if not folder or stem not in _FOR_FOLDER or any(_core(test) == stem for test in tests):
        return path
    return f"{folder}.{extension}"


def is_named_after(test: str, path: str, least: int = _TELLING) -> bool:
    """Whether the test file `test` has the name of the file `path`, of `least` letters, however either writes it."""
    own, other = _plain(_core(test)), _plain(_stem(path))
    return len(other) >= least and own == other


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def _is_for(test: str, path: str) -> bool:
    """Whether `test` is named after the file `path`, and stands in no folder about something else."""
    here, there = _subject(path), _subject(test)
    return _core(test) == _stem(path) and (not set(there) - set(here) or here[-1:] == there[-1:])


def _folder(facts: Facts, folder: str, path: str) -> str:
    """Where a test of `path` stands if those in `folder` are the habit: beside the code, or in a tree of tests."""
    from reviewlint.facts.roles.bypath import role_of

    own = path.rpartition("/")[0]
    last = folder.rpartition("/")[2]
    if last == "__tests__":
        return f"{own}/{last}"
    among_code = any(
        other.rpartition("/")[0] == folder
        and not _AFFIXES.search(_stem(other))
        and role_of(other, facts.settings.roles) == "source"
        for other in facts.index.paths
    )
    if among_code and last not in ("test", "tests", "spec"):
        return own
    return _mirrored(facts, folder, own) or folder


def _mirrored(facts: Facts, folder: str, own: str) -> str:
    """Where the tree of tests that `folder` belongs to repeats the folder `own` of the code, "" where it does not."""
    below = folder.split("/")
    folders = {other.rpartition("/")[0] for other in facts.index.paths}
    for depth in range(
        len(below) - 1, 0, -1
    ):  # the longest way below both roots that a folder of code has, too
        tail = "/".join(["", *below[-depth:]])
        for code in sorted(folders):
            root = code.removesuffix(tail)
            if code != folder and root != code and f"{own}/".startswith(f"{root}/"):
                return folder.removesuffix(tail) + own.removeprefix(root)
    return ""


def _tests_like(facts: Facts, path: str) -> Iterable[str]:
    from reviewlint.facts.roles.bypath import role_of
    from reviewlint.syntax.language import language_of, named

    index = facts.index
    wanted = _family(getattr(language_of(path), "name", ""))
    for test in index.paths:
        language = index.language(test)
        if _family(language) != wanted or not _AFFIXES.search(_stem(test)):
            continue
        if (
            named(language).is_test_name(test.rpartition("/")[2])
            or role_of(test, facts.settings.roles) == "test"
        ):
            yield test


def _family(language: str) -> str:
    return "javascript" if language in SCRIPTS else language


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _core(test: str) -> str:
    return _AFFIXES.sub("", _stem(test))


def _subject(path: str) -> list[str]:
    """The folders of `path` that say what it is about."""
    return [part for part in path.split("/")[:-1] if part not in _LAYOUT]


def _nearness(path: str, test: str) -> float:
    """How many folders the two share, of those that say what the code is about."""
    here, there = set(_subject(path)), set(_subject(test))
    return len(here & there) - len(there - here) / 100


def _styled(name: str, path: str) -> str:
    """The name of a test of `path`, written as the test file `name` is."""
    stem, _, extension = name.rpartition(".")
    core = _core(name) or stem
    return f"{stem.replace(core, _stem(path), 1)}.{extension}"
