"""Manifests that are programs of a grammar we have: Ruby's and Elixir's. They are read, never run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.dependencies.model import Declared, Manifest, Scope
from reviewlint.regex import regex
from reviewlint.syntax.literals import literal_value
from reviewlint.syntax.tree import Unparsable, find, parse

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_GEM: dict[str, Scope] = {
    "gem": "runtime", "pod": "runtime", "dependency": "runtime", "add_dependency": "runtime",
    "add_runtime_dependency": "runtime", "add_development_dependency": "dev",
}  # fmt: skip
_DEV = regex(r"\b(?:dev|development|test|tests|ci|lint|linting|docs?|doc|debug|rubocop|cucumber)\b")
_LISTED = (
    r"\[[^\]]*\]|[%~][iw][\[(][^\])]*[\])]a?"  # a list in full, or of words: `%i[dev test]`, `~w(dev test)a`
)
_WORDS = regex(r"[%~][iw][\[(]([^\])]*)")
_WORD = regex(r"^%[qQ][<(\[{]([^\s>)\]}]*).$")
_TESTS = regex(r"Tests?[\"']?$")
_INSIDE = regex(r"\bpath(?::|\s*=>)|\bin_umbrella:\s*true")


def gems(text: str) -> Manifest:
    """Bundler's `gem`, a specification's `add_dependency`, CocoaPods' `pod`."""
    found: list[Declared] = []
    for call in find(_root(text, "ruby"), {"kind": "call"}):
        method, arguments = call.field("method"), call.field("arguments")
        scope = _GEM.get(method.text()) if method is not None else None
        if scope is None or arguments is None:
            continue
        values = [child for child in arguments.children() if child.is_named()]
        if not values or values[0].kind() != "string" or _INSIDE.search(arguments.text()):
            continue
        if _below(call, "path"):
            continue
        versions = [literal_value(v.text()) for v in values[1:] if v.kind() == "string"]
        dev = scope == "dev" or _grouped(call, arguments)
        told = _WORD.match(values[0].text())
        name = told[1] if told else literal_value(values[0].text())
        found.append(Declared(name, "dev" if dev else "runtime", ", ".join(versions)))
    return Manifest(tuple(found))


def _grouped(call: SgNode, arguments: SgNode) -> bool:
    """Whether the gem stands in groups that are all for development."""
    inline = re.search(rf"\bgroups?(?::|\s*=>)\s*({_LISTED}|:\w+|[\"']\w+[\"'])", arguments.text())
    if inline:
        return _only_dev(inline[1])
    if any(_only_dev(head) for head in _below(call, "group")):
        return True
    return any(_TESTS.search(head) for head in _below(call, "target"))  # of CocoaPods


def _below(call: SgNode, word: str) -> list[str]:
    """What the blocks of that word around a call are given."""
    head = re.compile(rf"{word}\b\s*\(?([^\n]*?)\)?\s*(?:do|\{{)")
    outer = (head.match(one.text()) for one in call.ancestors() if one.kind() == "call")
    return [found[1] for found in outer if found]


def _only_dev(groups: str) -> bool:
    words = _WORDS.match(groups)
    names = words[1].split() if words else [a or b for a, b in re.findall(r":(\w+)|[\"'](\w+)[\"']", groups)]
    return bool(names) and all(_DEV.search(name) for name in names)


def mix(text: str) -> Manifest:
    """The tuples of Mix's `deps`."""
    root = _root(text, "elixir")
    found: list[Declared] = []
    for row in find(root, {"kind": "tuple", "inside": {"kind": "list", "stopBy": "neighbor"}}):
        values = [child for child in row.children() if child.is_named()]
        if len(values) < 2 or values[0].kind() != "atom" or _INSIDE.search(row.text()):
            continue
        if values[1].kind() not in ("string", "keywords", "sigil", "list"):
            continue
        version = literal_value(values[1].text()) if values[1].kind() == "string" else ""
        told = version or re.search(r"\b(?:git|github|hex|only|runtime|override):", row.text())
        if told and _in_deps(row):
            only = re.search(rf"\bonly:\s*({_LISTED}|:\w+)", row.text())
            scope: Scope = "dev" if only and _only_dev(only[1]) else "runtime"
            found.append(Declared(values[0].text().strip(':"'), scope, version))
    return Manifest(tuple(found))


def _in_deps(row: SgNode) -> bool:
    return any(
        outer.kind() == "call" and re.match(r"defp?\s+\w*deps?\b|defp?\s+\w*dependencies\b", outer.text())
        for outer in row.ancestors()
    )


def _root(text: str, grammar: str) -> SgNode:
    try:
        return parse(text, grammar)
    except Unparsable as problem:
        raise ValueError(problem.reason) from problem
