"""Scripts of Stimulus that a page of Rails mounts by a name: `data-controller="cart--line"`, `cart/line_controller.js`.

(https://stimulus.hotwired.dev/handbook/installing)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.reach.target import is_class
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code

_SCRIPT = regex(r"(?:^|/)controllers/((?:[\w-]+/)*[\w-]+?)[_-]controller\.[jt]sx?$")
_MOUNTS = r"\bcontroller[\"']?\s*(?:=>|[=:])\s*[\"'`](?:[^\"'`]*\s)?{0}(?=[\s\"'`])"
_MOST_FILES = 40


def mounting(path: str, code: Code) -> re.Pattern[str] | None:
    """How a page mounts the script at `path`; None for one that is no controller of Stimulus."""
    found = _SCRIPT.search(path) if code.index.language(path) in SCRIPTS else None
    if found is None or "timulus" not in (code.index.text(path) or ""):
        return None
    return re.compile(_MOUNTS.format(re.escape(_identifier(found[1]))))


def mounts_in_code(path: str, code: Code) -> Iterator[tuple[str, int]]:
    """(path, number of the definition) of the functions of Ruby that write an element which mounts the script."""
    way, found = mounting(path, code), _SCRIPT.search(path)
    for other in sorted(code.mentioning(_identifier(found[1])))[:_MOST_FILES] if way and found else ():
        file = code.file(other) if code.index.language(other) == "ruby" and not is_test_path(other) else None
        for place in way.finditer(file.text) if way is not None and file is not None else ():
            inner = [
                number
                for number, d in enumerate(file.outline.definitions if file is not None else ())
                if not is_class(d) and d.start <= place.start() < d.end
            ]
            yield from ((other, number) for number in inner[-1:])


def _identifier(name: str) -> str:
    """By what name a page mounts a controller: folders end in two dashes, and words are parted by one."""
    return name.replace("/", "--").replace("_", "-")
