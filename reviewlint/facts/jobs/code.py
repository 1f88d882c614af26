"""The jobs in the syntax tree of one file, by the rules of its frameworks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.nodes import (
    is_class,
    is_function,
    last_name,
    line_of,
    name_of,
    named_children,
    pairs,
    qualified,
    read_call,
    string,
)
from reviewlint.facts.endpoints.standing import decorated
from reviewlint.facts.jobs.model import Job
from reviewlint.regex import regex

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.nodes import Call

_NAME = regex(r"[\w.:/@ $*-]{1,100}")
_ABSTRACT = regex(r"\babstract\b")
_CRON = regex(r"^[\d*/,?LW#\-]+( [\w*/,?#\-]+){4,6}$|^@(every|daily|hourly|weekly|monthly|yearly)")
_MADE = regex(r"call|new_expression|invocation|creation")
_RUN = regex(r"\b(\w+)\s*\(")
_WRAPPER = 400  # characters of a function that does nothing but call another
_FEW = 4  # calls of such a function, those that log and the like too
_LEAST = 5  # letters of a name that no other holds by chance
_INNERMOST = ("lambda", "arrow_function", "function_expression", "func_literal", "closure_expression")


def read_jobs(path: str, text: str, root: SgNode, rules: Sequence[dict[str, Any]]) -> list[Job]:
    """The jobs that the file at `path` defines or schedules, in source order, each name of a line once."""
    found: dict[tuple[int, str], Job] = {}
    if root.find({"rule": {"any": [row["rule"] for row in rules]}}) is None:
        return []  # as nearly always: one pass over the tree instead of one for each rule
    for row in rules:
        for node in root.find_all({"rule": row["rule"]}):
            job = _job(path, text, node, row)
            if job is not None:
                found.setdefault((job.line, job.name), job)
    return sorted(found.values(), key=lambda job: job.line)


def _job(path: str, text: str, node: SgNode, row: dict[str, Any]) -> Job | None:
    owner = _owner(node)
    if owner is not None and is_class(owner) and (_is_abstract(owner) or "decorates" in row):
        return None
    name = next(filter(None, _names(path, text, node, owner, row.get("title", ["definition"]))), "")
    if not name and owner is None and _MADE.search(node.kind()):
        name = _file(path)  # written on the spot, in a module of its own
    name, *others = [part for part in name.split("|") if part] or [""]  # Symfony writes all names as one text
    if not name:
        return None
    return Job(
        name,
        row["kind"],
        path,
        line_of(node),
        row["framework"],
        _handler(node, owner, row),
        _target(node, row),
        row.get("queued", False),
        (*others, *_aliases(node, row), *_run_by(node, row)),
    )


def _aliases(node: SgNode, row: dict[str, Any]) -> list[str]:
    """The other names that a definition lists, quoted."""
    found = re.search(row["aliases"], node.text()) if "aliases" in row else None
    return re.findall(r"[\"']([^\"'\n]+)[\"']", found[0]) if found else []


def _run_by(node: SgNode, row: dict[str, Any]) -> list[str]:
    """What a function written on the spot calls: the job that it puts a wrapper around, if there was one."""
    value = read_call(node).argument(row["handler"]) if "handler" in row else None
    if value is None or value.kind() not in _INNERMOST:
        return []
    names = dict.fromkeys(found[1] for found in _RUN.finditer(value.text()[:_WRAPPER]))
    return [name for name in names if len(name) >= _LEAST] if len(names) <= _FEW else []


def _owner(node: SgNode) -> SgNode | None:
    """The definition that the match is, or that it stands on; None for a call."""
    if is_class(node) or is_function(node) or node.kind() in ("class_declaration", "enum_variant"):
        return node
    kinds = ("decorator", "attribute", "attribute_item", "annotation", "marker_annotation")
    return decorated(node) if node.kind() in kinds else None


def _is_abstract(owner: SgNode) -> bool:
    body = owner.field("body")
    head = owner.text()
    end = body.range().start.index - owner.range().start.index if body is not None else 400
    return _ABSTRACT.search(head[:end]) is not None


def _names(
    path: str, text: str, node: SgNode, owner: SgNode | None, places: list[int | str]
) -> Iterator[str]:
    call = None if owner is not None and owner is node else read_call(node)
    for place in places:
        if isinstance(place, int) or place not in _PLACES:
            yield _argument(node, call, place, text, owner)
        elif place == "stem":
            yield path.rpartition("/")[2].partition(".")[0]
        elif place == "definition":
            yield name_of(owner) if owner is not None else ""
        elif place == "receiver":
            yield last_name(call.receiver) if call is not None and call.receiver is not None else ""
        elif place == "key":
            yield _key(node, text)
        elif place == "assigned":
            yield _assigned(node)
        elif place == "itself":
            yield node.text() if _NAME.fullmatch(node.text()) else ""
        else:
            yield _around(node)


_PLACES = frozenset(("stem", "definition", "receiver", "key", "assigned", "inside", "itself"))


def _argument(node: SgNode, call: Call | None, place: int | str, text: str, owner: SgNode | None) -> str:
    kind, _, word = str(place).partition(":")
    if kind == "match":
        match = regex(word).search(node.text())
        return match[1] if match else ""
    if word:
        return _constant(owner, word) if kind == "field" else _attribute(owner, word)
    value = _value(call, place) if call is not None else None
    if value is None:
        return ""
    body = value.field("body") if value.kind() in _INNERMOST else None
    if body is not None and "call" in body.kind():  # `() => sync()`
        value = body
    found = string(value, text)
    if found is None and value.kind() not in _INNERMOST and "\n" not in value.text():
        found = _reference(value)
    return "" if found is None or _CRON.match(found) or not _NAME.fullmatch(found) else found.strip()


def _value(call: Call, place: int | str) -> SgNode | None:
    """The argument at a place; a name may also be a key of an object that is passed. Of a list its first element."""
    value = call.argument([place])
    if value is None and isinstance(place, str):
        options = (pairs(one) for one in call.positional if one.kind() == "object")
        value = next((found[place] for found in options if place in found), None)
    within = named_children(value) if value is not None and value.kind() in ("array", "list") else []
    return within[0] if within else value


def _reference(value: SgNode) -> str:
    """The name of what is passed: of a function, a class literal, an object made on the spot."""
    if "call" in value.kind() or "creation" in value.kind() or "unary" in value.kind():
        return read_call(named_children(value)[0] if "unary" in value.kind() else value).name
    return last_name(value)


def _constant(owner: SgNode | None, name: str) -> str:
    source = owner.text() if owner is not None else ""
    found = re.search(rf"\$?\b{name}\b[^=\n;]{{0,60}}=\s*[\"']([^\"'\n]+)[\"']", source)
    return found[1].split()[0] if found else ""


def _attribute(owner: SgNode | None, name: str) -> str:
    source = owner.text() if owner is not None else ""
    found = re.search(rf"\b{name}\s*\([^()\"']*[\"']([^\"'\n]+)[\"']", source)
    return found[1].split()[0] if found else ""


def _key(node: SgNode, text: str) -> str:
    """The key of a pair; of a Rake task the name before its prerequisites."""
    pair = node if node.kind() == "pair" else next(
        (n for n in node.find_all({"rule": {"kind": "pair"}}) if n.range().start.line == node.range().start.line),
        None,
    )  # fmt: skip
    key = named_children(pair)[0] if pair is not None else None
    if key is None or key.kind() == "array":  # the arguments of a task, whose name stands before them
        return ""
    return string(key, text) or last_name(key)


def _assigned(node: SgNode) -> str:
    for ancestor in list(node.ancestors())[:6]:
        for field in ("name", "left", "pattern", "key"):
            target = ancestor.field(field)
            if target is not None and target.range().end.index <= node.range().start.index:
                return last_name(target)
    return ""


def _file(path: str) -> str:
    """The name of the file, or of its folder where every folder has one of that name."""
    *folders, name = path.split("/")
    stem = name.partition(".")[0]
    return folders[-1] if folders and stem in ("index", "main", "mod", "__init__") else stem


def _around(node: SgNode) -> str:
    """The innermost definition with a name of its own."""
    for ancestor in node.ancestors():
        if (is_function(ancestor) or is_class(ancestor)) and name_of(ancestor):
            return name_of(ancestor)
    return ""


def _handler(node: SgNode, owner: SgNode | None, row: dict[str, Any]) -> str:
    if owner is not None:
        return qualified(owner)
    value = read_call(node).argument(row["handler"]) if "handler" in row else None
    if value is None or value.kind() in _INNERMOST or is_function(value):
        return qualified(node)
    return _reference(value) if "\n" not in value.text() else qualified(node)


def _target(node: SgNode, row: dict[str, Any]) -> str:
    found = re.search(row["target"], node.text()) if "target" in row else None
    return found[1].rpartition(".")[2] if found else ""
