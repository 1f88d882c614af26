"""What libraries draw in a Rails routes file with one word: Devise by the modules of its model, Doorkeeper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import items, pairs, string
from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.nodes import Call

_DEVISE = {
    "sessions": ("GET sign_in", "POST sign_in", "DELETE sign_out"),
    "passwords": ("GET password/new", "GET password/edit", "PATCH password", "PUT password", "POST password"),
    "registrations": ("GET cancel", "GET sign_up", "GET edit", "PATCH", "PUT", "DELETE", "POST"),
    "confirmations": ("GET confirmation/new", "GET confirmation", "POST confirmation"),
    "unlocks": ("GET unlock/new", "GET unlock", "POST unlock"),
}
_MODULES = {  # the module of a model that brings each
    "sessions": regex(r":\w*authenticatable\b"),
    "passwords": regex(r":recoverable\b"),
    "registrations": regex(r":registerable\b"),
    "confirmations": regex(r":confirmable\b"),
    "unlocks": regex(r":lockable\b"),
}
_USUAL = frozenset(["sessions", "passwords", "registrations"])  # of a model that is not found
_MODEL = regex(r"^\s*devise\s*\(?((?:[^\n]*,\s*\n)*[^\n]*)", re.MULTILINE)
_PROVIDERS = regex(r"omniauth_providers:\s*(?:%i)?[\[(]([^\])]*)")
_DOORKEEPER = {
    "authorizations": ("GET authorize", "POST authorize", "DELETE authorize", "GET authorize/native"),
    "tokens": ("POST token", "POST revoke", "POST introspect"),
    "applications": (
        "GET applications", "POST applications", "GET applications/new", "GET applications/:id/edit",
        "GET applications/:id", "PATCH applications/:id", "PUT applications/:id", "DELETE applications/:id",
    ),
    "authorized_applications": ("GET authorized_applications", "DELETE authorized_applications/:id"),
    "token_info": ("GET token/info",),
}  # fmt: skip


def doorkeeper(call: Call, text: str) -> Iterator[tuple[str, str]]:
    """The methods and paths of `use_doorkeeper`, without the controllers that its block skips."""
    skipped = set(re.findall(r"\w+", " ".join(re.findall(r"skip_controllers\b([^\n}]*)", call.node.text()))))
    scope = string(call.named.get("scope"), text) or "oauth"
    for name, routes in _DOORKEEPER.items():
        if name not in skipped:
            yield from _split(routes, scope)


def devise(call: Call, name: str, text: str, around: Around | None, top: str) -> Iterator[tuple[str, str]]:
    """The methods and paths of `devise_for name`."""
    path = string(call.named.get("path"), text)
    home = name if path is None else path
    model = _model(call, name, text, around, top)
    names = {key: string(node, text) or "" for key, node in path_names(call).items()}
    for part in _parts(call, model):
        for method, route in _split(_DEVISE[part], ""):
            words = [names.get(word, word) for word in route.strip("/").split("/")]
            own = names.get("registration", "") if part == "registrations" else ""
            yield method, join(home, own, *words)
    if "omniauth_callbacks" not in _told(call, "skip"):
        for provider in _providers(model or ""):
            for method in ("GET", "POST"):
                yield method, join(home, "auth", provider)
                yield method, join(home, "auth", provider, "callback")


def _parts(call: Call, model: str | None) -> list[str]:
    """The controllers of Devise that the model has, less those that the call skips."""
    held = [p for p in _DEVISE if (p in _USUAL if model is None else _MODULES[p].search(model))]
    if "all" in _told(call, "skip"):
        return []
    only, skip = ({f"{w.removesuffix('s')}s" for w in _told(call, o)} for o in ("only", "skip"))
    return [p for p in held if p not in skip and (not only or p in only)]


def _model(call: Call, name: str, text: str, around: Around | None, top: str) -> str | None:
    """The modules that the model is given, as text; None where it is not found."""
    own = string(call.named.get("class_name"), text)
    stem = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", own.replace("::", "/")).lower() if own else _single(name)
    found = around.text(f"{top}app/models/{stem}.rb") if around is not None else None
    given = _MODEL.findall(found or "")
    return "\n".join(given) if given else None


def _single(name: str) -> str:
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


def _told(call: Call, option: str) -> set[str]:
    node = call.named.get(option)
    return {i.text().strip(":'\"") for i in items(node)} if node is not None else set()


def path_names(call: Call) -> dict[str, SgNode]:
    """What a call gives as other names of paths, by the names they stand for."""
    node = call.named.get("path_names")
    return pairs(node) if node is not None else {}


def _providers(model: str) -> list[str]:
    found = _PROVIDERS.search(model) if ":omniauthable" in model else None
    return re.findall(r"\w+", found[1]) if found else []


def _split(routes: tuple[str, ...], home: str) -> Iterator[tuple[str, str]]:
    for method, _, route in (route.partition(" ") for route in routes):
        yield method, join(home, route)
