"""Documentation that a change updates: pages, changelogs, API descriptions, comments of samples and of public API.

Pages count by what a reader sees: white space, the attributes of a code fence and where a link leads are nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.facts.surface.idioms import documents, idioms
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

_FENCE = regex(r"^(\s*(?:```+|~~~+)\w*)\b.*$")
_TARGET = regex(r"\]\((?:[^()\s]|\([^()\s]*\))*\)")  # where a link leads, of Markdown
_SCHEMA = regex(r"\"\$schema\"\s*:\s*\"https?://json-schema\.org/")
_SCHEMA_NAME = regex(r"(?:^|[/.-])schema\.json\Z")
_REMARK = regex(r"^\s*(?:#|//|;|--)\s*(.*)$")
_INSIDE = regex(r"^\s*\*?\s*(.*)$")  # of a remark over several lines
_BEHIND = regex(r"^\s*[\w.-]+\s*[=:].*?\s(?:#|//)\s*(.*)$")  # what is set
_VARIABLE = regex(r"^\s*(?:export\s+)?([A-Z][A-Z0-9_]{2,})\s*=")
_PROSE = regex(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}\W+[A-Za-z]{2,}")
_SETTING = regex(r"^[A-Z][A-Z0-9_]{2,}\s*=|^[a-z][\w.-]*\s*=\s*\S")
_SPECIFIED = regex(r"^(?:\s*\{\s*)?[\"']?(?:openapi|swagger)[\"']?\s*:\s*[\"']?[23]\.\d", re.MULTILINE)
_HELP = regex(r"^\s*(?:-\s+)?(?:about|long_about|help|long_help|description|summary):\s*\S")
_REQUEST = regex(r"^\s*#\s*(?:GET|POST|PUT|PATCH|DELETE)\s+/\S*\s*(?:\(.*\))?$")
_LETTERS = regex(r"[^\W\d_]{2}")  # what holds none, as the bare number of a version, says nothing
_HEAD = 2000  # characters in which a description of an API says so
_PLAIN = frozenset(("docs", "source", "config", "generated", "asset"))


class Doc(Record):
    """A piece of documentation that changed: where, and what it says now that it did not say before.

    `lines` are those of `text`, `line` is the first of them.
    """

    path: str
    line: int
    text: str
    lines: tuple[int, ...] = ()


class Docs(Record):
    """The documentation that a change updates, in path order."""

    changed: tuple[Doc, ...] = ()


def establish(facts: Facts) -> Docs:
    """The changed documents and doc comments, each with the lines that are new."""
    return Docs(tuple(doc for file in facts.files if (doc := _doc(facts, file)) is not None))


def is_page(path: str) -> bool:
    """Whether the file at `path` is documentation as a whole."""
    return bool(_pattern("paths").search(path)) and not _pattern("never").search(path)


def is_sample(path: str) -> bool:
    """Whether the file at `path` shows operators what they can set: a sample of settings or variables."""
    return bool(_pattern("samples").search(path)) and not _pattern("never").search(path)


def describes_api(path: str, text: str | None) -> bool:
    """Whether a YAML or JSON text is a description of an API by OpenAPI, whatever the file is called."""
    return path.endswith((".yml", ".yaml", ".json")) and _SPECIFIED.search((text or "")[:_HEAD]) is not None


def _doc(facts: Facts, file: File) -> Doc | None:
    if file.status == "removed":
        return None
    if file.role in _PLAIN and not file.language and _is_read(facts, file):
        return _differing(facts, file, _visible)
    if _pattern("variables").search(file.path):
        return _differing(facts, file, _variables)
    if is_sample(file.path) or _pattern("schemas").search(file.path) or _explains(file):
        return _differing(facts, file, _remarks)
    if _pattern("declares").search(file.path) and not file.language:
        return _differing(facts, file, _helps)
    if file.role == "source" and file.language:
        return _of_code(facts, file)
    return None


def _explains(file: File) -> bool:
    """Whether a file of settings that is shipped says in its remarks what they are for."""
    return file.role in _PLAIN and _pattern("explains").search(file.path) is not None


def _is_read(facts: Facts, file: File) -> bool:
    """Whether people read the file: a page, or the description of an API."""
    if is_page(file.path):
        return _LETTERS.search(facts.sources.text(file.path, "head") or "") is not None
    text = facts.sources.text(file.path, "head") if file.role in ("config", "docs", "source") else None
    described = describes_api(file.path, text) or describes_settings(file.path, text)
    return described and not _pattern("never").search(file.path)


def describes_settings(path: str, text: str | None) -> bool:
    """Whether a JSON text is a schema that is called one: it tells people and their editors what may be written."""
    return _SCHEMA_NAME.search(path) is not None and _SCHEMA.search((text or "")[:_HEAD]) is not None


def _of_code(facts: Facts, file: File) -> Doc | None:
    from reviewlint.facts.surface.public import public_comments

    def remarks(side: Side) -> list[tuple[str, int]]:
        return [
            *_annotations(facts, file, side),
            *public_comments(facts, file, side),
            *_routes(facts, file, side),
        ]

    return _first(file, remarks("head"), remarks("base"))


def _routes(facts: Facts, file: File, side: Side) -> list[tuple[str, int]]:
    """The comments of actions of an API that say by which request they are asked for: `# GET /api/carts/:id`."""
    if file.language != "ruby" or "/api/" not in file.path:
        return []
    lines = (facts.sources.text(file.path, side) or "").split("\n")
    return [(line.strip(), number) for number, line in enumerate(lines, 1) if _REQUEST.match(line)]


def _annotations(facts: Facts, file: File, side: Side) -> list[tuple[str, int]]:
    text = facts.sources.text(file.path, side)
    near = facts.sources.near(file.path)
    known = idioms(file.language, file.path, text, "documentation", near) if text else []
    root = facts.sources.tree(file.path, side) if known else None
    if root is None:
        return []
    nodes = [node for idiom in known for node in root.find_all(idiom.query)]  # type: ignore[call-overload]
    return [(" ".join(node.text().split()), node.range().start.line + 1) for node in nodes]


def _differing(facts: Facts, file: File, read: object) -> Doc | None:
    def lines(side: Side) -> list[tuple[str, int]]:
        text = facts.sources.text(file.path, side)
        return [] if text is None else list(read(text))  # type: ignore[operator]

    return _first(file, lines("head"), lines("base"), removals=read is _visible)


def _first(
    file: File, head: list[tuple[str, int]], base: list[tuple[str, int]], *, removals: bool = False
) -> Doc | None:
    """The lines that only the head has; where it only lost some, its first line stands for them."""
    old = Counter(text for text, _ in base)
    new = [(text, line) for text, line in head if not _taken(old, text)]
    if new:
        return Doc(file.path, new[0][1], "\n".join(text for text, _ in new), tuple(line for _, line in new))
    lost = removals and bool(head) and any(count for text, count in old.items() if text.strip())
    return Doc(file.path, 1, "") if lost else None


def _taken(old: Counter[str], text: str) -> bool:
    if not text.strip():
        return True
    if old[text] > 0:
        old[text] -= 1
        return True
    return False


def _visible(text: str) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(text.split("\n"), 1):
        fence = _FENCE.match(line)
        yield (fence[1] if fence else _TARGET.sub("]", line.rstrip())), number


def _remarks(text: str) -> Iterable[tuple[str, int]]:
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        remark = _REMARK.match(line) or (_INSIDE.match(line) if inside else _BEHIND.match(line))
        inside = (inside or line.lstrip().startswith("/*")) and "*/" not in line
        if remark and (_PROSE.search(remark[1]) or _SETTING.match(remark[1])):
            yield remark[1].strip(), number


def _variables(text: str) -> Iterable[tuple[str, int]]:
    """The remarks of a sample of variables, and which of them there are."""
    yield from _remarks(text)
    for number, line in enumerate(text.split("\n"), 1):
        if named := _VARIABLE.match(line):
            yield named[1], number


def _helps(text: str) -> Iterable[tuple[str, int]]:
    """The lines of a document that declares commands and options which say what they are for."""
    for number, line in enumerate(text.split("\n"), 1):
        if _HELP.match(line):
            yield line.strip(), number


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return regex(documents()["documentation"][name], re.IGNORECASE if name == "paths" else 0)
