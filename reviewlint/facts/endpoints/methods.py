"""Which methods a route answers: told in its call, by the class that answers, or by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.actions import listed_in
from reviewlint.facts.endpoints.bindings import (
    METHOD,
    chained_arguments,
    last_of,
    method_only,
    sibling_methods,
    told_methods,
)
from reviewlint.facts.endpoints.classes import answers, bases_of, bound, family, functions, listed
from reviewlint.facts.endpoints.variables import instance_of

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.extract import FileRoutes
    from reviewlint.facts.endpoints.nodes import Call


def methods_of(file: FileRoutes, call: Call, entry: dict[str, Any], owner: SgNode | None) -> list[str]:
    """The methods that a route answers, as its rule `entry` tells them; `owner` is what it stands on."""
    if "methods" in entry:
        value = file.routers.held(call.argument(entry["methods"]))
        if value is None and entry.get("chained"):
            behind = chained_arguments(call)
            value = next((behind[n] for n in entry["methods"] if n in behind), None)
        known = file.routers.string(value) or (",".join(listed_in(file, value.text())) if value else None)
        if found := told_methods(known, value):
            return found
        if entry.get("told"):
            return []
    if entry.get("text_methods"):
        found = [m.upper() for m in METHOD.findall(re.sub(r'"[^"]*"', method_only, call.node.text()))]
        return sorted(set(found)) or ["ANY"]
    if "all_of" in entry:
        return list(entry["all_of"])
    if "decorators" in entry and (value := call.argument(entry["handler"])) is not None:
        told = bound(last_of(value), file.path, file.root, file.around)
        if told:
            return told
    if "answers" in entry and (found := _answers(file, call, entry, owner)):
        return found
    if "socket" in entry and is_socket(file, call, entry):
        return ["GET"]
    if "answering" in entry and not re.search(entry["answering"], last_of(call.positional[1])):
        return []
    if "sibling" in entry and owner is not None:
        return sibling_methods(owner, entry["sibling"])
    if "verbs" in entry:
        name = call.name.rpartition("_")[2] if entry.get("last_word") else call.name
        verb = entry["verbs"].get(name)
        return [verb] if verb else ([entry["method"]] if "method" in entry else [])
    return [entry.get("method", "ANY")]


def _answers(file: FileRoutes, call: Call, entry: dict[str, Any], owner: SgNode | None) -> list[str]:
    """The methods that the class which answers defines."""
    suffix = file.routers.string(call.named.get(entry.get("suffix", "suffix"))) or ""
    if owner is not None:
        nodes = [owner]
    else:
        named = file.routers.held(call.argument(entry.get("class", [1])))
        name = last_of(named) if named is not None else ""
        if entry.get("capital") and not name[:1].isupper():
            name = instance_of(name, file.text) or name
        place = (name, file.path, file.root, file.around)
        nodes = functions(*place) if entry.get("nested") else [n for _, n in family(*place)]
    told = listed(nodes, entry["told_by"]) if "told_by" in entry else []
    return told or answers(nodes, entry["answers"], suffix)


def is_socket(file: FileRoutes, call: Call, entry: dict[str, Any]) -> bool:
    """Whether the class that answers is one for web sockets."""
    value = call.argument(entry.get("class", [1])) if "socket" in entry else None
    found = family(last_of(value), file.path, file.root, file.around) if value is not None else ()
    return any(re.search(entry["socket"], base) for _, node in found for base in bases_of(node))
