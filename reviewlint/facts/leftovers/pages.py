"""Debug output in the scripts that stand inside pages and templates of servers, which no grammar reads as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from reviewlint.facts.leftovers.calls import Found
from reviewlint.regex import regex
from reviewlint.syntax.prepare import prepared

_PAGES = (
    ".html", ".htm", ".cshtml", ".vbhtml", ".razor", ".erb", ".ejs", ".hbs", ".mustache", ".twig", ".liquid",
    ".ftl", ".jsp", ".phtml", ".blade.php", ".jinja", ".jinja2", ".j2", ".eex", ".heex", ".tmpl", ".gohtml", ".njk",
)  # fmt: skip
_SAID = regex(r"^[^/*\n]*?\b(?:console\.(?:log|debug|dir|table|trace)\s*\(|debugger\s*;?\s*$).*")


def in_page(path: str, text: str) -> Iterator[Found]:
    """What the scripts of a page print or stop at, one for each line that does."""
    if not path.endswith(_PAGES) or ("console." not in text and "debugger" not in text):
        return
    for number, line in enumerate(prepared(text, "script").split("\n"), 1):
        found = _SAID.match(line)
        if found:
            yield Found("debug", number, found[0].strip()[:300])
