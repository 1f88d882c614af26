"""Paths put together, and told from regular expressions."""

from __future__ import annotations

import re


def join(*parts: str) -> str:
    """Route parts put together with one slash between them."""
    kept = [p.strip().strip("/") for p in parts]
    return "/" + "/".join(p for p in kept if p)


def plain(route: str) -> str:
    """A regular expression as a path; groups become parameters, what may be left out is left out."""
    if "(" in route:
        route = re.sub(r"\(\?:[^()]*(?:\([^()]*\))?[^()]*\)\?", "", route)
        route = re.sub(r"\(\?P?<(\w+)>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\??", r"<\1>", route)
        route = re.sub(r"\((?:[^()]|\([^()]*\))*\)[?*+]?", "{}", route)
    return re.sub(r"[\^$]|\\Z", "", route).replace("/?", "/").replace("\\", "")
