r"""Names that were written in full and are imported now, or the other way round: `\DateTime` after `use DateTime`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.units.same.idioms import text_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts
    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part
    from reviewlint.syntax.model import Import

_E = "\x1f"  # after every token
_SIGN = rf"(?:[.\\]{_E}|:{_E}:{_E})"
_WORDS = regex(r"\w+")
_LANGUAGES = (".php", ".java", ".kt", ".scala", ".cs", ".rs")


def only_imports(facts: Facts, path: str, base: Part, head: Part) -> bool:
    """Whether the two are the same once what one side has imported is written in full on neither."""
    if not path.endswith(_LANGUAGES):
        return False
    gone, came = facts.sources.imports(path, "base"), facts.sources.imports(path, "head")
    new = [entry for alias, entry in came.items() if alias not in gone and alias in head.tokens]
    old = [entry for alias, entry in gone.items() if alias not in came and alias in base.tokens]
    if not new and not old:
        return False
    before, after = _shortened(base.tokens, new), _shortened(head.tokens, old)
    return base.behaviour().as_idioms(before) == head.behaviour().as_idioms(after)


def _shortened(tokens: Tokens, entries: Iterable[Import]) -> Tokens:
    """`tokens` with what `entries` import by its last name alone, but where that is not its own name."""
    text = text_of(tokens)
    for entry in entries:
        words = _WORDS.findall(f"{entry.module} {entry.name}")
        if words and words[-1] == entry.alias:
            full = rf"{_E}{_SIGN}".join(map(re.escape, words))
            text = re.sub(
                rf"(?<![^{_E}])(?<!\w{_E}\\{_E})(?<!\.{_E})(?:\\{_E})?{full}{_E}", entry.alias + _E, text
            )
    return tuple(text.split(_E)[:-1])
