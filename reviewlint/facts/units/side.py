"""One side of a changed file, cut into units: outer definitions, methods, and what stands outside of them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from reviewlint.facts.units.behaviour import Behaviour, Span, Tokens
from reviewlint.facts.units.trivial.capitals import as_constants
from reviewlint.facts.units.trivial.texts import without_texts
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewlint.syntax.model import Definition

_HOLDERS = frozenset(("class", "interface", "enum", "type"))
_DECLARING = frozenset(("export", "default", "const", "let", "var", "declare", ";"))

_SHORT, _LONG = 60, 600  # tokens
_JSX = ("javascript", "tsx")
_DRAWN = regex(
    r"(?:= > )?(?:\{ )?(?:return )?(?:\( )?< \w+ (?:\. \w+ )?\{ \. \. \. (?P<given>\w+) \} / > (?:\) )?(?:; )?(?:\} )?"
)


class Part:
    """A unit on one side: its own text, without the units that stand inside it."""

    def __init__(
        self, name: str, kind: str, lines: tuple[int, int], spans: tuple[Span, ...], body: int, text: str,
        decorators: tuple[str, ...], behaviour: Callable[[], Behaviour],
    ) -> None:  # fmt: skip
        self.name, self.kind, self.decorators = name, kind, decorators
        (self.line, self.end_line), self.spans, self.body = lines, spans, body
        self.text, self.behaviour = text, behaviour
        self.owner = ""  # the kind of the type that it is a member of

    @cached_property
    def own_text(self) -> str:
        """The source, for a first and cheap comparison."""
        return "\n".join(self.text[start:end] for start, end in self.spans)

    @cached_property
    def tokens(self) -> Tokens:
        """What of it can change behaviour."""
        return self.behaviour().tokens(self.spans)

    @cached_property
    def inner(self) -> Tokens:
        """The tokens after the signature: what a definition does, whatever its name is."""
        return self.behaviour().tokens(tuple((max(a, self.body), b) for a, b in self.spans if b > self.body))

    @cached_property
    def signature(self) -> Tokens:
        """The tokens up to the body, where parameters are named."""
        return self.behaviour().tokens(tuple((a, min(self.body, b)) for a, b in self.spans if a < self.body))

    @cached_property
    def without_logs(self) -> Tokens:
        """The tokens without calls that only log."""
        return self.behaviour().without_logs(self.spans)

    @cached_property
    def without_signals(self) -> Tokens:
        """The tokens without calls that only log or count."""
        return self.behaviour().without_signals(self.spans)

    @cached_property
    def without_looks(self) -> Tokens:
        """The tokens without what only logs, counts or changes how a page looks."""
        return self.behaviour().without_looks(self.spans)

    @cached_property
    def without_markup(self) -> Tokens:
        """The tokens without the markup of JSX too."""
        return self.behaviour().without_markup(self.spans)

    @cached_property
    def only_looks(self) -> bool:
        """Whether it does nothing but style, or draws nothing but one element of what it is given."""
        if _DECLARING.issuperset(self.tokens):
            return False
        return _DECLARING.issuperset(self.without_looks) or self._hands_on_to_element()

    @property
    def only_draws(self) -> bool:
        """Whether it is a component of JSX that only draws what it is given."""
        if self.kind != "function" or not {"<", "/"}.issubset(self.tokens) or len(self.tokens) > _LONG:
            return False
        from reviewlint.facts.units.looks.markup import only_draws

        own = self.behaviour()
        return own.language.name in _JSX and only_draws(own.root, (self.spans[0][0], self.spans[-1][1]))

    def _hands_on_to_element(self) -> bool:
        if self.kind not in ("function", "method") or len(self.tokens) > _SHORT or self.tokens.count(".") < 3:
            return False
        inside = tuple((max(a, self.body), b) for a, b in self.spans if b > self.body)
        found = _DRAWN.fullmatch(" ".join(self.behaviour().without_looks(inside)) + " ")
        return found is not None and found["given"] in self.signature

    @cached_property
    def wires(self) -> bool:
        """Whether it is a function that only registers parts of an application with one another."""
        return self.kind in ("function", "method") and self.behaviour().wires(self.spans)

    @property
    def is_broken(self) -> bool:
        """Whether its grammar cannot read all of it."""
        return self.behaviour().is_broken(self.spans)

    @cached_property
    def only_signals(self) -> bool:
        """Whether a definition's body only logs or counts."""
        inside = tuple((max(a, self.body), b) for a, b in self.spans if b > self.body)
        rest = self.behaviour().without_signals(inside) if self.name else self.inner
        said = any(
            token not in ("end", "pass") and (token[-1] == "_" or token[-1].isalnum()) for token in rest
        )
        return rest != self.inner and not said and not any(token[0] == "\x02" for token in rest)

    @cached_property
    def as_idioms(self) -> str:
        """The tokens, with what can be written in several ways written in one."""
        return self.behaviour().as_idioms(self.tokens)

    @cached_property
    def reworded(self) -> str:
        """The same, with statements that do the same brought to one form."""
        return self.behaviour().reworded(self.tokens)

    @cached_property
    def joined(self) -> Tokens:
        """The tokens, each text that is written in pieces as one."""
        return self.behaviour().joined(self.tokens)

    @cached_property
    def without_texts(self) -> Tokens:
        """The tokens, each text as one, without those that people read."""
        return without_texts(self.joined)

    @cached_property
    def bare(self) -> Tokens:
        """The tokens without looks, signals, texts that people read, and the values of constants."""
        return as_constants(without_texts(self.without_looks))

    @property
    def spelt(self) -> tuple[str, ...]:
        """The brackets around type arguments that may be left to the compiler, if the language has such."""
        return self.behaviour().spelt

    @cached_property
    def in_any_order(self) -> Tokens:
        """The tokens, with those sorted whose order means nothing."""
        return self.behaviour().in_any_order(self.spans)


def parts(text: str, definitions: tuple[Definition, ...], behaviour: Callable[[], Behaviour]) -> list[Part]:
    """The units of a text in source order; the last one is the rest of the file, named "".

    Definitions inside a function belong to that function.
    """
    outer = [number for number, _ in enumerate(definitions) if _is_unit(definitions, number)]
    inside: dict[int, list[Span]] = defaultdict(list)
    for number in outer:
        inside[max(definitions[number].scope, -1)].append(
            (definitions[number].start, definitions[number].end)
        )
    found = [_part(definitions[number], inside[number], text, behaviour) for number in outer]
    for part, number in zip(found, outer, strict=True):
        part.owner = definitions[definitions[number].scope].kind if definitions[number].scope >= 0 else ""
    spans = _without((0, len(text)), inside[-1])
    last = text.count("\n") + (not text.endswith("\n"))
    return [*found, Part("", "module", (1, max(last, 1)), spans, 0, text, (), behaviour)]


def _is_unit(definitions: tuple[Definition, ...], number: int) -> bool:
    scope = definitions[number].scope
    return scope < 0 or (definitions[scope].kind in _HOLDERS and _is_unit(definitions, scope))


def _part(d: Definition, inside: list[Span], text: str, behaviour: Callable[[], Behaviour]) -> Part:
    return Part(
        d.name, d.kind, (d.line, d.end_line), _without((d.start, d.end), inside), d.body, text, d.decorators,
        behaviour,
    )  # fmt: skip


def _without(span: Span, holes: list[Span]) -> tuple[Span, ...]:
    found = []
    at, end = span
    for start, stop in sorted(holes):
        if start > at:
            found.append((at, start))
        at = max(at, stop)
    if end > at:
        found.append((at, end))
    return tuple(found)
