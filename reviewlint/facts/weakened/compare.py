"""The tests before and after: which are gone, skipped or emptied, and not replaced."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from reviewlint.facts.weakened.cases import Case, words_of
from reviewlint.facts.weakened.model import NewTest, WeakenedTest
from reviewlint.regex import regex

Pair = tuple[Case, Case]
_ALIKE = 0.6  # of the words of a deleted test that the test in its place must hold
_AKIN = 0.3  # the same, of the one test of its file that stands for it
_PREPARES = regex(
    r"(final |const |let |var |val )*([\w<>\[\], .?:]+ )?\w+\s*:?=(?!=)|(import|from|use|using) "
)
_ASSERTS = regex(r"(?i)\b(?:assert|expect)\w*\b(?:(?:\.|::|->)\w+)?|\brequire\.\w+")
_PLAIN = frozenset(("self", "def", "test", "the", "and", "for", "with", "assert", "expect", "should", "not"))


class Compared:
    """Two lists of tests, paired; `gone` are the words that the change removed from the code under test.

    `browses` says of a file's path whether its tests work in a browser: they know the product, not its code.
    """

    def __init__(
        self, base: list[Case], head: list[Case], gone: frozenset[str], browses: Callable[[str], bool]
    ) -> None:
        self._browses = browses
        self.gone = (
            gone.difference(*(case.words for case in head)) if gone else gone
        )  # what runs still has it
        self.pairs: list[Pair] = []
        for key in _KEYS:
            found, base, head = _paired(base, head, key)
            self.pairs += found
        self.deleted, self.new = base, head

    def weakened(self) -> Iterator[WeakenedTest]:
        """Every test that proves less, in no order."""
        for old, new in self.pairs:
            yield from self._changed(old, new)
        fresh = [*self.new, *(new for old, new in self.pairs if new.text != old.text)]
        heirs = [case for case in self.new if case.asserts and not case.skipped]
        anew = self._written_anew(heirs)
        for case in self.deleted:
            if case.skipped or not case.asserts or self._subject_gone(case.words) or case.path in anew:
                continue
            if not any(_alike(case, other) for other in fresh) and not _inherited(case, heirs):
                yield WeakenedTest("deleted", case.path, case.line, case.name)

    def _written_anew(self, heirs: list[Case]) -> frozenset[str]:
        """The files none of whose tests stayed, and that hold as many as before; those in a browser are as one file."""
        if not self.deleted:
            return frozenset()
        stayed = {self._suite(old) for old, _ in self.pairs}
        before = Counter(map(self._suite, self.deleted))
        now = Counter(map(self._suite, heirs))
        anew = {suite for suite, count in before.items() if suite not in stayed and now[suite] >= count}
        return frozenset(case.path for case in self.deleted if self._suite(case) in anew)

    def _suite(self, case: Case) -> str:
        return "" if self._browses(case.path) else case.path

    def added(self) -> Iterator[NewTest]:
        """The new tests."""
        for case in self.new:
            yield NewTest(case.path, case.line, case.name, case.asserts, case.skipped, case.focused)

    def proving(self) -> Iterator[Case]:
        """The tests that are new, or do something else than before, and can fail."""
        altered = [new for old, new in self.pairs if (new.head, new.text) != (old.head, old.text)]
        return (case for case in (*self.new, *altered) if case.asserts and not case.skipped)

    def _changed(self, old: Case, new: Case) -> Iterator[WeakenedTest]:
        if new.skipped and not old.skipped and old.asserts:
            yield WeakenedTest("skipped", new.path, new.line, new.name)
        elif new.focused and not old.focused:
            yield WeakenedTest("focused", new.path, new.line, new.name)
        elif old.asserts and not new.asserts:
            if not self._subject_gone(old.words - new.words):
                yield WeakenedTest("emptied", new.path, new.line, new.name)
        else:
            lost = self._lost(old, new)
            if lost:
                yield WeakenedTest("fewer-assertions", new.path, new.line, new.name, lost[0][:120])

    def _lost(self, old: Case, new: Case) -> list[str]:
        """The assertions that went while nothing new came: none of them changed, none in another place."""
        if len(new.assertions) >= len(old.assertions) or set(new.assertions) - set(old.assertions):
            return []
        missing = Counter(old.assertions) - Counter(new.assertions)
        elsewhere = [_about(line) for case in self.new for line in case.assertions]
        elsewhere += [_about(line) for line in set(new.helped) - set(old.helped)]
        return [
            line for line in missing
            if not _PREPARES.match(line)
            and not _asserted_in(_about(line), elsewhere)
            and not self._subject_gone(words_of(line))
        ]  # fmt: skip

    def _subject_gone(self, words: Iterable[str]) -> bool:
        return not self.gone.isdisjoint(words)


def _about(line: str) -> frozenset[str]:
    """What an assertion is about: its words without those that say how it asserts, where there are others."""
    words = words_of(line) - _PLAIN
    return words_of(_ASSERTS.sub(" ", line)) - _PLAIN or words


def _asserted_in(words: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    """Whether an assertion of a new test is about the same things."""
    return any(len(words & other) >= _ALIKE * len(words) for other in others)


_KEYS: tuple[Callable[[Case], Hashable], ...] = (
    lambda case: (case.path, case.name, case.text),
    lambda case: (case.path, case.name),
    lambda case: (case.name, case.text),
    lambda case: case.text or id(case),
    lambda case: case.name,
    lambda case: case.last,
)


def _paired(
    base: list[Case], head: list[Case], key: Callable[[Case], Hashable]
) -> tuple[list[Pair], list[Case], list[Case]]:
    """(pairs of equal key, what is left of base, what is left of head)."""
    pool: dict[Hashable, list[Case]] = defaultdict(list)
    for case in reversed(head):
        pool[key(case)].append(case)
    pairs, left, taken = [], [], set()
    for case in base:
        if pool.get(key(case)):
            other = pool[key(case)].pop()
            taken.add(id(other))
            pairs.append((case, other))
        else:
            left.append(case)
    return pairs, left, [case for case in head if id(case) not in taken]


def _inherited(old: Case, heirs: list[Case]) -> bool:
    """Whether a new test of the same file stands for `old`; each stands for one only, and is used up."""
    words = old.words - _PLAIN
    near = [(len(words & new.words), new) for new in heirs if new.path == old.path]
    shared, heir = max(near, key=lambda pair: pair[0], default=(0, None))
    if heir is None or shared < _AKIN * len(words):
        return False
    heirs.remove(heir)
    return True


def _alike(old: Case, new: Case) -> bool:
    """Whether `new` exercises what `old` did: most of its words, and as much asserted as one test asks."""
    words = old.words - _PLAIN
    return new.asserts and not new.skipped and len(words & new.words) >= _ALIKE * len(words)
