"""Which file an import leads to, judged by the paths alone."""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING

from reviewlint.regex import regex
from reviewlint.syntax.imports import read_import, required
from reviewlint.syntax.language import CODE_SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ast_grep_py import SgNode

    from reviewlint.syntax.model import Import

_SCRIPT = regex(r"\.(d\.)?[cm]?[jt]sx?$|\.vue$|\.svelte$")
_PACKAGE_FILE = regex(r"(/__init__|/index|/mod|/lib|^__init__|^index)$")
_INDEX = regex(r"/index$")


def stem(path: str) -> str:
    """The word by which other files name the file: its own name, its folder for an index."""
    name = _SCRIPT.sub("", path.rpartition("/")[2])
    name = name.partition(".")[0] if name == path.rpartition("/")[2] else name
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return folder if name in ("index", "__init__", "mod", "init") and folder else name


def leads(module: str, here: str, there: str, language: str) -> bool:
    """Whether `module`, imported in the file `here`, is the file `there`."""
    if not module:
        return False
    if language in CODE_SCRIPTS:
        return _script(module, here, there)
    if language == "python" and module.startswith("."):
        dots = len(module) - len(module.lstrip("."))
        folder = here.split("/")[:-dots]
        wanted = "/".join([*folder, *[p for p in module.lstrip(".").split(".") if p]])
        return _python_name(there) == wanted
    if language == "python":
        have, wanted = _python_name(there), module.replace(".", "/")
        return have == wanted or have.endswith("/" + wanted)
    return _package(module, here, there)


def _package(module: str, here: str, there: str) -> bool:
    """Whether a dotted or slashed module is the file, or the package it belongs to."""
    wanted = [p for p in re.split(r"[/.:\\]+", module) if p not in ("", "@", "~", "crate", "super", "self")]
    if not wanted:
        return here.rpartition("/")[0] == there.rpartition("/")[0]
    if there.endswith(".go"):
        package = there.rpartition("/")[0].split("/")
        return wanted[-len(package) :] == package
    have = _PACKAGE_FILE.sub("", there.rsplit(".", 1)[0]).split("/")
    return any(have[-len(wanted) - cut : len(have) - cut or None] == wanted for cut in (0, 1))


def _script(module: str, here: str, there: str) -> bool:
    have = _SCRIPT.sub("", there)
    names = {have, _INDEX.sub("", have)}
    wanted = _SCRIPT.sub("", module)
    if module.startswith("."):
        return normpath(f"{here.rpartition('/')[0]}/{wanted}").lstrip("/") in names
    wanted = re.sub(r"^([@~#]/?|[@~#][\w-]*/|/)", "", wanted).rstrip("/")
    return bool(wanted) and any(name == wanted or name.endswith("/" + wanted) for name in names)


def _python_name(path: str) -> str:
    return re.sub(r"(/__init__)?\.pyi?$", "", path)


def imports_of(root: SgNode, language: str) -> list[Import]:
    """The imports of one file, those made by a call such as `require` too."""
    from reviewlint.syntax.language import named

    try:
        kinds = named(language).kinds
    except KeyError:
        return []
    found = [
        known
        for kind in kinds.imports
        for node in root.find_all(kind=kind)
        for known in read_import(language, node.text(), node.range().start.line + 1, -1)
    ]
    return [*found, *_required(root, language, kinds.calls)]


def _required(root: SgNode, language: str, calls: Iterable[str]) -> Iterator[Import]:
    from reviewlint.syntax.model import Import

    if language not in CODE_SCRIPTS and language != "lua":
        return
    for kind in calls:
        for node in root.find_all({"rule": {"kind": kind, "regex": r"^(require|import)\b"}}):
            text = node.text()
            module = required("javascript", re.split(r"\W", text, maxsplit=1)[0], text)
            if module:
                for name, alias in _bound(node):
                    yield Import(module, name, alias, node.range().start.line + 1, -1)


def _bound(node: SgNode) -> Iterator[tuple[str, str]]:
    """The names that `const { a: b } = require("x").c` binds; the call itself where it binds none."""
    taken = ""
    for parent in list(node.ancestors())[:4]:
        if parent.kind() == "member_expression":
            found = parent.field("property")
            taken = found.text() if found else ""
        elif parent.kind() in ("variable_declarator", "assignment_expression"):
            target = parent.field("name") or parent.field("left")
            if target is not None and target.kind() == "object_pattern":
                for item in target.children():
                    if item.is_named():
                        key, _, alias = item.text().partition(":")
                        yield key.strip(), (alias or key).strip()
            elif target is not None:
                yield taken or "default", target.text()
            return
        elif parent.kind() not in ("await_expression", "parenthesized_expression"):
            break
    yield taken or "default", ""
