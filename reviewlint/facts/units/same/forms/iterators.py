"""Loops that count, or ask an iterator, and say nothing more of either: loops over each, `for (x of xs)`.

`for (int i = 0; i < xs.length; i++) { send(xs[i]); }` and `while (it.hasNext()) { send(it.next()); }` take each entry
once, in order. Where the body sets what it takes, or speaks of the counter or of the whole, nothing is the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

_COUNTED = regex(
    r"for\s*\(\s*(?:let|var|int)\s+(?P<i>\w+)\s*=\s*0\s*;\s*(?P=i)\s*<\s*(?P<of>[A-Za-z_$][\w$.]*)"
    r"\.(?:length|Length|Count|size)(?:\(\))?\s*;\s*(?:(?P=i)\s*\+\+|\+\+\s*(?P=i)|(?P=i)\s*\+=\s*1)\s*\)"
)
_ITERATOR = r"(?:java\.util\.)?(?:List)?Iterator\b[^;=]*?\s"
_ASKED = regex(
    rf"for\s*\(\s*{_ITERATOR}(?P<it>\w+)\s*=\s*(?P<made>[^;]+?)\.iterator\(\)\s*;\s*(?P=it)\.hasNext\(\)\s*;\s*\)"
)
_WHILE = regex(r"while\s*\(\s*(?P<it>\w+)\.hasNext\(\)\s*\)")
_MAKES = regex(rf"(?:{_ITERATOR})?(?P<it>\w+)\s*=\s*(?P<made>[^;=]+?)\.iterator\(\)\s*;?\Z")
_SETS = r"\s*(?:[-+*/%&|^]|<<|>>)?=(?!=)|\s*(?:\+\+|--)"
_TYPE = r"[\w.<>,?\[\] ]+"
_NAMES = rf"(?:(?:final|const|let|var)\s+)?(?:{_TYPE}\s)?(\w+)\s*(?::\s*[\w<>?.]+\s*)?=\s*(?:\({_TYPE}\)\s*)?"


class Each(Record):
    """What a loop goes over, and how its body writes the entry that it takes."""

    of: SgNode
    takes: str


def each_of_body(node: SgNode, body: SgNode) -> Each | None:
    """What a loop goes over that counts, or whose head makes an iterator; None where it does more with either."""
    counted = _COUNTED.match(node.text())
    if counted is not None:
        return _counted(node, counted["i"], counted["of"], body.text())
    asked = _ASKED.match(node.text())
    return None if asked is None else _once(asked["it"], _said(node, asked["made"]), body.text())


def _counted(node: SgNode, name: str, of: str, text: str) -> Each | None:
    held = _said(node, of)
    for takes in (f"{of}[{name}]", f"{of}.get({name})"):
        written = rf"(?<![\w.$]){re.escape(takes)}"
        rest = re.sub(rf"{written}(?!{_SETS})", "", text)
        if (
            held is None
            or len(rest) == len(text)
            or re.search(rf"(?:\+\+|--|&|\bref |\bout ){written}", text)
        ):
            continue
        if not re.search(rf"(?<![\w.$])(?:{name}|{re.escape(of)})\b", rest):
            return Each(held, takes)
    return None


def _once(name: str, of: SgNode | None, text: str) -> Each | None:
    takes = f"{name}.next()"
    alone = len(re.findall(rf"\b{name}\b", text)) == 1 and takes in text
    return Each(of, takes) if alone and of is not None else None


def waited(nodes: list[SgNode], at: int) -> tuple[int, Each] | None:
    """The place of the statement that makes the iterator which the loop at `at` asks, and what that goes over."""
    loop = nodes[at]
    found = _WHILE.match(loop.text()) if loop.kind() == "while_statement" else None
    body = loop.field("body")
    if found is None or body is None or not _is_done(nodes[at + 1 :], found["it"]):
        return None
    for place in range(at - 1, -1, -1):
        made = _MAKES.match(nodes[place].text())
        if made is not None and made["it"] == found["it"]:
            each = _once(found["it"], _said(nodes[place], made["made"]), body.text())
            between = {word for one in nodes[place + 1 : at] for word in re.findall(r"\w+", one.text())}
            return (place, each) if each and between.isdisjoint(re.findall(r"\w+", made["made"])) else None
        if re.search(rf"\b{found['it']}\b", nodes[place].text()):
            return None
    return None


def _is_done(nodes: list[SgNode], name: str) -> bool:
    """Whether an iterator is asked no more, at least before its name stands for another."""
    for node in nodes:
        if re.search(rf"\b{name}\b", node.text()):
            made = _MAKES.match(node.text())
            return made is not None and made["it"] == name
    return True


def _said(node: SgNode, text: str) -> SgNode | None:
    """The first node below `node` that says `text`."""
    left = [node]
    for one in left:  # grows on the way
        if one.text() == text:
            return one
        left += (child for child in one.children() if text in child.text())
    return None


def name_in(first: SgNode | None, each: Each, body: SgNode) -> str:
    """The name that a body gives the entry in its first statement, where it takes it nowhere else; "" for none."""
    if first is None or body.text().count(each.takes) != 1:
        return ""
    found = re.fullmatch(rf"{_NAMES}{re.escape(each.takes)}\s*;?", first.text())
    return found[1] if found is not None else ""
