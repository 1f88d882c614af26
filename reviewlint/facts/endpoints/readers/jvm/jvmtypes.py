"""The classes of a Java or Kotlin file with their annotations, and where else a type is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.constants import constant
from reviewlint.facts.endpoints.nodes import Call, name_of, named_children, read_call
from reviewlint.facts.endpoints.packages import nearest
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.families import Source

_TYPES = ("class_declaration", "interface_declaration", "record_declaration", "annotation_type_declaration")
_METHODS = ("method_declaration", "function_declaration")
_BASES = ("superclass", "super_interfaces", "extends_interfaces", "delegation_specifier")
_LIBRARIES = regex(
    r"^import (?:static )?((?:org\.springframework|javax?|jakarta|kotlin|lombok|com\.fasterxml"
    r"|io\.(swagger|micronaut|quarkus)|org\.(junit|slf4j|hibernate|eclipse|jetbrains))\.[\w.]+)",
    re.MULTILINE,
)


class Method(Record):
    """A method with its annotations; `returns` is the text of its type."""

    name: str
    annotations: tuple[Call, ...]
    returns: str
    node: SgNode


class Type(Record):
    """A class or interface. `kind`: class, abstract, interface or annotation."""

    source: Source
    name: str
    kind: str
    annotations: tuple[Call, ...]
    bases: tuple[str, ...]
    node: SgNode

    def methods(self) -> Iterator[Method]:
        """Its own methods, not those of classes inside it."""
        body = next((c for c in self.node.children() if c.kind().endswith("_body")), None)
        for child in named_children(body) if body is not None else ():
            if child.kind() in _METHODS:
                returned = child.field("type")
                text = returned.text() if returned is not None else child.text().rpartition(")")[2]
                yield Method(name_of(child), annotations_on(child), text[:200], child)


def types(source: Source) -> list[Type]:
    """Every type that the file declares."""
    nodes = source.root.find_all({"rule": {"any": [{"kind": kind} for kind in _kinds(source.language)]}})
    return [_type(source, node) for node in nodes]


def declared(name: str, source: Source) -> Type | None:
    """The type called `name`, here or in the one other file that declares it."""
    own = next((t for t in types(source) if t.name == name), None)
    if own is not None:
        return own
    if source.around is None:
        return None
    places = [*source.around.named(f"{name}.java"), *source.around.named(f"{name}.kt")]
    if not _may_be_ours(name, source.text, places):
        return None
    pattern = re.compile(rf"\b(?:class|interface|@interface|object|record)\s+{re.escape(name)}\b")
    for path in nearest(places or source.around.mentioning([name]), source.path):
        text = source.around.text(path) if path != source.path else None
        if text is not None and pattern.search(text):
            other = elsewhere(source, path)
            found = next((t for t in types(other) if t.name == name), None) if other is not None else None
            if found is not None:
                return found
    return None


def elsewhere(source: Source, path: str) -> Source | None:
    """Another file of the same side of the repository."""
    around = source.around
    root, text = (around.tree(path), around.text(path)) if around is not None else (None, None)
    if around is None or root is None or text is None or around.language(path) not in ("java", "kotlin"):
        return None
    return type(source)(path, text, root, around.language(path), around)


def _may_be_ours(name: str, text: str, places: list[str]) -> bool:
    """Whether a name is imported from no well-known library, or from a package of one that is this repository's."""
    full = next((one for one in _LIBRARIES.findall(text) if one[0].endswith(f".{name}")), None)
    if full is None:
        return True
    own = full[0].replace(".", "/")
    return any(path.rpartition(".")[0].endswith(own) for path in places)


def libraries(text: str) -> frozenset[str]:
    """The names that the file imports from well-known libraries: nothing of ours declares them."""
    return frozenset(found[0].rpartition(".")[2] for found in _LIBRARIES.findall(text))


def written(term: str, text: str) -> str | None:
    """The string that an argument in `text` stands for: a literal, or a constant that the text sets."""
    term = term.strip()
    return term[1:-1] if term[:1] == '"' else constant(term.rpartition(".")[2], text)


def annotations_on(node: SgNode) -> tuple[Call, ...]:
    """The annotations that stand on a definition."""
    found = []
    for part in node.children():
        if part.kind() == "modifiers":
            found += [_annotation(c) for c in part.children() if "annotation" in c.kind()]
    return tuple(found)


def _annotation(node: SgNode) -> Call:
    """An annotation; a path before named arguments is read although Java does not allow it."""
    call = read_call(node)
    if all(p.kind() != "ERROR" for p in call.positional) and not node.find(kind="ERROR"):
        return call
    strings = [s for e in node.find_all(kind="ERROR") for s in e.children() if "string" in s.kind()]
    return call._replace(positional=tuple(strings[:1]))


def _kinds(language: str) -> tuple[str, ...]:
    return ("class_declaration", "object_declaration") if language == "kotlin" else _TYPES


def _type(source: Source, node: SgNode) -> Type:
    head = node.text()[:4000].partition("{")[0]
    modifiers = re.sub(r"\"[^\"\n]*\"|@[\w.]+(\([^()]*\))?", " ", head)
    if node.kind() == "annotation_type_declaration" or re.search(r"\bannotation\s+class\b", modifiers):
        kind = "annotation"
    elif node.kind() == "interface_declaration" or re.search(r"\binterface\b", modifiers):
        kind = "interface"
    else:
        kind = "abstract" if re.search(r"\babstract\b", modifiers) else "class"
    bases = [c.text() for c in node.children() if c.kind() in _BASES]
    names = re.findall(r"[A-Z]\w*", re.sub(r"<.*>|\(.*\)", "", " ".join(bases), flags=re.DOTALL))
    return Type(source, name_of(node), kind, annotations_on(node), tuple(names), node)
