"""Whether a test of a change is so plainly due that hardly a reviewer would say otherwise.

Most changes that no test is seen to reach are matters of judgement: an edit that a reader finds too slight, a page that
only looks otherwise, code that a test runs in a way which syntax does not show. Few are not, and these can be told:
what serves something new, what repairs a fault by a decision, and new code of some length that decides, where the
suite is too thin to hide a test of it and nobody says that nothing behaves differently. How often each was right was
counted over failures that readers judged (`benchmarks/README.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.said.bugfix import closes_hole

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Unit

_SOME_LENGTH = 100  # tokens of new functions: of what is shorter six of ten wanted a test
_GLANCE = 50  # tokens of a component: what is repaired by fewer is mostly how it looks
_COMPONENTS = (".vue", ".svelte", ".tsx", ".jsx", ".astro")
_FEW_SCRIPTS = 10  # a page has more: what tests in a browser work on is written in another language then


def is_plainly_due(facts: Facts, bare: list[Unit]) -> bool:
    """Whether the units `bare`, which no test was seen to reach, want one beyond doubt."""
    size = sum(unit.size for unit in bare)
    if facts.is_said_to_refactor or _may_be_hidden(facts, bare, size):
        return False
    new = sum(unit.size for unit in bare if unit.change == "added")
    if facts.endpoints.added or (facts.jobs.added and new):
        return True
    if size < _GLANCE and all(unit.path.endswith(_COMPONENTS) for unit in bare):
        return False
    decides = any(unit.decisions for unit in bare)
    return closes_hole(facts.text) or (decides and (facts.description.bugfix or new >= _SOME_LENGTH))


def _may_be_hidden(facts: Facts, bare: list[Unit], size: int) -> bool:
    """Whether a suite is so thick, in a language of the units or in a browser, that a test may have been overlooked."""
    if facts.settings.coverage:
        return False
    languages = {file.path: file.language for file in facts.files}
    suites = [facts.suites.of(name) for name in sorted({languages.get(unit.path, "") for unit in bare})]
    pages = facts.suites.in_browser
    if pages.sources < _FEW_SCRIPTS:
        pages = pages._replace(sources=sum(suite.sources for suite in suites))
    return pages.hides_pages or not all(suite.is_thin(size) for suite in suites)
