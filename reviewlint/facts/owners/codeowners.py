"""CODEOWNERS as GitHub and GitLab read it.

Of the rules that match a path the last one holds; in a file with sections, the last one of each section.
A pattern is like one of .gitignore, save that `/docs/*` does not reach into folders of `docs`.
"""

from __future__ import annotations

import re
from functools import cache

from reviewlint.record import Record
from reviewlint.regex import regex

_SECTION = regex(r"^(\^)?\[([^\]]+)\](?:\[(\d+)\])?\s*(.*)$")
_SPACE = regex(r"(?<!\\)[ \t]+")
_OWNER = regex(r"^@{1,2}[\w./-]+$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
_MOST = 20_000  # rules that are read
_LONGEST = 1_000


class Rule(Record):
    """A line: a pattern and its owners; none makes what it matches free of owners."""

    pattern: str
    owners: tuple[str, ...]
    line: int
    excludes: bool = False


class Section(Record):
    """GitLab's section; GitHub's files are one without a name. `approvals`: how many of its owners must agree."""

    name: str
    optional: bool
    approvals: int
    rules: list[Rule]


class Owned(Record):
    """The owners that one section gives a path; `line` of the rule in CODEOWNERS."""

    owners: tuple[str, ...]
    line: int
    section: str = ""
    optional: bool = False
    approvals: int = 1


class Codeowners(Record):
    """A parsed file."""

    sections: tuple[Section, ...]

    def of(self, path: str) -> tuple[Owned, ...]:
        """Who owns `path`: for each section the last rule that matches, unless one takes the path out."""
        found = []
        for section in self.sections:
            fits = [rule for rule in section.rules if matcher(rule.pattern).search(path)]
            if fits and not any(rule.excludes for rule in fits):
                last = fits[-1]
                found.append(Owned(last.owners, last.line, section.name, section.optional, section.approvals))
        return tuple(found)


def parse(text: str) -> Codeowners:
    """The rules of a CODEOWNERS file; lines that are none are passed over, as the providers do."""
    sections: dict[str, Section] = {"": Section("", False, 1, [])}
    current, default = sections[""], tuple[str, ...]()
    for number, raw in enumerate(text.split("\n")[:_MOST], 1):
        line = raw.strip()
        if not line or line.startswith("#") or len(line) > _LONGEST:
            continue
        head = _SECTION.match(line)
        if head and _is_section(head):
            default = _owners(head[4])
            key = head[2].strip().lower()
            fresh = Section(head[2].strip(), bool(head[1]), max(int(head[3] or 1), 1), [])
            current = sections.setdefault(key, fresh)
            continue
        rule = _rule(line, number, default)
        if rule:
            current.rules.append(rule)
    return Codeowners(tuple(section for section in sections.values() if section.rules))


def _is_section(head: re.Match[str]) -> bool:
    """`[Docs] @team` is one, `[ab].py @team` a pattern that neither provider allows."""
    return not head[4] or bool(_owners(head[4])) or head[4].startswith("#")


def _rule(line: str, number: int, default: tuple[str, ...]) -> Rule | None:
    excludes = line.startswith("!")
    pattern, *rest = _SPACE.split(line.removeprefix("!"), maxsplit=1)
    if not pattern:
        return None
    owners = _owners(rest[0]) if rest else ()
    return Rule(pattern.replace("\\ ", " ").replace("\\#", "#"), owners or default, number, excludes)


def _owners(text: str) -> tuple[str, ...]:
    words = re.split(r"(?:^|\s)#", text, maxsplit=1)[0].split()
    return tuple(word for word in words if _OWNER.match(word))


@cache
def matcher(pattern: str) -> re.Pattern[str]:
    """A regular expression to search a path with, for one pattern of CODEOWNERS."""
    folder = pattern.endswith("/")
    body = pattern.strip("/")
    anchored = pattern.startswith("/") or "/" in body
    if body in ("", "*", "**"):
        return re.compile("^" if not folder or body else r"(?!)")
    shape = "".join(_piece(piece) for piece in re.split(r"(/?\*\*/?|\*|\?)", body))
    start = "^" if anchored else r"(?:^|/)"
    last = body.rpartition("/")[2]
    if folder:
        end = "/"
    elif last == "*" or (anchored and last.startswith("*.")):
        end = r"\Z"  # the files of one folder, not what stands deeper
    else:
        end = r"(?:/|\Z)"
    return re.compile(start + shape + end)


def _piece(piece: str) -> str:
    if "**" in piece:
        if piece.startswith("/") and piece.endswith("/"):
            return "/(?:.*/)?"
        return "(?:.*/)?" if piece.endswith("/") else "/.*" if piece.startswith("/") else ".*"
    return {"*": "[^/]*", "?": "[^/]"}.get(piece, re.escape(piece))
