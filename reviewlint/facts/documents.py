"""Documents that a team writes beside its code: hand-offs, playbooks, designs; opened and read where they are here.

What each must say is data: `config/documents.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from reviewlint.data import bundled_toml
from reviewlint.enclosed import COMMENT, without
from reviewlint.facts.docs import is_page
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.change.model import Section
    from reviewlint.facts.facts import Facts

_LINK = regex(
    r"https?://[^\s<>)\]\"'`]+|(?<=\]\()[^\s)#?]+|(?<![\w/@.])(?:[\w.-]+/)*[\w-]+\.(?:md|rst|adoc|txt)\b"
)
_HEADING = regex(r"^\s{0,3}#+\s.*$", re.MULTILINE)
_WORDS = 3  # a section with fewer says nothing
_MOST = 60  # documents that are opened

Source = Literal["diff", "tree", "description"]


class Document(Record):
    """A document that was read. `missing`: the titles of what it must say and does not; `line`: where it starts."""

    path: str
    line: int
    source: Source
    missing: tuple[str, ...]
    title: str


class Link(Record):
    """A link of the description that leads out of the repository; `said`: the line it stands in."""

    url: str
    said: str


def documents(facts: Facts, kind: str, about: Iterable[str] = ()) -> tuple[Document, ...]:
    """The documents of `kind` for this change, the most complete first.

    From the diff and what the description links to; from the rest of the tree only those that mention one of
    `about`; and the description itself where sections of it are one.
    """
    found = [*_in_description(facts, kind), *_in_diff(facts, kind), *_linked(facts, kind)]
    found += _in_tree(facts, kind, tuple(about), {document.path for document in found})
    return tuple(sorted(found, key=lambda document: len(document.missing)))


def outside(facts: Facts, kind: str) -> tuple[Link, ...]:
    """The links of the description that lead to a document of `kind` elsewhere, as far as their words tell."""
    tree = facts.change.tree("head")
    found = []
    for line in without(f"{facts.text.title}\n{facts.text.body}", COMMENT).split("\n"):
        for match in _LINK.finditer(line):
            url = match[0].rstrip(".,;:")
            named = is_named(kind, line)
            hosted = any(re.search(host, url, re.IGNORECASE) for host in _data()["hosts"]["documents"])
            if (
                url.startswith("http")
                and not _inside(url, tree)
                and named
                and (hosted or is_named(kind, url) or "]" in line)
            ):
                found.append(Link(url, line.strip()))
    return tuple(dict.fromkeys(found))


def is_named(kind: str, text: str) -> bool:
    """Whether `text`, a path, a title or a line, speaks of a document of `kind`."""
    return any(pattern.search(text) for pattern in _names(kind))


def title_of(kind: str) -> str:
    """What people call a document of `kind`."""
    return str(_data()[kind]["title"])


def _in_diff(facts: Facts, kind: str) -> Iterator[Document]:
    for file in facts.files:
        if file.status != "removed" and is_page(file.path):
            text = facts.sources.text(file.path, "head") or ""
            if is_named(kind, file.path) or is_named(kind, _title(text)):
                yield _read(kind, file.path, text, "diff")


def _linked(facts: Facts, kind: str) -> Iterator[Document]:
    """What the description links to, if it is a file of the head side."""
    tree, touched = facts.change.tree("head"), {file.path for file in facts.files}
    lines = without(facts.text.body, COMMENT).split("\n")
    paths = {p: line for line in lines for m in _LINK.finditer(line) if (p := _inside(m[0], tree))}
    texts = facts.change.read("head", [p for p in paths if p not in touched])
    for path, text in texts.items():
        if is_named(kind, path) or is_named(kind, _title(text)) or is_named(kind, paths[path]):
            yield _read(kind, path, text, "tree")


def _in_tree(facts: Facts, kind: str, about: tuple[str, ...], seen: set[str]) -> Iterator[Document]:
    words = [re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", re.IGNORECASE) for name in about if name]
    paths = [
        p for p in facts.change.tree("head") if words and is_page(p) and is_named(kind, p) and p not in seen
    ]
    for path, text in facts.change.read("head", sorted(paths)[:_MOST]).items():
        if any(word.search(text) or word.search(path) for word in words):
            yield _read(kind, path, text, "tree")


def _in_description(facts: Facts, kind: str) -> Iterator[Document]:
    """Sections of the request's text that are the document: one called so, or (of a design) one that it must have."""
    for section in facts.text.sections:
        named = is_named(kind, section.title) or (
            kind == "design" and bool(_fits(_needed(kind)[0], section.title))
        )
        if named and filled(section.body):
            inner = [
                s
                for s in facts.text.sections
                if section.line <= s.line <= section.line + section.body.count("\n") + 2
            ]
            missing = _missing(kind, inner) if len(inner) > 1 else _missing_words(kind, section)
            yield Document("", section.line, "description", missing, section.title)


def _missing_words(kind: str, section: Section) -> tuple[str, ...]:
    """A section without headings of its own says what its words say."""
    text = f"{section.title}\n{section.body}"
    return tuple(one["title"] for one in _needed(kind) if not _fits(one, text))


def _read(kind: str, path: str, text: str, source: Source) -> Document:
    from reviewlint.change.description import structure

    sections = structure(_as_markdown(path, text))[0]
    return Document(path, 1, source, _missing(kind, sections), _title(text) or path)


def _missing(kind: str, sections: Iterable[Section]) -> tuple[str, ...]:
    known = list(sections)
    return tuple(
        one["title"]
        for one in _needed(kind)
        if not any(_fits(one, section.title) and filled(section.body) for section in known)
    )


def filled(body: str) -> bool:
    """Whether a section says something: no comment of a template, no word that stands in for an answer."""
    from reviewlint.facts.template.words import is_one_of

    lines = [line.strip() for line in _HEADING.sub("", without(body, COMMENT)).split("\n")]
    said = [
        line
        for line in lines
        if line and not is_one_of("stands-in", line) and not re.fullmatch(r"<[^>]*>", line)
    ]
    return len(" ".join(said).split()) >= _WORDS


def _title(text: str) -> str:
    """The first line that is not empty, without its marks."""
    first = next((line for line in text.split("\n", 20) if line.strip(" -=#*")), "")
    return first.strip(" #=*")[:200]


def _as_markdown(path: str, text: str) -> str:
    """reStructuredText and AsciiDoc headings written as Markdown writes them."""
    if path.endswith((".adoc", ".asciidoc")):
        return re.sub(r"(?m)^(=+) ", lambda found: "#" * len(found[1]) + " ", text)
    if path.endswith(".rst"):
        return re.sub(r"(?m)^(\S[^\n]*)\n([=~^\"'`*+#-])\2{2,}\s*$", r"## \1", text)
    return text


def _inside(link: str, tree: Any) -> str:
    """The path in the repository that `link` names: a relative one, or the end of an address on its host."""
    path = re.sub(r"[?#].*$", "", link).rstrip(".,;:/").removeprefix("./").lstrip("/")
    if not link.startswith("http"):
        return path if path in tree else ""
    parts = path.split("/")[3:]
    for start in range(len(parts)):
        if "/".join(parts[start:]) in tree and start > 1:
            return "/".join(parts[start:])
    return ""


def _fits(one: dict[str, Any], title: str) -> bool:
    return any(re.search(pattern, title, re.IGNORECASE) for pattern in one["headings"])


def _needed(kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _data()[kind]["sections"]
    return found


@cache
def _names(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(regex(pattern, re.IGNORECASE) for pattern in _data()[kind]["names"])


def _data() -> dict[str, Any]:
    return bundled_toml("documents.toml")
