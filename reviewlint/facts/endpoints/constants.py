"""What the constants of a file stand for: literals, and what is made of them."""

from __future__ import annotations

import re

from reviewlint.regex import regex, word

QUOTED = regex(r'^[a-zA-Z@$]*(?:"""|\'\'\'|#*["\'`])(.*?)(?:"""|\'\'\'|["\'`]#*)$', re.DOTALL)
_TERM = r"(?:\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`)"
_DEEP = 4  # constants that are made of constants
_HOLES = {  # by how a literal begins, where it takes names
    "f": regex(r"\{(\w+)\}"), "F": regex(r"\{(\w+)\}"), "`": regex(r"\$\{(\w+)\}"),
}  # fmt: skip


def constant(name: str, text: str, depth: int = 0) -> str | None:
    """The string that `name` is set to in this file, if it is set to one: a literal, or a sum with other constants.

    What the file does not tell of a sum becomes `{name}`.
    """
    if not re.fullmatch(r"\w+", name):
        return None
    declared = rf"{word(name)}[ \t]*(?::[ \t]*[\w&'. <>]+|[ \t]string)?[ \t]*:?=[ \t]*"
    pattern = rf"{declared}((?:[\w.]+\s*\+\s*)*[rRuUfF@]?{_TERM}(?:\s*\+\s*(?:[\w.]+|{_TERM}))*)"
    given = set(re.findall(pattern, text))
    values = {_sum(one, text, depth) for one in given}
    if not given and depth < _DEEP:  # a sum of names alone is a path where all of them are
        sums = set(re.findall(rf"{declared}([A-Za-z][\w.]*(?:[ \t]*\+[ \t]*[A-Za-z][\w.]*)+)", text))
        values = {told for one in sums if "{" not in (told := _sum(one, text, depth))}
    return values.pop() if len(values) == 1 else None


def _sum(expression: str, text: str, depth: int) -> str:
    """What terms with `+` between them make together."""
    parts = []
    for term in re.findall(r"[rRuUfF@]?(?:\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`)|[\w.]+", expression):
        quoted = QUOTED.match(term)
        last = term.rpartition(".")[2]
        known = constant(last, text, depth + 1) if not quoted and depth < _DEEP else None
        written = _filled(term, quoted[1], text, depth) if quoted else known
        parts.append(written if written is not None else f"{{{last}}}")
    return "".join(parts)


def _filled(term: str, written: str, text: str, depth: int) -> str:
    """What a string literal makes with the constants filled in that it names: `f"/api/{VERSION}"`."""
    hole = _HOLES.get(term[0])
    if hole is None or depth >= _DEEP:
        return written
    return hole.sub(lambda found: constant(found[1], text, depth + 1) or f"{{{found[1]}}}", written)
