"""Scenarios of Gherkin (Behat, Cucumber, behave, Karate): what their steps ask for before they say what is expected."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.facts.scripted.model import ScriptedRequest
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = regex(r"^\s*(Feature|Rule|Background|Scenario Outline|Scenario Template|Scenario|Examples?)\s*:")
_STEP = regex(r"^\s*(Given|When|Then|And|But|\*)\s+(.*)$")
_TAG = regex(r"^\s*@")
# of Karate, whose steps are a language of their own
_KARATE_ADDRESS = regex(r"^(?:path|url)\s+(.+)$")
_KARATE_METHOD = regex(r"^method\s+(\w+)\s*$", re.IGNORECASE)
_KARATE_SETS = regex(r"^(?:def|set|remove|text|table|replace|print|configure|eval)\b")
_KARATE_EXPECTS = regex(r"^(?:status\s+\d|match\s|assert\s)")
_PIECE = regex(r"['\"]([^'\"]*)['\"]|([\w.()\[\]]+)")
_PLACE = "{}"


class _Block:
    """A scenario, or the background of all: what it asks for, and whether it says what comes of it."""

    def __init__(self, *, off: bool) -> None:
        self.requests: list[tuple[int, str, str]] = []
        self.off, self.expects, self.after_then = off, False, False
        self.base = ""
        self.address, self.line = "", 0  # of Karate's next request


def read(path: str, text: str) -> Iterator[ScriptedRequest]:
    """The requests of the scenarios at `path` that are on and expect something, and of the background before them."""
    blocks = _blocks(text)
    expects = any(block.expects and not block.off for block in blocks)
    for number, block in enumerate(blocks):
        if not block.off and (block.expects or (number == 0 and expects)):
            for line, method, address in block.requests:
                yield ScriptedRequest(path, line, method, address)


def _blocks(text: str) -> list[_Block]:
    """What stands before the first scenario, and each scenario."""
    off, pending, inside = False, False, False
    blocks = [_Block(off=False)]
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith(('"""', "```")):
            inside = not inside  # a text that a step is given
        elif inside:
            continue
        elif _TAG.match(line):
            pending = pending or _pattern("off").search(line) is not None
        elif head := _BLOCK.match(line):
            if head[1] in ("Feature", "Rule"):
                off = pending
            elif head[1] != "Examples" and head[1] != "Background":
                blocks.append(_Block(off=off or pending))
                blocks[-1].base = blocks[0].base
            pending = False
        elif step := _STEP.match(line):
            _take(blocks[-1], step[1], step[2].strip(), number)
    return blocks


def _take(block: _Block, word: str, step: str, number: int) -> None:
    block.after_then = word == "Then" or (block.after_then and word in ("And", "But"))
    if _KARATE_EXPECTS.match(step):
        block.expects = True
    elif _KARATE_SETS.match(step):
        return
    elif told := _KARATE_ADDRESS.match(step):
        block.address, block.line = _joined(block.address, told[1], step), number
    elif told := _KARATE_METHOD.match(step):
        block.requests += [(block.line, told[1].upper(), block.address)] if block.address else []
        block.address = ""
    elif block.after_then:
        block.expects = True
    elif asked := _pattern("address").search(step):
        method = _pattern("method").search(step)
        address = block.base + asked[1] if asked[1].startswith("/") else asked[1]
        block.requests.append((number, method[1] if method else "", address))
    elif told := _pattern("base").search(step):
        block.base = "/" + told[1].strip("/")


def _joined(before: str, told: str, step: str) -> str:
    """The address that pieces make, `'carts', id`: those that are no texts are some part of it."""
    pieces = [literal if literal or not name else _PLACE for literal, name in _PIECE.findall(told)]
    if step.startswith("url"):
        return "".join(pieces)
    return "/".join([before.rstrip("/"), *(piece.strip("/") for piece in pieces)])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    from reviewlint.facts.scripted import table

    return regex(table()["scenario"][name])
