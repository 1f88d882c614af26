"""Which documentation tells of a contract: in the change, and in the pages of the repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.docs import Doc, is_page, is_sample
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.surface.model import Contract

MOST_PAGES = 400
_ABOVE, _BELOW = 12, 10  # lines around a contract in which a text is about it
_PARAMETER = regex(r"\\?[{<:\[][^/]*|\*+")
_TELLS_OF_THE_PAST = regex(r"(?i)(^|/)(change-?s?(log)?|history|news|release|upgrad|migrat)[^/]*(/|\.\w+$|$)")
_OF_ALL = regex(r"(?i)(docs?|documentation|api-?docs?|website|site|guides?|manual|wiki)/")
_FOR_AGENTS = regex(r"(^|/)(\.|AGENTS|CLAUDE|GEMINI|COPILOT)")
_LONG = regex(r"--[\w-]+")
_PLAIN = regex(r"[a-z]+|[A-Z][A-Za-z]*")  # a word or a brand that prose uses, too: only marked it is a name
_WORDY = frozenset(("option", "setting", "parameter", "field", "schema", "event"))


class Mention(Record):
    """A page that tells of a contract."""

    path: str
    line: int


def told(facts: Facts, contract: Contract) -> Doc | None:
    """The documentation in the change that tells of `contract`: a page or a sample that names it, a comment at it."""
    shape = shape_of(contract)
    if is_sample(contract.path):
        return Doc(contract.path, contract.line, contract.name)
    for doc in facts.docs.changed:
        if shape.search(doc.text):
            return doc
        beside = _beside(doc, contract)
        if beside:
            return doc._replace(line=beside)
    return None


def _beside(doc: Doc, contract: Contract) -> int:
    """The line of a comment or help text that stands at the contract itself, 0 without one."""
    if doc.path != contract.path or is_page(doc.path):
        return 0
    near = (line for line in doc.lines if contract.line - _ABOVE <= line <= contract.line + _BELOW)
    return next(near, 0)


def pages_about(facts: Facts, contract: Contract) -> tuple[Mention, ...]:
    """The pages of the head side that tell of `contract`, changed or not."""
    shape = shape_of(contract)
    gone = contract.change == "removed"
    found = []
    for path, text in facts.pages.items():
        if gone and (_TELLS_OF_THE_PAST.search(path) or not _is_about(path, contract.path)):
            continue
        hit = shape.search(text)
        if hit and _names_owner(text, contract):
            found.append(Mention(path, text.count("\n", 0, hit.start()) + 1))
    return tuple(found)


def _is_about(page: str, source: str) -> bool:
    """Whether a page is about all of the repository, or about a folder that the source file is in."""
    folder = page.rpartition("/")[0]
    return not folder or bool(_OF_ALL.match(page)) or source.startswith(f"{folder}/")


def _names_owner(text: str, contract: Contract) -> bool:
    """Whether a text speaks of the type as well whose member the contract is, where that is called by a plain word."""
    owner, _, last = contract.name.rpartition(".")
    if contract.kind != "public-api" or not owner or not _PLAIN.fullmatch(last):
        return True
    return re.search(rf"\b{re.escape(owner.rpartition('.')[2])}\b", text) is not None


def page_beside(facts: Facts) -> str:
    """The page that the change updates anyway, the nearest to the top; "" where it updates none."""
    pages = [d.path for d in facts.docs.changed if is_page(d.path) and not _FOR_AGENTS.search(d.path)]
    return min(pages, key=lambda path: (path.count("/"), path), default="")


def read_pages(facts: Facts) -> dict[str, str]:
    """The texts of the pages of the head side, the nearest to the top first; not more than `MOST_PAGES`."""
    paths = sorted(
        (p for p in facts.change.tree("head") if is_page(p) or is_sample(p)), key=lambda p: (p.count("/"), p)
    )
    texts = facts.change.read("head", paths[:MOST_PAGES])
    return {path: texts[path] for path in paths if path in texts}


def shape_of(contract: Contract) -> re.Pattern[str]:
    """What a text must hold to tell of `contract`."""
    name = contract.name
    if contract.kind == "endpoint":
        return re.compile(_route(name.partition(" ")[2] or name), re.IGNORECASE)
    last = re.split(r"[.:]", name)[-1] or name
    if contract.kind in ("flag", "command"):
        long = _LONG.search(name)
        word = (long[0] if long else last).lstrip("-")
        kebab = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", "-", word)
        either = "|".join(re.escape(w) for w in dict.fromkeys((word, kebab, kebab.lower())))
        dashes = "--?" if contract.kind == "flag" else r"(?<![\w-])"
        return re.compile(rf"{dashes}(?:{either})(?![\w-])")
    if contract.change == "removed" and _PLAIN.fullmatch(last):
        marked = rf"[`*]{re.escape(last)}[`*(=:]|[\"']{re.escape(last)}[\"']\s*[:=]"
        return re.compile(rf"{marked}|(?<![\w.$:/\\]){re.escape(name)}\s*=")
    if contract.kind in _WORDY and "." in name:
        return re.compile(rf"(?<![\w]){re.escape(name)}(?!\w)|(?<![\w.]){re.escape(last)}(?!\w)")
    return re.compile(rf"(?<!\w){re.escape(last)}(?!\w)")


def _route(route: str) -> str:
    """A pattern for a route, whatever its parameters are called; short ones must stand alone."""
    parts = [part for part in route.split("/") if part]
    shaped = [r"[^/\s`\"']+" if _PARAMETER.match(part) else re.escape(part) for part in parts]
    fixed = [part for part, shape in zip(parts, shaped, strict=True) if shape == re.escape(part)]
    if not fixed:
        return r"(?:GET|POST|PUT|PATCH|DELETE)\s+" + re.escape(route) + r"(?![\w/])"
    while len(shaped) > 2 and re.fullmatch(r"api|v\d+", shaped[0]):
        shaped.pop(0)
    return "/" + "/".join(shaped) + r"(?![\w-])"
