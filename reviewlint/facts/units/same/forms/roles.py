"""What the nodes of a grammar stand for, and what a language calls the same: `config/forms.toml`."""

from __future__ import annotations

from functools import cache

from reviewlint.data import bundled_toml
from reviewlint.record import Record


class Forms(Record):
    """The roles of the node kinds of one language, pairs of expressions that are one, and how a snippet is framed.

    `typed`: only what is true or false can be asked. `typed_locals`: a local is declared. `gives`: the language by
    whose rule a body gives its last value; "" where none does. `zeroes`: what is declared without a value has one.
    `equals`: the sign by which a switch compares; `matches_all`: its arms are patterns; `breaks_switch`: `break` ends
    an arm. `null`: the sign that asks whether something is there. `names_members`: `x['a']` is `x.a`; `names_keys`: the
    key of an entry is a name. `getters`: `getX()` is `x`. `spelt`: other names of types. `numbers`: types that make
    another value of what is set. `own`: the words for the object itself. `texts`: signs that put texts together.
    `words`: what may stand on one side alone. `sure_cases`: kinds of what an arm compares by `equals`, where any other
    is asked whether it fits; `loose_cases`: kinds that a `case` compares across types; `calls_equals`: texts of arms
    are compared by a method. `splits`: what may be said of several names at once, or of each.
    """

    roles: dict[str, str]
    idioms: tuple[tuple[str, str], ...]
    frame: str
    words: frozenset[str]
    own: frozenset[str]
    texts: frozenset[str]
    typed: bool = False
    typed_locals: bool = True
    gives: str = ""
    zeroes: bool = False
    equals: str = "=="
    matches_all: bool = False
    breaks_switch: bool = False
    null: str = "=="
    names_members: bool = False
    names_keys: bool = False
    getters: bool = False
    spelt: dict[str, str] = {}  # noqa: RUF012  # never written to
    numbers: frozenset[str] = frozenset()
    splits: frozenset[str] = frozenset()
    sure_cases: frozenset[str] = frozenset()
    loose_cases: frozenset[str] = frozenset()
    calls_equals: bool = False


@cache
def forms_of(language: str) -> Forms | None:
    """The forms of a language by its name; None where the file does not know it."""
    data = bundled_toml("forms.toml")
    own = dict(data["languages"].get(language, {}))
    if "as" in own:
        return forms_of(own["as"])
    if not own:
        return None
    roles = {kind: role for role, kinds in data["roles"].items() for kind in kinds}
    roles |= {kind: role for role, kinds in own.pop("roles", {}).items() for kind in kinds}
    words = frozenset(data["words"]) | frozenset(own.pop("words", ()))
    idioms = tuple((older, newer) for older, newer in own.pop("idioms", ()))
    texts = frozenset(own.pop("texts", ("+",)))
    own |= {key: frozenset(own.get(key, ())) for key in ("sure_cases", "loose_cases", "splits")}
    own["numbers"] = frozenset(own.get("numbers", data["numbers"]))
    return Forms(roles, idioms, own.pop("frame"), words, frozenset(own.pop("own", ())), texts, **own)
