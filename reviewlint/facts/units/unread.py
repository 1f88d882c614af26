"""Source files that no grammar reads: templates, whose logic is compared, and code, whose text is.

Each gives at most one unit without a name, which nobody asks a test of. Code is unseen too: what of it
changed cannot be said.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.enclosed import COMMENT, without
from reviewlint.facts.model import Unit, Unseen
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.model import File
    from reviewlint.facts.sources import Sources

_COMMENTS = (COMMENT, ("<%#", "%>"), ("{# ", "#}"), ("{{--", "--}}"), ("{{!", "}}"), ("/*", "*/"))
_LOGIC = regex(
    r"<%(?P<erb>.*?)%>|<\?(?:php|=)(?P<php>.*?)(?:\?>|\Z)|\{\{\{?(?P<curly>.*?)\}\}|\{%(?P<block>.*?)%\}"
    r"|\{!!(?P<raw>.*?)!!\}|@php\b(?P<php_block>.*?)@endphp"
    r"|<script\b[^>]*>(?P<script>.*?)</script"
    r"|(?<=\s)(?P<bound>(?:v-|ng-|x-|hx-|th:|@|:|\*|on:|bind:|use:|\[|\()[\w.:()\]-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|\{[^}]*\}))"
    r"|^\s*(?P<line>[-=@](?:if|else|for|each|unless|case|when|switch|while|\s)[^\n]*)",
    re.DOTALL | re.MULTILINE,
)
_STYLES = regex(r"<style\b.*?</style\s*>", re.DOTALL | re.IGNORECASE)
_STYLE = regex(
    r"(:class|:style|\[class|\[style|\[ngClass|\[ngStyle|ng-class|ng-style|v-bind:class|v-bind:style)\b"
)
_TEXT_ONLY = regex(
    r"[=-]?\s*(?:\$?i?(?:t|tc|trans|translate|gettext|_|__|__?t)|i18n\.t)\s*\(?\s*(['\"]).*?\1\s*\)?\s*"
)
_SHOWN = regex(  # an image or a style sheet by its name
    r"[=-]?\s*(?:image|img|favicon_link|stylesheet_link|inline_svg)_?(?:tag|path|url)?\b\s*\(?\s*"
    r"(['\"])[^'\"#{}]*\1(?:\s*,\s*:?\w+\s*(?::|=>)\s*(['\"])[^'\"#{}]*\2)*\s*\)?\s*"
    r"|static\s+(['\"])[^'\"]*\3\s*|asset\(\s*(['\"])[^'\"]*\4\s*\)"
)
_PLAIN = (_TEXT_ONLY, _SHOWN)
_LAYOUT = " -+~\n\t"  # what takes white space away around a piece, or keeps it
_FILLED = regex(r"block\w+|endblock\w*")
_LINE_COMMENT = regex(r"(?m)^[ \t]*+(?:#|//|--|;|%|\"\"\").*$")
_WORD = regex(r"\w+")
_LISTENS = regex(r"\s(?:@|v-on:)[\w.:-]+=\"([A-Za-z]\w*)\"")
_TAKES_IN = regex(r"\b(?:mixins|extends)\b")
_STRETCH = regex(r"\w+|[^\w\s]")
_ELEMENT = regex(r"<([A-Za-z][\w.-]*)((?:\s+[^\s=<>/\"']+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|\{[^{}]*\}))?)+)")
_LISTENER = regex(r"\s((?:@|v-on:|on:|ng-|x-on:|\()[\w.:-]+\)?)\s*=\s*(\"[^\"]*\"|'[^']*'|\{[^{}]*\})")


def units_of(
    files: Iterable[File], sources: Sources, renamed: dict[str, str]
) -> tuple[list[Unit], list[Unseen]]:
    """The unnamed units of those of `files` that are templates or unread code, and what cannot be said of them.

    Logic that only moved from one template of the change to another has not changed, nor has what follows a
    rename of the change (`renamed`: old name to new).
    """
    templates = [file for file in files if kind_of(file.path) == "template"]
    before = {
        file.path: _logic(_bound(sources.text(file.path, "base")), not file.language) for file in templates
    }
    after = {
        file.path: _logic(_bound(sources.text(file.path, "head")), not file.language) for file in templates
    }
    gone, came = sum(before.values(), Counter[str]()), sum(after.values(), Counter[str]())
    units = [
        _unit(
            file,
            "template",
            _differs(before[file.path], after[file.path], gone, came, renamed)
            or _listens_elsewhere(sources, file),
        )
        for file in templates
    ]
    code = [file for file in files if kind_of(file.path) == "code" and not file.language]
    units += [_unit(file, "module", _changed(sources, file)) for file in code]
    unseen = [Unseen(file.path, "in a language that is not read") for file in code if _changed(sources, file)]
    return units, unseen


def kind_of(path: str) -> str:
    """`template` or `code` for a file that may change what runs without a grammar of ours; else ""."""
    name = path.rpartition("/")[2].lower()
    first, _, last = name.partition(".")[2].rpartition(".")
    code, template = _extensions()
    if f"{first.rpartition('.')[2]}.{last}" in code or last in code:
        return "code"
    return "template" if last in template or f"{first.rpartition('.')[2]}.{last}" in template else ""


@cache
def _extensions() -> tuple[frozenset[str], frozenset[str]]:
    table = bundled_toml("unread.toml")
    return frozenset(table["code"]), frozenset(table["template"])


def _bound(text: str | None) -> str:
    """The text of a template, of Vue without listeners that a component does not have: those do nothing.

    What it takes in from elsewhere may have them.
    """
    if text is None or "<template" not in text or _TAKES_IN.search(text):
        return text or ""
    words = Counter(_WORD.findall(text))
    return _LISTENS.sub(lambda found: "" if words[found[1]] == 1 else found[0], text)


def _logic(text: str | None, script: bool) -> Counter[str]:
    """The pieces of a template that decide or compute, without their layout; scripts in it if `script`."""
    pieces: Counter[str] = Counter()
    for found in _LOGIC.finditer(_STYLES.sub("", without(text or "", *_COMMENTS))):
        if found["script"] is not None and not script:
            continue
        piece = next(part for part in found.groups() if part is not None).strip(_LAYOUT)
        if piece and not any(pattern.fullmatch(piece) for pattern in _PLAIN) and not _STYLE.match(piece):
            pieces["".join(_STRETCH.findall(piece.replace('"', "'")))] += 1
    return pieces


def _without_blocks(pieces: Counter[str]) -> Counter[str]:
    """The pieces of a template that derives from no other, without the places that others may fill."""
    if any(piece.startswith("extends") for piece in pieces):
        return pieces
    return Counter({piece: count for piece, count in pieces.items() if not _FILLED.fullmatch(piece)})


def _differs(
    before: Counter[str], after: Counter[str], gone: Counter[str], came: Counter[str], renamed: dict[str, str]
) -> bool:
    if before and after:
        before, after = _without_blocks(before), _without_blocks(after)
    added, removed = after - before, before - after
    if renamed and added == Counter(
        _WORD.sub(lambda word: renamed.get(word[0], word[0]), piece) for piece in removed.elements()
    ):
        return False
    return any(came[piece] != gone[piece] for piece in (*added, *removed))


def _listens_elsewhere(sources: Sources, file: File) -> bool:
    """Whether a listener moved to an element of another kind, while there are as many of each as before."""
    before, after = (_listeners(sources.text(file.path, side) or "") for side in ("base", "head"))
    return before[0] == after[0] and before[1] != after[1] and _plain(before[1]) == _plain(after[1])


def _listeners(text: str) -> tuple[Counter[str], Counter[tuple[str, ...]]]:
    """How many elements of each kind there are, and what is listened for on which kind."""
    found = _ELEMENT.findall(without(text, *_COMMENTS)) if _LISTENER.search(text) else []
    heard = ((kind, *one) for kind, rest in found for one in _LISTENER.findall(rest))
    return Counter(kind for kind, _ in found), Counter(heard)


def _plain(heard: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    return Counter(row[1:] for row in heard.elements())


def _changed(sources: Sources, file: File) -> bool:
    return _words(sources.text(file.path, "base")) != _words(sources.text(file.path, "head"))


def _words(text: str | None) -> list[str]:
    return _STRETCH.findall(_LINE_COMMENT.sub("", without(text or "", *_COMMENTS)))


def _unit(file: File, kind: str, behaviour: bool) -> Unit:
    if behaviour:
        reason = "template logic" if kind == "template" else "changed"
    else:
        reason = "static markup" if kind == "template" else "layout or comments"
    change = {"added": "added", "removed": "removed"}.get(file.status, "modified")
    return Unit(file.path, "", kind, change, 1, 1, behaviour and change != "removed", reason, int(behaviour))  # type: ignore[arg-type]
