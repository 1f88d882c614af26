"""The contracts in one side of a source file, by the idioms of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.model import Unseen
from reviewlint.facts.surface.idioms import Idiom, idioms, system_variables
from reviewlint.facts.surface.library import is_library
from reviewlint.facts.surface.model import Contract
from reviewlint.regex import regex
from reviewlint.syntax.literals import literal_value

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

_STRING = regex(r"string|char")
_OWNERS = frozenset(
    (
        "class_definition", "class_declaration", "class", "struct_item", "enum_item", "type_spec",
        "variable_declarator", "module", "record_declaration", "abstract_class_declaration", "object_declaration",
        "function_declaration", "method_definition", "method_declaration", "enum_declaration", "interface_declaration",
        "annotation_type_declaration", "type_alias_declaration",
    )
)  # fmt: skip
_LONGEST = 120
_PLAIN = regex(r"""^(?:-?\d[\w.]*|"[^"\n]*"|'[^'\n]*'|true|false|True|False|None|null|nil)$""")
_NAMED = frozenset(("variable_declarator", "assignment", "assignment_expression"))


def read_code(facts: Facts, file: File, side: Side, text: str, unseen: list[Unseen]) -> list[Contract]:
    """What one side of the file offers; `unseen` gets a head side that cannot be parsed."""
    near = facts.sources.near(file.path)
    known = idioms(file.language, file.path, text, near=near)
    if file.role == "source" and is_library(facts, file):
        known += idioms(file.language, file.path, text, "exported", marked=True)
    base = facts.sources.text(file.path, "base") or ""
    known = [idiom for idiom in known if re.search(idiom.data.get("before", ""), base)]
    root = facts.sources.tree(file.path, side) if known else None
    if root is None:
        problem = facts.sources.problem(file.path, side) if known and side == "head" else None
        if problem:
            unseen.append(Unseen(file.path, problem))
        return []
    path = file.path if side == "head" else file.old_path or file.path
    nodes = _Nodes(root)
    found = (contract for idiom in known for contract in _matches(nodes, idiom, path, text))
    seen: dict[tuple[str, str, int], Contract] = {}
    for one in found:
        key = (one.kind, one.name, one.line)
        if one.value or key not in seen:  # of two rules, the one that knows a value
            seen[key] = one
    return list(seen.values())


class _Nodes:
    """What the idioms of one file match; several ask for every call, by what is called."""

    def __init__(self, root: SgNode) -> None:
        self._root = root
        self._of_kind: dict[str, list[tuple[SgNode, str]]] = {}

    def of(self, idiom: Idiom) -> Iterator[SgNode]:
        """The nodes of an idiom's rule whose callee, if that matters, is one of it."""
        rule = idiom.query["rule"]
        if idiom.callee is None or set(rule) != {"kind"} or len(idiom.query) > 1:
            found: list[SgNode] = self._root.find_all(idiom.query)  # type: ignore[call-overload]
            yield from (n for n in found if idiom.callee is None or idiom.callee.search(_callee(n)))
            return
        kind = rule["kind"]
        if kind not in self._of_kind:
            self._of_kind[kind] = [(node, _callee(node)) for node in self._root.find_all(kind=kind)]
        yield from (node for node, callee in self._of_kind[kind] if idiom.callee.search(callee))


def _matches(nodes: _Nodes, idiom: Idiom, path: str, text: str) -> Iterator[Contract]:
    sent = _sent(idiom, text)
    for node in nodes.of(idiom) if sent != frozenset() else ():
        if sent is not None and _kept_as(node) not in sent:
            continue
        for name in _names(node, idiom):
            full = f"{_owner(node)}.{name}" if idiom.data.get("scoped") else name
            if name and len(full) <= _LONGEST and not _foreign(idiom, name):
                line = node.range().start.line + 1
                yield Contract(idiom.kind, full.lstrip("."), path, line, value=_value(node, idiom))


def _value(node: SgNode, idiom: Idiom) -> str:
    """What the contract is where nobody says otherwise, or how it is bound; "" where that is not one plain value."""
    if "bounds" in idiom.data:
        said = {re.sub(r"\s", "", found[0]) for found in re.finditer(idiom.data["bounds"], node.text())}
        return " ".join(sorted(said)) or "unbound"
    found = re.search(idiom.data["value"], node.text()) if "value" in idiom.data else None
    value = (found[found.lastindex or 0] or "").strip() if found else ""
    return value if _PLAIN.match(value) else ""


