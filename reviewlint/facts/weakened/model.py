"""What a change does to the tests that were there, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reviewlint.facts.model import Unseen
from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.facts.weakened.cases import Case

Weakening = Literal["deleted", "skipped", "focused", "emptied", "fewer-assertions"]


class WeakenedTest(Record):
    """A test that proves less than before. `line` is in the head file; of a deleted test, in the base file."""

    kind: Weakening
    path: str
    line: int
    name: str
    detail: str = ""  # the assertion that is gone


class NewTest(Record):
    """A test that the change adds; `asserts` is False where nothing in it can fail but a crash."""

    path: str
    line: int
    name: str
    asserts: bool
    skipped: bool
    focused: bool = False


class TestChanges(Record):
    """The tests of both sides compared. `proving`: those of the head that are new or altered, run, and assert."""

    weakened: tuple[WeakenedTest, ...] = ()
    added: tuple[NewTest, ...] = ()
    proving: tuple[Case, ...] = ()
    compared: int = 0  # tests that the change touches
    unseen: tuple[Unseen, ...] = ()
