"""What of a source text can change behaviour: its tokens without comments, annotations, imports and layout.

Two stretches of text with the same tokens behave alike as far as syntax can tell. Trailing commas,
optional semicolons and the choice of quotes are layout.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reviewlint.facts.units.cleaned import FILL, cleaned
from reviewlint.facts.units.indents import GONE, indent_at, levels
from reviewlint.facts.units.inert import inert_of
from reviewlint.facts.units.quoted import quoted
from reviewlint.facts.units.same.apart import are_apart
from reviewlint.facts.units.same.idioms import canonical, joined, uncased, without_trailing_commas
from reviewlint.facts.units.same.quiet import CHAINED, LOGGERS, MARK, SPANS, may_make_logger, settled
from reviewlint.facts.units.trivial.loggers import calls_of, calls_on, short_names
from reviewlint.facts.units.trivial.tracking import may_track, tracking
from reviewlint.regex import regex
from reviewlint.syntax.prepare import prepared
from reviewlint.syntax.tree import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ast_grep_py import SgNode

    from reviewlint.syntax.language import Language

Span = tuple[int, int]
Tokens = tuple[str, ...]

_HEAD = 400  # characters of a function in which its parameters stand
_TOKEN = regex(r"\x02+|\w+|[^\w\s]")
_TOKEN_OR_INDENT = regex(r"\n[ \t]*(?=\S)|\x02+|\w+|[^\w\s]")
_FILLED = regex(r"\x02+")
_LINE = regex(r"[^\n]*(?:\n|\Z)")
_VISIBLE = regex(r"[^\n]")
_BRACKET = regex(r"[()]")
_CALLS_LOG = (
    r"(?:(?<![\w.])(?:[\w$]+\.)*\$?_?(?:log|logger|logging|console|slog|klog|logrus|level)\b(?:\.\w+\([^()]*\))*(?:\.|->|::)"
    r"(?:trace|debug|info|information|warn|warning|error|fatal|exception|critical|log|print)\w*"
    r"|(?<![\w.])(?:[\w$]+\.)*\$?\w*(?<!b)(?<!audit)logger(?:\.|->|::)(?:trace|debug|info|information|warn|warning|error)"
    r"|(?<![\w:])(?:tracing::|log::)?(?:trace|debug|info|warn|error)!"
    r"|\.instrument(?=\s*\(\s*[\w:]*span))\s*(?=\()"
)
_LOGS = regex(_CALLS_LOG, re.IGNORECASE)
_LOGS_OF_GO = regex(_CALLS_LOG.replace("fatal|", ""), re.IGNORECASE)  # there, `log.Fatal` ends the program
_COUNTS = regex(
    r"^[ \t]*(?:await |go |defer )?[\w$@]+(?:\([^()\n]*\))?(?:(?:\.|::|->)\$?\w+(?:\([^()\n]*\))?)*(?:\.|::|->)"
    r"(?:(?P<sure>inc|Inc|Observe)"
    r"|increment|incr|decrement|count!?|Count|Incr|gauge|Gauge|timing|Timing|histogram|Histogram|observe|measure|distribution)\s*(?=\()",
    re.MULTILINE,
)
_MAY_LOG = (
    "log", "console", "level", "trace!", "debug!", "info!", "warn!", "error!", "let _", "beginscope", "startactivity",
    "instrument",
)  # fmt: skip
_MAY_COUNT = tuple(
    dot + word
    for dot in ".:>$"
    for word in ("inc", "observe", "decr", "count", "gauge", "timing", "histogram", "measure", "distribution")
)
_DRAWING = ("html!", "view!", "rsx!")  # macros of Rust that hold markup
_METRIC = regex(r"\(\s*[\"'`][a-zA-Z_][\w-]*(?:[./][\w${}./-]+)+[\"'`]")
_AROUND_NAME = regex(r"\(\s*[\w$.]+\s*\)\s*[.\[;]")
_CALLED = regex(r"(?:(?<!return)(?<!await)(?<!yield)(?<!case)(?<=[\w$])|(?<=[)\]>]))\s*$")
_SEMICOLON_FREE = frozenset(("javascript", "typescript", "tsx", "kotlin", "scala", "go"))


class Behaviour:
    """One side of a file, made comparable once; stretches of it are then compared by their offsets."""

    def __init__(self, root: SgNode, text: str, language: Language) -> None:
        text = prepared(text, language.prepare)
        self.root, self._text, self.language = root, text, language
        self._inert = inert_of(language)
        self._clean, self._broken = cleaned(root, text, language, self._inert)
        self._known: dict[tuple[Span, ...], Tokens] = {}
        self._read: dict[Span, list[str]] = {}
        self._quieted: dict[tuple[tuple[Span, ...], bool, bool], Tokens] = {}
        self._unlogged: dict[tuple[str, int], str] = {}

    def tokens(self, spans: Sequence[Span]) -> Tokens:
        """The tokens of the stretches `spans` (character offsets), as one sequence."""
        key = tuple(spans)
        if key not in self._known:
            found: list[str] = []
            for start, end in spans:
                found += self._stretch(start, end)
            self._known[key] = tuple(self._without_commas(found))
        return self._known[key]

    def with_edits(self, spans: Sequence[Span], edits: Iterable[tuple[int, int, str]]) -> Tokens:
        """The tokens of `spans`, stretches of which are replaced by a text that is no longer, `GONE` by nothing."""
        clean = self._clean
        for first, last, text in edits:
            clean = clean[:first] + text.ljust(last - first) + clean[last:]
        found = [token for a, b in spans for token in self._stretch(a, b, clean[a:b]) if token != GONE]
        return tuple(self._without_commas(found))

    def without_logs(self, spans: Sequence[Span]) -> Tokens:
        """The tokens of `spans` without calls that only log."""
        return self._quiet(spans, False)

    def without_calls(self, spans: Sequence[Span], names: frozenset[str]) -> Tokens:
        """The tokens of `spans` without calls that only log, and without those of functions with these names."""
        calls, found = calls_of(names), []
        for start, end in spans:
            line = self._clean.rfind("\n", 0, start) + 1
            text = self._without_log_calls(self._clean[line:end], line)
            found += self._stretch(
                start, end, self._blanked(text, line, calls.finditer(text))[start - line :]
            )
        return tuple(settled(self._without_commas(found), self.language.name == "rust"))

    def without_signals(self, spans: Sequence[Span]) -> Tokens:
        """The tokens of `spans` without calls that only log, and without statements that only count."""
        return self._quiet(spans, True)

    def without_looks(self, spans: Sequence[Span]) -> Tokens:
        """The tokens of `spans` without signals and what only changes how a page looks."""
        if not self._inert.attribute_kinds and not self._inert.styles:
            return self._quiet(spans, True)
        return self._quiet(spans, True, self._plain)

    def without_markup(self, spans: Sequence[Span]) -> Tokens:
        """The tokens of `spans` without the markup of JSX, and without signals and what only changes looks."""
        if self.language.name == "rust" and any(name in self._clean for name in _DRAWING):
            from reviewlint.facts.units.looks import macros

            drawn = macros.without_macros(self._clean)
            return macros.settled(token for a, b in spans for token in self._stretch(a, b, drawn[a:b]))
        if not self._inert.attribute_kinds:
            return self.without_looks(spans)
        return tuple(
            token for start, end in spans for token in self._stretch(start, end, self._unmarked[start:end])
        )

    def _quiet(self, spans: Sequence[Span], counts: bool, plain: str | None = None) -> Tokens:
        """The tokens without calls that log, and without those that count if `counts`."""
        key = (tuple(spans), counts, plain is None)
        if key not in self._quieted:
            self._quieted[key] = self._hushed(spans, counts, plain)
        return self._quieted[key]

    def _hushed(self, spans: Sequence[Span], counts: bool, plain: str | None) -> Tokens:
        source = plain or self._clean
        texts = [self._silenced(source, *span, counts) for span in spans]
        braced = self.language.name == "rust"
        if plain is None and all(text is None for text in texts):
            tokens = self.tokens(spans)
            return tuple(settled(tokens, braced)) if braced and "|" in tokens else tokens
        found: list[str] = []
        for (start, end), text in zip(spans, texts, strict=True):
            quiet = source[start:end] if text is None and plain is not None else text
            found += self._stretch(start, end, quiet)
        return tuple(settled(self._without_commas(found), braced))

    def _silenced(self, source: str, start: int, end: int, counts: bool) -> str | None:
        """A stretch with such calls blanked, also one that begins on its line before it; None without any."""
        line = source.rfind("\n", 0, start) + 1
        text = before = source[line:end]
        small = text.lower()
        if any(word in small for word in _MAY_LOG) or self.loggers:
            text = self._without_log_calls(text, line)
        if counts and any(word in small for word in _MAY_COUNT):
            calls = (call for call in _COUNTS.finditer(text) if _names_metric(self._text, call, line))
            text = self._blanked(text, line, calls)
        if counts and may_track(small):
            text = self._blanked(text, line, tracking(text))
        return None if text == before else text[start - line :]

    def _without_log_calls(self, text: str, offset: int) -> str:
        if (text, offset) not in self._unlogged:
            rest = SPANS.sub(lambda found: MARK + _VISIBLE.sub(" ", found[0])[1:], text)
            rest = self._blanked(rest, offset, LOGGERS.finditer(rest)) if may_make_logger(rest) else rest
            if self.loggers:
                rest = self._blanked(rest, offset, calls_on(self.loggers).finditer(rest))
            logs = _LOGS_OF_GO if self.language.name == "go" else _LOGS
            self._unlogged[text, offset] = self._blanked(rest, offset, logs.finditer(rest))
        return self._unlogged[text, offset]

    def _blanked(self, text: str, offset: int, calls: Iterable[re.Match[str]]) -> str:
        """`text`, which begins at `offset`, with the calls whose beginnings are given blanked."""
        found: list[str] = []
        at = 0
        for call in calls:
            if call.start() >= at:
                end = min(self._end_of(offset + call.end()) - offset, len(text))
                gone = _VISIBLE.sub(" ", text[call.start() : end])
                found += (text[at : call.start()], MARK + gone[1:])
                at = end
        return "".join((*found, text[at:]))

    def _end_of(self, opened: int) -> int:
        """Where a call ends whose first bracket is at `opened`, with the calls chained to it."""
        end = _closing(self._clean, opened)
        while end > opened and (link := CHAINED.match(self._clean, end)):
            end = _closing(self._clean, opened := link.end())
        return end

    @cached_property
    def loggers(self) -> frozenset[str]:
        """The names of a few letters that stand for loggers in it."""
        return short_names(self._text)

    @cached_property
    def _plain(self) -> str:
        """The text with what only changes how a page looks blanked."""
        from reviewlint.facts.units.looks.jsx import looks, styles

        bare = self._clean
        parts: list[str] = []
        at = 0
        if self._inert.attribute_kinds:
            code = _FILLED.sub(self._template, self._clean)
            found = looks(self.root, self._text, code, self._inert.attributes)
        else:
            found = styles(self.root)
        for start, end, sign in sorted(found, key=lambda span: (span[0], -span[1])):
            if end > at:
                start = max(start, at)
                parts += (bare[at:start], sign + _VISIBLE.sub(" ", bare[start + 1 : end]))
                at = end
        return "".join((*parts, bare[at:]))

    @cached_property
    def _unmarked(self) -> str:
        """The text without looks and without the markup of JSX."""
        from reviewlint.facts.units.looks.drawn import drawn
        from reviewlint.facts.units.looks.markup import markup

        text = list(self._plain)
        for start, end in markup(self.root):
            text[start:end] = " " * (end - start)
        return drawn(self.root, "".join(text))

    def _template(self, filled: re.Match[str]) -> str:
        """A template string as it stands, for the names in it; any other literal stays filled in."""
        source = self._text[filled.start() : filled.end()]
        return source if source.startswith("`") else filled[0]

    def wires(self, spans: Sequence[Span]) -> bool:
        """Whether the function of `spans` by its head only registers parts of an application with one another."""
        wanted = self._inert.wires
        return bool(wanted and spans) and re.search(wanted, self._text[spans[0][0] :][:_HEAD]) is not None

    def is_broken(self, spans: Sequence[Span]) -> bool:
        """Whether something stands in `spans` that the grammar cannot read."""
        wrong = map(span_of, self._broken)
        return any(start < last and first < end for first, last in wrong for start, end in spans)

    def holds(self, start: int, end: int) -> bool:
        """Whether anything from `start` to `end` can change behaviour."""
        return not self._clean[start:end].isspace()

    def is_blank(self, first: int, last: int) -> bool:
        """Whether the lines from `first` up to `last` (0-based) hold no behaviour."""
        ends = [found.end() for found in _LINE.finditer(self._text)]
        start = ends[first - 1] if first else 0
        return not self._clean[start : ends[min(last, len(ends)) - 1]].strip()

    def as_idioms(self, tokens: Tokens) -> str:
        """`tokens` as one text, every way of the language to write the same thing brought to one."""
        inert = self._inert
        tokens = uncased(tokens, inert.caseless) if inert.caseless else tokens
        return canonical(tokens, inert.idioms, inert.joins, inert.text_blocks)

    def reworded(self, tokens: Tokens) -> str:
        """What `as_idioms` gives of `tokens` whose statements that do the same are brought to one form."""
        from reviewlint.facts.units.same.interpolated import put_together
        from reviewlint.facts.units.same.reworded import reworded

        return put_together(self.as_idioms(reworded(tokens, self.language.name)), self._inert.texts)

    def joined(self, tokens: Tokens) -> Tokens:
        """`tokens` with the literals that are one text as one."""
        return joined(tokens, self._inert.joins)

    @property
    def spelt(self) -> tuple[str, ...]:
        """The brackets around type arguments that may be left to the compiler, if the language has such."""
        return self._inert.spelt

    def in_any_order(self, spans: Iterable[Span]) -> Tokens:
        """The tokens of `spans`, those of containers whose order means nothing (match arms, keyed entries) sorted."""
        found: list[str] = []
        for start, end in spans:
            found += self._sorted(start, end)
        return tuple(self._without_commas(found))

    def _sorted(self, start: int, end: int) -> list[str]:
        found: list[str] = []
        at = start
        for opened, closed, children in self._unordered:
            if opened < at or closed > end:
                continue
            entries = sorted([token for token in self._sorted(*child) if token != ","] for child in children)
            found += [*self._stretch(at, opened), "{", *(token for entry in entries for token in entry), "}"]
            at = closed
        return found + self._stretch(at, end)

    def _without_commas(self, tokens: list[str]) -> list[str]:
        return without_trailing_commas(tokens, self.language.kinds.indentation)

    @cached_property
    def _unordered(self) -> list[tuple[int, int, list[Span]]]:
        """The containers without order: start, end, and the spans of their children."""
        allowed = self._inert.unordered
        if not allowed:
            return []
        rule: Any = {"rule": {"any": [{"kind": kind} for kind in allowed]}}
        found = []
        for node in self.root.find_all(rule):
            children = [child for child in node.children() if child.is_named()]
            entries = [child for child in children if child.kind() not in self.language.kinds.comments]
            if all(child.kind() in allowed[node.kind()] for child in entries) and are_apart(entries):
                span = node.range()
                spans = [(c.range().start.index, c.range().end.index) for c in entries]
                found.append((span.start.index, span.end.index, spans))
        return sorted(found)

    def _stretch(self, start: int, end: int, quiet: str | None = None) -> list[str]:
        """The tokens of one stretch; `quiet` is its text where that is not the one that stands there."""
        if quiet is not None:
            return self._tokenized(quiet, start)
        if (start, end) not in self._read:
            self._read[start, end] = self._tokenized(self._clean[start:end], start)
        return self._read[start, end]

    def _tokenized(self, clean: str, start: int) -> list[str]:
        if self.language.kinds.indentation:
            return self._with_levels(clean, start)
        out = self._inert.words | {";"} if self.language.name in _SEMICOLON_FREE else self._inert.words
        tokens: list[str] = _TOKEN.findall(clean)
        if self._inert.casts:
            places = (found.start() for found in _BRACKET.finditer(clean))
            tokens = [t for t in tokens if t not in "()" or not _encloses_one_name(clean, next(places), t)]
        if FILL not in clean:
            return [token for token in tokens if token not in out]
        strings = self._strings(clean, start)
        return [next(strings) if token[0] == FILL else token for token in tokens if token not in out]

    def _with_levels(self, clean: str, start: int) -> list[str]:
        """The tokens of a language whose blocks are told by indentation, with marks where one opens or closes."""
        words, strings = self._inert.words, self._strings(clean, start)
        found: list[str] = []
        depth, stack = 0, [indent_at(self._text, start)]
        for token in _TOKEN_OR_INDENT.findall(clean):
            if token[0] == "\n":
                if depth == 0:
                    found += levels(stack, len(token[1:].expandtabs(8)))
            elif token[0] == FILL:
                found.append(next(strings))
            else:
                depth += (token in "([{") - (token in ")]}")
                if token not in words:
                    found.append(token)
        return found

    def _strings(self, clean: str, start: int) -> Iterator[str]:
        """The literals that stand in `clean`, in order."""
        raw = self._inert.raw_quote
        return (
            quoted(self._text[start + at : start + to], raw, self._inert.bare_quotes)
            for at, to in map(re.Match.span, _FILLED.finditer(clean))
        )


def _encloses_one_name(clean: str, at: int, token: str) -> bool:
    """Whether the bracket at `at` stands around nothing but a name, as a cast leaves it: `(x as T).y`."""
    if token == "(":
        return bool(_AROUND_NAME.match(clean, at)) and not _CALLED.search(
            clean[max(at - 80, 0) : at].rstrip()
        )
    if token != ")":
        return False
    opened = clean.rfind("(", max(at - 400, 0), at)
    return opened >= 0 and _encloses_one_name(clean, opened, "(")


def _names_metric(text: str, call: re.Match[str], offset: int) -> bool:
    """Whether a call is one of a metric object, or its first argument reads as the name of a metric."""
    return call["sure"] is not None or _METRIC.match(text, offset + call.end()) is not None


def _closing(text: str, start: int) -> int:
    """The offset after the bracket that closes the one at `start`; `start` where none does."""
    depth = 0
    for found in _BRACKET.finditer(text[start : start + 5_000]):
        depth += 1 if found[0] == "(" else -1
        if not depth:
            return start + found.end()
    return start
