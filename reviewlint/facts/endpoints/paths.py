"""Paths put together, told from regular expressions, and named after resources."""

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


def plural(word: str) -> str:
    """A word in the plural, as frameworks name the path or controller of a resource."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return f"{word}es" if word.endswith(("s", "x", "sh", "ch")) else f"{word}s"
