"""Whether the author says that nothing is meant to behave differently: by the type of the commit or its first words.

Types are those of conventional commits (https://www.conventionalcommits.org), where all but `feat`, `fix` and `perf`
leave behaviour as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.said.wording import patterns, without_ticket, words
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts

_TYPED = regex(r"^\W*(?P<type>[A-Za-z]+)(?:\([^()]*\))?(?P<breaking>!?)(?:\s*[:\]]|/(?=\w))")
_SCOPE = regex(r"^(?:(?:\[[^\]]{1,40}\]:?|[\w./-]{1,40}:)\s+|[A-Za-z]{2,12}/(?=\w))")
_MOST_SCOPES = 3


def is_said_to_refactor(facts: Facts) -> bool:
    """True when the title of the request, or each title of the commits where there is no request, says so."""
    text = facts.text
    titles = (
        [text.title] if text.source != "commits" else [one.strip().partition("\n")[0] for one in text.commits]
    )
    own = [title for title in titles if not title.startswith("Merge ")]
    return bool(own) and all(map(_says, own))


def _says(title: str) -> bool:
    typed = _TYPED.match(title)
    kind = typed["type"].lower() if typed else ""
    if typed and typed["breaking"]:
        return False
    if kind in words("refactoring", "types"):
        return True
    return kind not in words("refactoring", "other_types") and _begins(_bare(title))


def _bare(title: str) -> str:
    """The title without its ticket and scopes: `[mod] engines: rename x` is `rename x`."""
    rest = without_ticket(title)
    for _ in range(_MOST_SCOPES):
        rest = _SCOPE.sub("", rest, count=1)
    return rest


def _begins(text: str) -> bool:
    if any(pattern.search(text) for pattern in patterns("refactoring", "also")):
        return False
    both = (*patterns("refactoring", "begins"), *patterns("refactoring", "repairs"))
    return any(pattern.match(text) for pattern in both)
