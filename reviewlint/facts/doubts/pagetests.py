"""Tests of pages that name the elements which a script works on, or show a page that it runs on.

Some are in languages that are not read, as browser-ui-test's. Others are: Codeception's, Capybara's, Selenium's,
`$I->click("#cart-menu")`; but no call leads from them to a script that looks its elements up by itself.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit

_ENDINGS = (".goml", ".feature", ".robot", ".side")
_TESTS = regex(r"(?i)(?:^|/)(?:tests?|specs?|e2e|features?|acceptance|gui|integration)/")
_QUOTED = regex(r"[\"'`][#.]?([A-Za-z][\w-]*)[\"'`]")
_ELEMENT = regex(r"[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)+")
_SELECTOR = regex(r"[\"'`]([^\"'`\n]*[#.][A-Za-z][^\"'`\n/]*)[\"'`]")
_ID = regex(r"#([A-Za-z]\w*(?:-\w+)+|[a-z]+(?:[A-Z_]\w+)+)")
_CLASS = regex(r"(?<![\w/])\.([A-Za-z][\w-]*)")
_COMMON = ("aria-", "data-", "utf-", "content-type", "no-", "en-")
_FAR, _PART = 6, 4  # steps to a page; one of so many parts of the code may stand on none
_FEW, _MOST_NAMES, _MOST_FILES = 2, 40, 200  # elements that both name; of a script; tests that are read


def page_tests(facts: Facts, units: Iterable[Unit]) -> tuple[str, ...]:
    """A test for the file of each unit that names some of its elements; none unless each has one, or of what is new."""
    from reviewlint.syntax.language import SCRIPTS

    units = tuple(units)
    if any(facts.index.language(unit.path) not in SCRIPTS or unit.change == "added" for unit in units):
        return ()
    tests = islice((p for p in facts.index.unread if p.endswith(_ENDINGS) and _TESTS.search(p)), _MOST_FILES)
    said = {test: _elements(_ELEMENT.findall(facts.index.text(test) or "")) for test in tests}
    found = (
        [_naming(facts, path, said) for path in dict.fromkeys(unit.path for unit in units)] if said else [""]
    )
    return tuple(dict.fromkeys(found)) if all(found) else ()


def selecting_tests(facts: Facts, units: Iterable[Unit]) -> tuple[str, ...]:
    """A test in a browser for the script of each unit that selects an id it does, or a few of its classes; none unless
    each has one, or of what is new."""
    from reviewlint.syntax.language import SCRIPTS

    units = tuple(units)
    if any(facts.index.language(unit.path) not in SCRIPTS or unit.change == "added" for unit in units):
        return ()
    found = [_selecting(facts, path) for path in dict.fromkeys(unit.path for unit in units)]
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _selecting(facts: Facts, path: str) -> str:
    """The first test in a browser that selects what the script at `path` does; "" for none."""
    from reviewlint.facts.reach.testcode import browses, in_browser, is_test_path

    own = _selected(facts.index.text(path) or "")
    for names, few in ((own[0], 1), (own[1], _FEW)):
        mentioning = facts.index.mentioning(islice(sorted(names), _MOST_NAMES)) if names else ()
        for test in islice(sorted(filter(is_test_path, mentioning)), _MOST_FILES):
            text = facts.index.text(test) or ""
            if len(names & _selected(text)[few - 1]) >= few and (in_browser(test) or browses(text)):
                return test
    return ""


def _selected(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The ids, and the classes, of several words that the selectors of a text name."""
    quoted = [found[1] for found in _SELECTOR.finditer(text)]
    ids = (name for one in quoted for name in _ID.findall(one))
    return frozenset(ids), _elements(name for one in quoted for name in _CLASS.findall(one))


def mounting_tests(facts: Facts, units: Iterable[Unit]) -> tuple[str, ...]:
    """A test in a browser, for the script of each unit, that shows a page which mounts it; none unless each has one."""
    units = tuple(units)
    if any(unit.change == "added" for unit in units):
        return ()
    found = [facts.reach.showing(path)[:1] for path in dict.fromkeys(unit.path for unit in units)]
    return tuple(dict.fromkeys(test.path for tests in found for test in tests)) if all(found) else ()


def visiting_tests(facts: Facts, units: Iterable[Unit]) -> tuple[str, ...]:
    """The tests in a browser that show, some steps off, the page which runs each unit; none unless most have one.

    Of what is new, others that use the page tell nothing: it may be no more than a part of what changed.
    """
    from reviewlint.facts.reach.testcode import in_browser
    from reviewlint.syntax.language import SCRIPTS

    units = tuple(units)
    if any(facts.index.language(unit.path) not in SCRIPTS for unit in units):
        return ()
    near = {unit: [t for t in unit.tests if t.steps <= _FAR and in_browser(t.path)][:1] for unit in units}
    bare = [unit for unit in units if not near[unit]]
    new = [unit for unit in units if unit.change == "added"]
    every = sum(unit.size for unit in units)
    if sum(u.size for u in bare) * _PART > every or sum(u.size for u in new) * 2 > every:
        return ()
    return tuple(dict.fromkeys(test.path for tests in near.values() for test in tests))


def _naming(facts: Facts, path: str, said: dict[str, frozenset[str]]) -> str:
    """The test that names most of the elements that the script at `path` does; "" where none names a few."""
    own = _elements(_QUOTED.findall(facts.index.text(path) or ""))
    best = max(said, key=lambda test: len(own & said[test]))
    return best if len(own & said[best]) >= _FEW else ""


def _elements(names: Iterable[str]) -> frozenset[str]:
    """Those that look like an id or a class of a page: of several words, and none that every page has."""
    found = (name for name in names if _ELEMENT.fullmatch(name))
    return frozenset(name for name in found if not name.lower().startswith(_COMMON))
