"""What the change does to the tests that were there: deleted, skipped, focused, emptied, fewer assertions.

Tests of both sides of the changed test files are paired by name and text, wherever they moved. What goes
with the code it tested, and what an equivalent test replaces, is not weakened.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from reviewlint.facts.model import Unseen
from reviewlint.facts.weakened.model import TestChanges
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File
    from reviewlint.facts.weakened.cases import Case

__all__ = ["establish", "proves"]

_WORD = regex(r"[A-Za-z_]\w{3,}")
_SIDES: tuple[Side, ...] = ("base", "head")
_INLINE = regex(r"#\[(\w+::)*test\b")
_PRODUCTION = frozenset(("source", "config", "migration", "manifest"))


def establish(facts: Facts) -> TestChanges:
    """The tests of the changed files, compared."""
    touched = [
        file for file in facts.files if _has_tests(facts, file) and not _went_with_its_code(facts, file)
    ]
    if not touched:
        return TestChanges()
    from reviewlint.facts.weakened.compare import Compared

    unseen: list[Unseen] = []
    base = [case for file in touched for case in _cases(facts, file, "base", unseen)]
    head = [case for file in touched for case in _cases(facts, file, "head", unseen)]
    compared = Compared(base, head, _gone(facts) if base else frozenset(), cache(partial(_browses, facts)))
    weakened = sorted(compared.weakened(), key=lambda test: (test.path, test.line))
    touching = [pair for pair in compared.pairs if pair[0]._replace(line=0) != pair[1]._replace(line=0)]
    return TestChanges(
        tuple(weakened), tuple(compared.added()), tuple(compared.proving()),
        len(touching) + len(compared.new) + len(compared.deleted), tuple(dict.fromkeys(unseen)),
    )  # fmt: skip


def proves(facts: Facts, path: str) -> bool:
    """Whether the test file `path` of the head side holds a test that runs and asserts."""
    from reviewlint.facts.weakened.cases import cases

    text, outline = facts.index.text(path), facts.index.outline(path)
    if text is None or outline is None:
        return False
    return any(case.asserts and not case.skipped for case in cases(path, outline, text, True))


def _has_tests(facts: Facts, file: File) -> bool:
    if file.role == "test":
        return bool(file.language)
    if file.role != "source" or file.language != "rust":
        return False
    sides = (facts.sources.text(file.path, side) or "" for side in ("base", "head"))
    return any(_INLINE.search(text) for text in sides)


def _went_with_its_code(facts: Facts, file: File) -> bool:
    """Whether a test file was removed together with the file that it is named after."""
    if file.status != "removed" or file.role != "test":
        return False
    from reviewlint.facts.habits import is_named_after

    gone = (other.path for other in facts.files if other.status == "removed" and other.role == "source")
    return any(is_named_after(file.path, path, least=1) for path in gone)


def _browses(facts: Facts, path: str) -> bool:
    """Whether the tests at `path`, of either side, work in a browser."""
    from reviewlint.facts.reach.testcode import browses, in_browser

    texts = (facts.sources.text(path, side) or "" for side in _SIDES)
    return in_browser(path) or any(browses(text) for text in texts)


def _cases(facts: Facts, file: File, side: Side, unseen: list[Unseen]) -> list[Case]:
    from reviewlint.facts.weakened.cases import cases

    if side == "base" and file.status == "copied":  # those stand in the file that was copied, too
        return []
    text = facts.sources.text(file.path, side)
    outline = facts.sources.outline(file.path, side) if text is not None else None
    if text is None or outline is None:
        problem = facts.sources.problem(file.path, side)
        if problem:
            unseen.append(Unseen(file.path, problem, "test"))
        return []
    return cases(_own_path(facts, file, side), outline, text, file.role == "test")


def _own_path(facts: Facts, file: File, side: Side) -> str:
    return file.old_path or file.path if side == "base" and file.status == "removed" else file.path


def _gone(facts: Facts) -> frozenset[str]:
    """The words that production code held before and nowhere in the changed files holds now."""
    before: set[str] = set()
    heads: list[str] = []
    for file in facts.files:
        if file.role in _PRODUCTION or (file.role == "test" and not _is_test_name(file.path)):
            base, head = _code(facts, file, "base"), _code(facts, file, "head")
            gone = set(base.split("\n")).difference(head.split("\n"))
            before |= set(_WORD.findall("\n".join(gone)))
            heads.append(head)
            if file.status in ("removed", "renamed"):
                before |= set(_WORD.findall((file.old_path or file.path).rpartition("/")[2]))
    before.difference_update(*(_WORD.findall(head) for head in heads if before))
    return frozenset(word for word in before if len(word) > _SHORT)


_SHORT = 3


def _is_test_name(path: str) -> bool:
    from reviewlint.facts.reach.testcode import is_test_path

    return is_test_path(path)


def _code(facts: Facts, file: File, side: Side) -> str:
    """The text of a file; of a Rust one without its inline tests, whose words are not the code's."""
    text = facts.sources.text(file.path, side) or ""
    return text.partition("#[cfg(test)]")[0] if file.language == "rust" else text