def _sent(idiom: Idiom, text: str) -> frozenset[str] | None:
    """The names that the text gives away as the idiom says; None where it does not matter."""
    if "sent" not in idiom.data:
        return None
    return frozenset(found["name"] for found in re.finditer(idiom.data["sent"], text))


def _kept_as(node: SgNode) -> str:
    """The name of the variable that holds the node, or is filled by it."""
    holder = next((n for n in (node, *node.ancestors()) if n.kind() in _NAMED), None)
    name = holder and (holder.field("name") or holder.field("left"))
    word = re.match(r"\w+", name.text()) if name else None
    return word[0] if word else ""


def _foreign(idiom: Idiom, name: str) -> bool:
    return idiom.kind == "environment-variable" and name in system_variables()


def _names(node: SgNode, idiom: Idiom) -> list[str]:
    data = idiom.data
    if "field" in data:
        found = [_of_field(node, data["field"], bool(data.get("last")))]
    elif "text" in data:
        found = [m[m.lastindex or 0] for m in re.finditer(data["text"], node.text())]
    elif "decorator" in data:
        found = _decorated(node, data["decorator"])
    else:
        found = _of_match(node, idiom)
    fit = [name for name in found if name and (idiom.shape is None or idiom.shape.search(name))]
    return fit if data.get("every") else fit[:1]


def _of_field(node: SgNode, name: str, last: bool) -> str:
    found = node.field(name) or (node if node.kind().startswith("shorthand") else None)
    if found is None:
        return ""
    value = found.text().strip().strip("\"'`")
    if name == "declarator":
        value = re.split(r"[\s=\[]", value)[0]
    return re.split(r"[.\[]", value)[-1] if last else value


def _of_match(node: SgNode, idiom: Idiom) -> list[str]:
    named = node.get_match("NAME")
    if named is not None:
        bare = idiom.data.get("bare")
        value = named.text() if bare or named.text().startswith(":") else _literal(named)
        return [value.lstrip(":")]
    given = _arguments(node)[: idiom.data.get("argument", 40)]
    if idiom.data.get("joined"):
        given = [one.field("right") or one if one.kind() == "binary_expression" else one for one in given]
    return [_literal(argument).lstrip(":") for argument in given]


def _literal(node: SgNode) -> str:
    """The value of a string or symbol; "" for anything else."""
    if node.kind() in ("argument", "value_argument", "pair", "keyword_argument"):
        inner = [child for child in node.children() if child.is_named()]
        return _literal(inner[0]) if len(inner) == 1 else ""
    simple = "symbol" in node.kind() or _STRING.search(node.kind())
    return literal_value(node.text()) if simple else ""


def _arguments(node: SgNode) -> list[SgNode]:
    found = _argument_list(node)
    return [child for child in found.children() if child.is_named()] if found is not None else []


def _argument_list(node: SgNode) -> SgNode | None:
    given = node.field("arguments")
    if given is not None:
        return given
    below = [
        inner for child in node.children() if child.kind() == "call_suffix" for inner in child.children()
    ]
    return next((child for child in (*node.children(), *below) if "argument" in child.kind()), None)


def _callee(node: SgNode) -> str:
    """The source of what is called, without spaces."""
    given = _argument_list(node)
    text = node.text()
    if given is not None:
        text = text[: given.range().start.index - node.range().start.index]
    return re.sub(r"\s+", "", text[-200:].partition("(")[0] if given is None else text[-200:])


def _decorated(node: SgNode, pattern: str) -> list[str]:
    marks = [child for child in node.children() if re.search(pattern, child.text())]
    if not marks or marks[0].kind() != "decorator":
        return []
    quoted = re.search(r"\(\s*[\"']([\w:-]+)[\"']", marks[0].text())
    definition = node.field("definition")
    name = definition.field("name") if definition is not None else None
    return [quoted[1] if quoted else name.text() if name is not None else ""]


def _owner(node: SgNode) -> str:
    """The names of the definitions that hold the node, from the outside in."""
    above = [owner.field("name") for owner in node.ancestors() if owner.kind() in _OWNERS]
    return ".".join(name.text() for name in reversed(above) if name is not None)
