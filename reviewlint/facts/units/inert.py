"""What of a language can come, go or change places without a change of behaviour: `[inert]` of its file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reviewlint.data import read_toml
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.tree import span_of

if TYPE_CHECKING:
    from pathlib import Path

    from ast_grep_py import Config, SgNode

    from reviewlint.syntax.language import Language

Span = tuple[int, int]

_DECORATOR = regex(r"[@#!\[\s\\]*([\w.:\\]*\w)")
_ATTRIBUTES: Config = {"rule": {"kind": "attribute"}}
_GROUPS = ("attribute_group", "attribute_list")  # of several attributes
_SETTINGS = (".attrs", ".withConfig")
_NAME_GIVEN = regex(r"\(\s*(?:(?:value|name)\s*=\s*)?\"(\w+)\"\s*\)")
_WORD = regex(r"\w+")
_CLASSES = ("type_identifier", "generic_type", "scoped_type_identifier")
_ARGUMENT = "keyword_argument"
_PAIR = "pair"
_ATTRIBUTE = regex(r"[\w:-]+")


class Texts(Record):
    """How a language puts texts together; see `interpolated.py`.

    `join` stands between parts; `hole` finds a value in a literal, by its group; of literals that `wrapped` matches
    alone, whose group is the text. `mark` begins whatever else is a hole. `calls` are pairs of a call that fills
    placeholders, its literal being `$TEXT` and its values `$FLAT`, and what a placeholder looks like.
    """

    join: str
    hole: str = ""
    mark: str = ""
    wrapped: str = ""
    calls: tuple[tuple[str, str], ...] = ()


class Inert(Record):
    """Node kinds and names, sorted by how they are left out.

    `casts`: only the first child stays. `checks`: casts that only the value stays of, where the type is a class, but
    for `converts`: classes by which a value or a method is chosen. `kinds`: nothing stays. `words`: tokens that mean
    nothing at run time (visibility). `decorators`: names, of nodes whose kinds are `decorator_kinds`. `namings`: those
    that do nothing but name the parameter they stand at, `naming_too` those that may name it: that name, where the
    parameter has it anyway. `attributes`: names that only
    style, of nodes whose kinds are `attribute_kinds`. `styles`: beginnings of a call whose template text, or
    last arguments, are a style sheet. `loads`: what the values of a declaration look like that only loads modules,
    as an import does; `load_kinds`: the kinds of such declarations. `idioms`: two ways to write the same, see
    `idioms.py`, or the language that has them. `texts`: how a text is put together, see `interpolated.py`.
    `blanks`: by kind, what nodes look like that say what is so anyway (fields left empty), with the comma after them.
    `derives`: traits that only make something possible that other code would have to do.
    `documenting`: what the argument of a decorator, or the entry of an object looks like that only documents, the
    object being what `documented` names: a key, or a call that it is given to. `spelt`: the brackets around type
    arguments that may be spelt out or not. `joins`: signs between literals that make one of them. `raw_quote`: what
    stands around literals without escapes, `bare_quotes` those of a language that keeps its texts apart by that.
    `text_blocks`: whether a literal over several lines is without its margin. `wires`: what the head of a function
    looks like that only registers parts of an application with one another. `settings`: what the head of a class looks
    like that is an application, and a line of its body that only sets it up.
    `caseless`: words whose letters may be small or
    capital, as those of a function that is called may be then. `directives`: texts that, standing alone as a statement,
    change nothing that works (`"use strict"`). `unordered`: containers whose children may stand in any
    order, if all are of the kinds given.
    """

    casts: frozenset[str] = frozenset()
    checks: frozenset[str] = frozenset()
    converts: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    decorators: frozenset[str] = frozenset()
    decorator_kinds: frozenset[str] = frozenset()
    namings: frozenset[str] = frozenset()
    naming_too: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    attribute_kinds: frozenset[str] = frozenset()
    styles: tuple[str, ...] = ()
    loads: str = ""
    load_kinds: frozenset[str] = frozenset()
    idioms: tuple[tuple[str, str], ...] = ()
    wires: str = ""
    settings: tuple[str, ...] = ()
    blanks: dict[str, str] = {}  # noqa: RUF012  # never written to
    derives: frozenset[str] = frozenset()
    documenting: str = ""
    documented: str = ""
    spelt: tuple[str, ...] = ()
    joins: tuple[str, ...] = ("+",)
    raw_quote: str = ""
    bare_quotes: frozenset[str] = frozenset()
    text_blocks: bool = False
    caseless: frozenset[str] = frozenset()
    directives: frozenset[str] = frozenset()
    unordered: dict[str, list[str]] = {}  # noqa: RUF012  # never written to
    texts: Texts | None = None

    def wanted(self, text: str) -> frozenset[str]:
        """The kinds of the nodes of `text` that `span` has to be asked about."""
        styled = frozenset(("call_expression",)) if self.styles else frozenset()
        loading = self.load_kinds if self.loads and regex(self.loads).search(text) else frozenset()
        documented = self.documenting and regex(self.documenting).search(text)
        if documented and self.documented:
            documented = regex(self.documented).search(text)
        kind = _PAIR if self.documented else _ARGUMENT
        arguments = frozenset((kind,)) if documented else frozenset()
        plain = (
            self.casts
            | self.checks
            | self.kinds
            | self.decorator_kinds
            | self.attribute_kinds
            | self.blanks.keys()
        )
        return plain | styled | loading | arguments

    def span(self, node: SgNode, kind: str) -> Span | None:
        """What of `node`, whose kind is one of `wanted`, has no behaviour; None where all of it has."""
        if kind in self.kinds:
            return span_of(node)
        if kind in self.casts:
            return _after_first_child(node)
        if kind in self.checks:
            return self._checked(node)
        if kind in self.decorator_kinds:
            return self._decorator(node)
        if kind in self.attribute_kinds:
            found = _ATTRIBUTE.match(node.text())
            return span_of(node) if found and found[0] in self.attributes else None
        if kind in self.load_kinds:
            return span_of(node) if self._only_loads(node) else None
        if kind in self.blanks:
            return _with_comma(node) if regex(self.blanks[kind]).search(node.text()) else None
        if kind == _ARGUMENT:
            return _with_comma(node) if self._documents(node) else None
        if kind == _PAIR:
            return _with_comma(node) if self._documents_entry(node) else None
        return self._style_sheet(node) if self.styles else None

    def _checked(self, node: SgNode) -> Span | None:
        given, value = node.field("type"), node.field("value")
        if given is None or value is None or value.kind() == "null_literal" or given.kind() not in _CLASSES:
            return None
        named = _WORD.search(given.text())
        return None if named is None or named[0] in self.converts else (span_of(node)[0], span_of(value)[0])

    def _decorator(self, node: SgNode) -> Span | None:
        if node.kind() in _GROUPS:
            named = [_DECORATOR.match(given.text()) for given in node.find_all(_ATTRIBUTES)]
            inert = all(found and found[1].rpartition("\\")[2] in self.decorators for found in named)
            return span_of(node) if inert else None
        found = _DECORATOR.match(node.text())
        name = self._short(found[1]) if found else ""
        if name in self.decorators or (name == "derive" and self._only_derives(node)):
            return span_of(node)
        if name not in self.namings and name not in self.naming_too:
            return None
        given = node.field("arguments")
        if given is None or not _is_own_name(node, given.text()):
            return None
        return span_of(node if name in self.namings else given)

    def _short(self, name: str) -> str:
        """A name as it is imported: `org.api.Tag` as `Tag`, where the package is spelt in small letters."""
        package, _, last = name.rpartition(".")
        return last if last[:1].isupper() and package.islower() else name

    def _only_derives(self, node: SgNode) -> bool:
        named = _WORD.findall(node.text().partition("derive")[2])
        return bool(self.derives) and self.derives.issuperset(named)

    def _documents(self, node: SgNode) -> bool:
        around = [up.kind() for up in node.ancestors()[:4]]
        return "decorator" in around and regex(self.documenting).match(node.text()) is not None

    def _documents_entry(self, node: SgNode) -> bool:
        """Whether an entry of an object documents what the key of that object, or the call around it, names."""
        if not regex(self.documenting).match(node.text()):
            return False
        around = [up for up in node.ancestors()[:3] if up.kind() not in ("object", "arguments")]
        named = around[0].field("key") or around[0].field("function") if around else None
        return named is not None and regex(self.documented).search(named.text()) is not None

    def _only_loads(self, node: SgNode) -> bool:
        values = [child.field("value") for child in node.children() if child.kind() == "variable_declarator"]
        return bool(values) and all(value and regex(self.loads).fullmatch(value.text()) for value in values)

    def _style_sheet(self, node: SgNode) -> Span | None:
        arguments, function = node.field("arguments"), node.field("function")
        if arguments is None or function is None or not node.text().startswith(self.styles):
            return None
        called = function.text()  # `styled(Input)` makes a component; `styled(Input)({ … })` gives it a style
        sheet = called.startswith(self.styles) and not called.endswith(_SETTINGS)
        return span_of(arguments) if sheet or arguments.kind() == "template_string" else None


@cache
def inert_of(language: Language) -> Inert:
    """What is inert in `language`; nothing where its file does not say."""
    return _read(language.path)


def _read(path: Path) -> Inert:
    table: dict[str, Any] = dict(read_toml(path).get("inert", {}))
    unordered, styles = table.pop("unordered", {}), tuple(table.pop("styles", ()))
    plain: dict[str, Any] = {
        name: table.pop(name)
        for name in ("blanks", "documenting", "documented", "raw_quote", "text_blocks")
        if name in table
    }
    plain |= {name: tuple(table.pop(name)) for name in ("joins", "settings", "spelt") if name in table}
    wires = table.pop("wires", "")
    texts = _texts(table.pop("texts", None))
    loads, idioms = table.pop("loads", ""), _idioms(table.pop("idioms", ()), path)
    kinds: dict[str, Any] = {name: frozenset(value) for name, value in table.items()}
    return Inert(
        **kinds,
        styles=styles,
        loads=loads,
        idioms=idioms,
        wires=wires,
        unordered=unordered,
        texts=texts,
        **plain,
    )


def _texts(given: dict[str, Any] | None) -> Texts | None:
    return Texts(**given | {"calls": tuple(map(tuple, given.get("calls", ())))}) if given else None


def _idioms(given: str | list[list[str]], path: Path) -> tuple[tuple[str, str], ...]:
    """The idioms of a language, or those of another that it names."""
    if isinstance(given, str):
        return _read(path.with_name(f"{given}.toml")).idioms
    return tuple((older, newer) for older, newer in given)


def _is_own_name(node: SgNode, given: str) -> bool:
    """Whether the arguments of an annotation only repeat the name of the parameter that it stands at."""
    named = _NAME_GIVEN.fullmatch(given)
    holder = next((up for up in node.ancestors() if up.field("name") is not None), None)
    name = holder.field("name") if holder is not None and "parameter" in holder.kind() else None
    return named is not None and name is not None and name.text() == named[1]


def _with_comma(node: SgNode) -> Span:
    """The node and a comma after it; one before it at the end of a list is layout anyway."""
    start, end = span_of(node)
    following = node.next()
    return (
        (start, span_of(following)[1]) if following is not None and following.text() == "," else (start, end)
    )


def _after_first_child(node: SgNode) -> Span | None:
    """All but what is cast: what comes before it where the type does, `<Cart>found`, else what comes after it."""
    children = node.children()
    if not children:
        return None
    if children[0].kind() == "type_arguments":
        return node.range().start.index, children[-1].range().start.index
    return children[0].range().end.index, node.range().end.index
