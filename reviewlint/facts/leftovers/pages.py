"""Debug output in pages and templates of servers, and in their scripts: no grammar reads them as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from reviewlint.facts.leftovers.calls import Found
from reviewlint.facts.leftovers.data import pages
from reviewlint.regex import regex
from reviewlint.syntax.prepare import prepared

_PAGES = (
    ".html", ".htm", ".cshtml", ".vbhtml", ".razor", ".erb", ".ejs", ".hbs", ".mustache", ".twig", ".liquid",
    ".ftl", ".jsp", ".phtml", ".blade.php", ".jinja", ".jinja2", ".j2", ".eex", ".heex", ".tmpl", ".gohtml", ".njk",
)  # fmt: skip
_SAID = regex(r"^[^/*\n]*?\b(?:console\.(?:log|debug|dir|table|trace)\s*\(|debugger\s*;?\s*$).*")


def in_page(path: str, text: str) -> Iterator[Found]:
    """What a page or the scripts of it print or stop at, one for each line that does."""
    if path.endswith(_PAGES) and ("console." in text or "debugger" in text):
        for number, line in enumerate(prepared(text, "script").split("\n"), 1):
            found = _SAID.match(line)
            if found:
                yield Found("debug", number, found[0].strip()[:300])
    for known in pages():
        if path.endswith(known.suffixes) and known.pattern.search(text):
            lines = enumerate(text.split("\n"), 1)
            yield from (
                Found("debug", n, line.strip()[:300]) for n, line in lines if known.pattern.search(line)
            )
