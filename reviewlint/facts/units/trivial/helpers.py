"""What stands beside the code and only supports its tests: `[helpers]` of `config/purpose.toml`, by language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from reviewlint.facts.units.side import Part


class _Kind(Record):
    """What tells helpers of one language; a file without one of `words` holds none."""

    words: tuple[str, ...]
    modules: tuple[str, ...]
    marks: re.Pattern[str]
    heads: re.Pattern[str]
    bodies: re.Pattern[str]
    owners: re.Pattern[str]


def helping(text: str, language: str) -> Callable[[Part], bool]:
    """Whether a unit of the file `text` is a test, or something that nothing but tests can use."""
    kind = _kinds().get(language)
    if kind is None or not any(word in text for word in kind.words):
        return lambda _: False
    owners = {*kind.modules, *kind.owners.findall(text)}

    def helps(part: Part) -> bool:
        start = part.spans[0][0] if part.spans else part.body
        return (
            part.name.partition(".")[0] in owners
            or any(map(kind.marks.match, part.decorators))
            or (bool(part.name) and kind.heads.search(text, start, part.body) is not None)
            or (bool(part.name) and kind.bodies.match(text, part.body, _end(part)) is not None)
        )

    return helps


def _end(part: Part) -> int:
    return part.spans[-1][1] if part.spans else part.body


@cache
def _kinds() -> dict[str, _Kind]:
    table = bundled_toml("purpose.toml")["helpers"]
    return {language: _kind(**written) for language, written in table.items()}


def _kind(
    words: list[str],
    modules: tuple[str, ...] = (),
    marks: str = "",
    heads: str = "",
    bodies: str = "",
    owners: str = "",
) -> _Kind:
    never = r"(?!)"
    patterns = (regex(written or never) for written in (marks, heads, bodies, owners))
    return _Kind(tuple(words), tuple(modules), *patterns)
