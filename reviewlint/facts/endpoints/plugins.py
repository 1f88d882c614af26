"""Plugins of Fastify: functions that are given a router by who registers them, and those for which no prefix holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import key, name_of
from reviewlint.facts.endpoints.places import parameters_of
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.places import Mount

_WRAPPED = regex(r"(fp|fastify[pP]lugin)(<[^()]*>)?\(")
_OPENED = regex(r"\b(?:module\.exports\s*=|export\s+default)\s+(?:fp|fastify[pP]lugin)\(")


def is_given(function: SgNode, parameter: str, mounts: Iterable[Mount]) -> bool:
    """Whether a mount of the file gives the function its router as `parameter`: as a literal, by name, or wrapped."""
    own = name_of(function)
    if any(key(m.child) == key(function) for m in mounts):
        return True
    registered = any(m.call.name == "register" and m.names[-1:] == (own,) for m in mounts if own)
    return (registered or _is_wrapped(function)) and parameters_of(function)[0] == parameter


def is_open(text: str) -> bool:
    """Whether the file gives a plugin to others that shares the instance above it, so that no prefix holds for it."""
    return _OPENED.search(text) is not None


def _is_wrapped(function: SgNode) -> bool:
    taker = next((a for a in function.ancestors() if a.kind() == "call_expression"), None)
    return taker is not None and _WRAPPED.match(taker.text()[:80]) is not None
