"""Calls, annotations, names and strings, read the same way in every grammar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.constants import QUOTED, constant
from reviewlint.facts.endpoints.formatted import formatted
from reviewlint.facts.endpoints.paths import plain
from reviewlint.record import NOTHING, Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ast_grep_py import SgNode

_LISTS = frozenset(
    [
        "arguments", "argument_list", "value_arguments", "annotation_argument_list", "attribute_argument_list",
        "token_tree",
    ]
)  # fmt: skip
_WRAPPERS = frozenset(["argument", "value_argument", "attribute_argument", "bracketed_argument"])
_PAIRS = frozenset(
    ["keyword_argument", "element_value_pair", "pair", "assignment_expression", "named_argument"]
)
_BLOCKS = frozenset(["do_block", "block", "annotated_lambda", "lambda_literal", "lambda_expression"])
_FUNCTIONS = frozenset(
    [
        "function_definition", "async_function_definition", "function_declaration", "method_declaration",
        "method_definition", "func_literal", "function_item", "method", "singleton_method",
        "constructor_declaration", "local_function_statement", "lambda", "lambda_expression",
        "arrow_function", "function_expression", "anonymous_function", "arrow_function_expression",
        "lambda_literal", "do_block", "closure_expression", "function",
    ]
)  # fmt: skip
_CLASSES = frozenset(
    [
        "class_definition", "class_declaration", "class", "interface_declaration", "object_declaration",
        "record_declaration", "trait_definition", "object_definition", "module", "impl_item",
        "abstract_class_declaration", "object", "trait_declaration",
    ]
)  # fmt: skip
_STRING_PARTS = frozenset(
    [
        "string_content", "string_fragment", "string_literal_content", "string_value", "quoted_content",
        "escape_sequence", "interpreted_string_literal_content", "raw_string_literal_content",
        "verbatim_string_content",
    ]
)  # fmt: skip
_INTERPOLATIONS = frozenset(
    ["interpolation", "template_substitution", "interpolated_identifier", "interpolated_expression"]
)
_NAMES = frozenset(
    ["identifier", "simple_identifier", "name", "type_identifier", "constant", "property_identifier"]
)
_TYPES = regex(r"(::)?<.*>$", re.DOTALL)
_LAST = regex(r"([\w$!?]+)\s*$")
_PATTERN = regex(r"(?:/|%r.)(.*)\W[a-z]*$", re.DOTALL)
_SAME = frozenset(["to_owned", "to_string", "clone", "as_str", "into", "toString", "ToString", "trim"])
CALLS: dict[str, tuple[str, ...]] = {
    "java": ("method_invocation",),
    "dart": ("call_expression", "cascade_call_expression"),
    "csharp": ("invocation_expression",),
    "python": ("call",),
    "ruby": ("call",),
    "elixir": ("call",),
    "lua": ("function_call",),
    "php": ("function_call_expression", "member_call_expression", "scoped_call_expression"),
}


class Call(Record):
    """A call, decorator or annotation: what is called, on what, with what."""

    node: SgNode
    name: str
    receiver: SgNode | None
    positional: tuple[SgNode, ...]
    named: Mapping[str, SgNode] = NOTHING
    block: SgNode | None = None

    def argument(self, places: list[int | str]) -> SgNode | None:
        """The first argument that stands at one of `places` (a position, or a name)."""
        for place in places:
            if isinstance(place, str):
                if place in self.named:
                    return self.named[place]
            elif -len(self.positional) <= place < len(self.positional):
                return self.positional[place]
        return None

    def has_block(self) -> bool:
        """Whether a block follows the call, or is handed to it as its last argument."""
        return self.block is not None or any(p.kind() == "lambda_literal" for p in self.positional[-1:])


def named_children(node: SgNode) -> list[SgNode]:
    """The children that are not punctuation or comments."""
    return [c for c in node.children() if c.is_named() and "comment" not in c.kind()]


def read_call(node: SgNode) -> Call:
    """`node` (a call, `new`, decorator, attribute or annotation) taken apart."""
    node = _inner(node)
    if node.kind() == "tuple":
        return Call(node, "", None, tuple(named_children(node)))
    if node.kind() == "object":
        return Call(node, "", None, (), pairs(node))
    target = _target(node)
    name, receiver = _split(node, target)
    positional, named, block = _arguments(node)
    return Call(node, name, receiver, tuple(positional), named, block)


def _inner(node: SgNode) -> SgNode:
    if node.kind() in (
        "decorator",
        "attribute_item",
        "attribute_group",
        "annotation",
        "expression_statement",
    ):
        for child in named_children(node):
            if child.kind() in ("call", "call_expression", "attribute", "constructor_invocation"):
                return child
    return node


def _target(node: SgNode) -> SgNode | None:
    for name in ("function", "constructor", "name", "method"):
        found = node.field(name)
        if found is not None:
            return found
    children = named_children(node)
    return children[0] if children else None


def _split(node: SgNode, target: SgNode | None) -> tuple[str, SgNode | None]:
    if node.kind() == "cascade_call_expression":
        return (target.text() if target is not None else ""), _cascaded(node)
    for name in ("object", "scope", "receiver"):
        found = node.field(name)
        if found is not None and target is not None:
            return target.text(), found
    if target is None:
        return node.text(), None
    return last_name(target), receiver_of(target)


def _cascaded(node: SgNode) -> SgNode | None:
    """What the calls of a cascade are made on: `app` in `app..get()..post()`."""
    section = node.parent()
    before = section.prev() if section is not None else None
    while before is not None and (before.kind() == "cascade_section" or not before.is_named()):
        before = before.prev()
    return before


def last_name(node: SgNode) -> str:
    """`c` of `a.b.c`, `a::c`, `a.c<T>`."""
    text = node.text()
    if len(text) > 200:
        children = named_children(node)
        return last_name(children[-1]) if children and len(children[-1].text()) < len(text) else ""
    text = _TYPES.sub("", text) if "<" in text else text
    found = _LAST.search(text)
    return found[1] if found else text


def receiver_of(target: SgNode) -> SgNode | None:
    """What stands before the last dot of `target`."""
    children = named_children(target)
    dotted = ("member", "attribute", "selector", "field", "navigation", "scoped", "qualified", "path")
    if len(children) >= 2 and any(word in target.kind() for word in dotted):
        tried = children[0].kind() == "try_expression"
        return named_children(children[0])[-1] if tried else children[0]
    return None


def _arguments(node: SgNode) -> tuple[list[SgNode], dict[str, SgNode], SgNode | None]:
    positional: list[SgNode] = []
    named: dict[str, SgNode] = {}
    block = None
    for child in _argument_parents(node):
        kind = child.kind()
        if kind in _BLOCKS:
            block = child
        elif kind == "token_tree":
            _tokens(child, positional, named)
        else:
            for argument in named_children(child):
                _argument(argument, positional, named)
    return positional, named, block


def _argument_parents(node: SgNode) -> Iterator[SgNode]:
    for child in named_children(node):
        if child.kind() == "call_suffix":
            yield from _argument_parents(child)
        elif child.kind() in _LISTS or child.kind() in _BLOCKS:
            yield child


def _argument(node: SgNode, positional: list[SgNode], named: dict[str, SgNode]) -> None:
    parts = named_children(node)
    punctuation = {c.kind() for c in node.children() if not c.is_named()}
    if node.kind() in _PAIRS or (node.kind() in _WRAPPERS and len(parts) == 2 and punctuation & {":", "="}):
        if len(parts) >= 2:
            named[parts[0].text().strip(":'\"")] = parts[-1]
    elif node.kind() == "name_equals":
        return
    elif node.kind() in _WRAPPERS and parts:
        if len(parts) == 2 and parts[0].kind() in ("name_equals", "name_colon"):
            named[parts[0].text().strip(" =:")] = parts[1]
        elif len(parts) == 2 and parts[0].kind() in ("name", "simple_identifier", "identifier"):
            named[parts[0].text()] = parts[1]
        else:
            positional.append(parts[-1])
    else:
        positional.append(node)


def _tokens(tree: SgNode, positional: list[SgNode], named: dict[str, SgNode]) -> None:
    previous: list[SgNode] = []
    for child in tree.children():
        text = child.text()
        if text == "=" and previous:
            key = positional.pop().text() if positional else ""
            previous = [child]
            named[key] = child
        elif previous and previous[-1].text() == "=":
            named[next(reversed(named))] = child
            previous = []
        elif child.is_named() and text not in ("(", ")", ","):
            positional.append(child)
            previous = [child]


def pairs(node: SgNode) -> dict[str, SgNode]:
    """The keys and values of an object, hash or dict literal."""
    found: dict[str, SgNode] = {}
    for child in named_children(node):
        parts = named_children(child)
        if child.kind() == "method_definition" and (own := child.field("name")) is not None:
            found[own.text()] = child
        elif child.kind() in ("pair", "keyword_argument", "array_element_initializer") and len(parts) == 2:
            found[parts[0].text().strip("'\":")] = parts[1]
    return found


def items(node: SgNode) -> list[SgNode]:
    """The elements of a list literal, or the node itself."""
    lists = ("list", "array", "tuple", "initializer", "collection", "set", "composite", "literal_value")
    if "_element" in node.kind() or not any(word in node.kind() for word in lists):
        return [node]
    return [
        named_children(c)[-1] if c.kind() == "array_element_initializer" and named_children(c) else c
        for c in named_children(node)
    ]


def string(node: SgNode | None, text: str) -> str | None:
    """The string that `node` stands for; `text` is the whole file, where constants are looked up.

    Interpolations become `{name}`. None when it is no string that the file tells.
    """
    if node is None:
        return None
    node = _plain(node)
    kind, source = node.kind(), node.text()
    if kind in ("simple_symbol", "symbol", "atom", "hash_key_symbol"):
        return source.strip(":")
    if "interpolation" in kind and "string" not in kind:
        return "{" + last_name(node) + "}"
    if kind == "regex" and (pattern := _PATTERN.match(source)):
        return plain(pattern[1])
    if kind in ("concatenated_string", "chained_string"):
        return "".join(string(part, text) or "" for part in named_children(node))
    if "string" in kind or kind in ("template_literal", "encapsed_string", "regex"):
        return _string_text(node, text)
    if (
        kind in ("binary_operator", "call")
        and (made := formatted(node, lambda n: string(n, text))) is not None
    ):
        return made
    if kind in ("binary_expression", "binary_operator", "additive_expression", "binary", "infix_expression"):
        return _concatenated(node, text)
    if kind in ("parenthesized_expression", "expression", "argument", "value_argument") and named_children(
        node
    ):
        return string(named_children(node)[0], text)
    if (
        kind in _NAMES
        or kind == "class_constant_access_expression"
        or any(w in kind for w in ("member", "selector", "attribute", "navigation", "field"))
    ):
        return constant(last_name(node), text)
    return None


def _plain(node: SgNode) -> SgNode:
    """What a call such as `PREFIX.to_owned()` is made on, the node itself for any other."""
    if node.kind() in ("call_expression", "method_invocation", "invocation_expression"):
        call = read_call(node)
        if call.name in _SAME and call.receiver is not None and not call.positional:
            return call.receiver
    return node


def _string_text(node: SgNode, text: str) -> str:
    source = node.text()
    children = named_children(node)
    if any(c.kind() in _INTERPOLATIONS for c in children):
        out = []
        for child in children:
            if child.kind() in _INTERPOLATIONS:
                name = re.sub(
                    r"\W+", "", last_name(named_children(child)[-1] if named_children(child) else child)
                )
                out.append(constant(name, text) or "{" + name + "}")
            elif child.kind() in _STRING_PARTS:
                out.append(child.text().replace("{{", "{").replace("}}", "}"))
        return "".join(out)
    found = QUOTED.match(source)
    return found[1] if found else source


def _concatenated(node: SgNode, text: str) -> str | None:
    parts = [_plain(part) for part in named_children(node)]
    if len(parts) < 2 or ("+" not in node.text() and "." not in node.text()):
        return None
    ends = parts[0], parts[-1]
    return summed([(string(part, text), last_name(part)) for part in ends])


def summed(parts: list[tuple[str | None, str]]) -> str | None:
    """What strings make together, `{name}` where one is not told; None where none is. `parts`: each with its name."""
    if all(told is None for told, _ in parts):
        return None
    return "".join(f"{{{name}}}" if told is None else told for told, name in parts)


def is_function(node: SgNode) -> bool:
    """A function, method or function literal."""
    return node.kind() in _FUNCTIONS and node.is_named()


def is_class(node: SgNode) -> bool:
    """A class, interface, trait or the like."""
    return node.kind() in _CLASSES and node.is_named()


def name_of(node: SgNode) -> str:
    """The own name of a definition; "" for a literal."""
    found = node.field("name") or node.field("type")
    if found is not None:
        return re.sub(r"[<(].*", "", found.text())
    if node.kind() in ("arrow_function", "function_expression", "lambda", "func_literal"):
        parent = node.parent()
        key = parent and (parent.field("name") or parent.field("left") or parent.field("key"))
        return key.text() if key and len(key.text()) < 80 else ""
    for child in named_children(node):
        if child.kind() in _NAMES:
            return child.text()
        if child.kind() in ("class_body", "block"):
            break
    return ""


def signed(node: SgNode) -> str:
    """The own name of a definition, that of a function of Dart too, which stands in its signature."""
    signature = next((c for c in named_children(node) if c.kind().endswith("_signature")), None)
    return signed(signature) if signature is not None else name_of(node)


def qualified(node: SgNode | None) -> str:
    """The dotted name of the definition that `node` is or stands in."""
    if node is None:
        return ""
    names = [name_of(n) for n in (node, *node.ancestors()) if is_function(n) or is_class(n)]
    return ".".join(reversed([n for n in names if n]))


def line_of(node: SgNode) -> int:
    """1-based line of the start of `node`."""
    return node.range().start.line + 1


def key(node: SgNode) -> tuple[str, int, int]:
    """What tells a node from all others of its tree."""
    span = node.range()
    return node.kind(), span.start.index, span.end.index
