"""Rules that a tool's configuration switches off, or errors that it lets be: the lines of a file that say so.

A file that is new sets the tool up: what it leaves out was never looked at. So only files that stay are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reviewlint.data import bundled_toml
from reviewlint.enclosed import indent_of
from reviewlint.facts.suppressions.extract import Found
from reviewlint.record import Record
from reviewlint.regex import regex

_COMMENT = regex(r"(?:^|\s)(?:#|//|;|<!--)\s*(?P<said>.*?)\s*(?:-->)?$")
_WORD = regex(r"[^\W\d_]{2,}")
_LIST = regex(r"[\[\](){}\s,;\"']+")
_SOME = 2  # words of a reason


class Setting(Record):
    """How a file of a tool says it: a line that `pattern` matches, below one that `section` does, up to `until`.

    Without `until` the section holds what is further in. `rule` is a group of either: one name or, `listed`, several.
    """

    tool: str
    files: re.Pattern[str]
    pattern: re.Pattern[str]
    section: re.Pattern[str] | None
    until: re.Pattern[str] | None
    listed: bool


def settings_of(path: str) -> list[Setting]:
    """Those that may stand in a file of that name."""
    return [setting for setting in _settings() if setting.files.search(path)]


def in_settings(text: str, known: list[Setting]) -> list[Found]:
    """The suppressions in the text of a configuration, one for each rule."""
    lines = text.split("\n")
    return [one for setting in known for one in _lines(lines, setting)]


def _lines(lines: list[str], setting: Setting) -> Iterator[Found]:
    inside, indent, named = setting.section is None, 0, ""
    for number, line in enumerate(lines, 1):
        found = setting.section.search(line) if setting.section else None
        if found is not None:
            inside, indent, named = True, indent_of(line), found.groupdict().get("rule") or ""
            continue
        if inside and setting.section is not None and _ends(line, indent, setting.until):
            inside = False
        said = setting.pattern.search(line) if inside else None
        if said is not None:
            rule = next(filter(None, said.groups()), named)
            for one in _LIST.split(rule) if setting.listed else [rule.strip("'\" ,")]:
                if one and one[0] != "$":
                    yield Found(setting.tool, one, _reason(lines, number), number, one)


def _ends(line: str, indent: int, until: re.Pattern[str] | None) -> bool:
    if until is not None:
        return until.search(line) is not None
    return bool(line.strip()) and line.lstrip()[0] not in "#-]" and indent_of(line) <= indent


def _reason(lines: list[str], number: int) -> str:
    """What a comment on the line or on the one above says."""
    above = lines[number - 2].strip() if number > 1 else ""
    for text in (lines[number - 1], above if above[:1] in "#/;<" else ""):
        said = _COMMENT.search(text)
        if said is not None and len(_WORD.findall(said["said"])) >= _SOME:
            return said["said"]
    return ""


@cache
def _settings() -> tuple[Setting, ...]:
    rows = bundled_toml("suppressions.toml")["setting"]
    return tuple(
        Setting(
            row["tool"], regex(row["files"]), regex(row["pattern"]),
            regex(row["section"]) if "section" in row else None,
            regex(row["until"]) if "until" in row else None, row.get("listed", False),
        )
        for row in rows
    )  # fmt: skip
