"""Units that call a new one whose body stood where the call stands, or the other way round: what runs is the same.

Extract and Inline Function of M. Fowler's "Refactoring", token for token: the body is put in the place of the call,
what is handed in in the places of the parameters, and the whole compared with what stood there.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing, opening
from reviewlint.facts.units.literals import TEXT, is_literal, table
from reviewlint.facts.units.moved.bodies import Body, body_of, listed, words
from reviewlint.facts.units.moved.moves import by_file, touched
from reviewlint.facts.units.same.locals import are_local
from reviewlint.facts.units.same.own import is_member
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.moved.moves import Pair
    from reviewlint.facts.units.side import Part

_MOST, _MANY, _CALLS = 3_000, 200, 8  # tokens of a unit, units of a file, calls of one unit
_NAME = regex(r"[A-Za-z_]\w*\Z")
_WORD = regex(r"[A-Za-z_]\w*")
_HOLED = frozenset("{$")
_SIGNS = frozenset("+-*/%<>=!&|?^~")
_WRITES = ((":", "="), ("+", "+"), ("-", "-"))
_ADDS = tuple("+-*/%|&^")
_DEEPEST = 4  # blocks that end where a body of Python does


def expanded(pairs: Iterable[Pair], moved: Collection[int]) -> frozenset[int]:
    """The ids of the `pairs` that differ in nothing but such calls, with those of the units that are called."""
    found: set[int] = set()
    for every in by_file(touched(pairs)):
        if len(every) > _MANY:
            continue
        new = {body.name: (body, pair) for pair in every if (body := body_of(pair, moved)) is not None}
        bodies = {name: body for name, (body, _) in new.items()}
        users = [pair for pair in every if pair.base is not None and pair.head is not None]
        for pair in users if new else ():
            names = _called(pair, bodies)
            found.update(id(new[name][1]) for name in names)
            found.update((id(pair),) if names else ())
    return frozenset(found)


def _called(pair: Pair, bodies: dict[str, Body]) -> frozenset[str]:
    """The units of `bodies` that one side of a unit calls, if that is all in which it differs."""
    base, head = pair.base, pair.head
    if base is None or head is None or max(len(base.tokens), len(head.tokens)) > _MOST:
        return frozenset()
    names = frozenset(name for name in bodies if (name in base.tokens) != (name in head.tokens))
    for calling, whole in ((head, base), (base, head)):
        used = {name: bodies[name] for name in names if name in calling.tokens}
        if used and len(used) == len(names):
            for tokens in _expansions(calling, whole, used):
                if tokens == whole.tokens:
                    return frozenset(used)
    return frozenset()


def _expansions(calling: Part, whole: Part, bodies: dict[str, Body]) -> Iterator[Tokens]:
    """The tokens of a unit with bodies in the places of their calls, in the forms that these may have there."""
    places = [at for at, token in enumerate(calling.tokens) if token in bodies]
    if len(places) > _CALLS:
        return
    forms = []
    for at in places:
        call = _call(calling, at, bodies[calling.tokens[at]])
        if call is None or not _means_the_same(call, calling, whole):
            return
        forms.append([(call.start, call.end, form) for form in call.forms])
    for chosen in product(*forms):
        tokens = calling.tokens
        for start, end, form in reversed(chosen):
            tokens = (*tokens[:start], *form, *tokens[end:])
        yield tokens


class Call(Record):
    """A call in a unit, from `start` to `end` with what its value is given to, and what may stand in its place."""

    start: int
    end: int
    forms: tuple[Tokens, ...]
    body: Body
    handed: tuple[str, ...]


def _call(calling: Part, at: int, body: Body) -> Call | None:
    tokens = calling.tokens
    language = calling.behaviour().language.name
    start, asked = _asked(tokens, at)
    if tokens[at + 1 : at + 2] == ("(",):
        end = closing(tokens, at + 1) + 1
        handed = listed(tokens[at + 2 : end - 1])
    elif language in words()["bare"]:
        end, handed = at + 1, []
    else:
        return None
    if (
        asked
        and asked not in words()["own"]
        and asked != body.part.name.rpartition(".")[0].rpartition(".")[2]
    ):
        return None
    if _takes_asked(body, language) and asked:
        handed = [(asked,), *handed]
    if not asked and "this" in body.tokens and language in SCRIPTS:
        return None
    plain = [tuple(token for token in one if token not in "$&*") for one in handed]
    if len(plain) != len(body.takes) or not all(_is_plain(one, body) for one in plain):
        return None
    put = dict(zip(body.takes, plain, strict=True))
    inside = _with(body.tokens, put)
    names = tuple(one[0] for one in plain)
    if body.is_value:
        return Call(start, end, _values(inside, tokens, start, end), body, names)
    return _statement(Call(start, end, (inside,), body, names), tokens, language)


def _takes_asked(body: Body, language: str) -> bool:
    """Whether the first that a unit takes is who is asked."""
    return body.part.kind == "method" and language in words()["asked_first"] and not body.part.decorators


def _asked(tokens: Tokens, at: int) -> tuple[int, str]:
    """Where a call begins whose name is at `at`, and who is asked."""
    if tokens[at - 1 : at] == (".",) and at > 1:
        return at - 2, tokens[at - 2] if tokens[max(at - 3, 0)] != "." else "."
    for sign in (("-", ">"), (":", ":")):
        if tokens[max(at - 2, 0) : at] == sign and at > 2:
            start = at - 3 - (tokens[max(at - 4, 0)] == "$")
            return start, tokens[at - 3]
    return at, ""


def _is_plain(handed: Tokens, body: Body) -> bool:
    """Whether what is handed in is the same wherever the body asks for it."""
    if len(handed) == 1:
        return is_literal(handed[0]) or _NAME.match(handed[0]) is not None
    members = all(token == "." if at % 2 else _NAME.match(token) for at, token in enumerate(handed))
    return bool(handed) and members and len(handed) % 2 == 1 and body.is_value and "(" not in body.tokens


def _with(tokens: Tokens, put: dict[str, Tokens]) -> Tokens:
    """`tokens` with other tokens in the places of names that are no members."""
    found: list[str] = []
    for at, token in enumerate(tokens):
        member = is_member(tokens, at)
        found += (token,) if member or token not in put else put[token]
    return tuple(found)


def _values(inside: Tokens, tokens: Tokens, start: int, end: int) -> tuple[Tokens, ...]:
    """A value as it may stand in the place of a call."""
    before, after = tokens[start - 1 : start], tokens[end : end + 1]
    if _SIGNS.isdisjoint(_outside(inside)) and not {"and", "or", "not", "in", "is", "if"} & set(inside):
        return (inside, ("(", *inside, ")"))
    alone = (not before or before[0] in words()["before"]) and (not after or after[0] in words()["after"])
    return (inside, ("(", *inside, ")")) if alone else (("(", *inside, ")"),)


def _outside(tokens: Tokens) -> Iterator[str]:
    """The tokens that stand in no bracket."""
    depth = 0
    for token in tokens:
        depth -= token in ")]}"
        if not depth:
            yield token
        depth += token in "([{"


def _statement(call: Call, tokens: Tokens, language: str) -> Call | None:
    """A call that is a statement, with what its value is given to."""
    start, end, inside = call.start, call.end, call.forms[0]
    end += tokens[end : end + 1] == (";",)
    if call.body.given == ("return",):
        return _last(call, tokens, language, end)
    if call.body.given:
        return _giving(call, tokens, language, end)
    if not _begins(tokens, start, language) or not _ends(tokens, call.end, language):
        return None
    blocks = _DEEPEST if language in words()["asked_first"] else 1
    forms = tuple((*inside, *("<" for _ in range(deep))) for deep in range(blocks))
    return call._replace(end=end, forms=forms)


def _last(call: Call, tokens: Tokens, language: str, end: int) -> Call | None:
    """A call that is the last of all that is done, and whose value is given back."""
    begins = tokens[call.start - 1 : call.start] == ("return",) and _begins(tokens, call.start - 1, language)
    last = {*tokens[end:]} <= {"}", "<"} and table().loops.isdisjoint(tokens)
    inside = call.forms[0]
    inside = inside if end > call.end or inside[-1] != ";" else inside[:-1]
    return call._replace(start=call.start - 1, end=end, forms=(inside,)) if begins and last else None


def _giving(call: Call, tokens: Tokens, language: str, end: int) -> Call | None:
    """A call whose value is given to a local, or given back, that the body has under the same name."""
    start, inside = call.start, call.forms[0]
    made = _with(call.body.given, dict(zip(call.body.takes, ((one,) for one in call.handed), strict=True)))
    if tokens[start - 1 : start] == ("return",):
        sign = ("$",) if language == "php" else ()
        whole = _begins(tokens, start - 1, language) and _ends(tokens, call.end, language)
        return call._replace(start=start - 1, forms=((*inside, "return", *sign, *made),)) if whole else None
    sign_at = start - (2 if tokens[start - 2 : start] == (":", "=") else 1)
    if tokens[start - 1 : start] != ("=",) or tokens[sign_at - 1 : sign_at] != made:
        return None
    at = sign_at - 1
    while at and (tokens[at - 1] in words()["declares"] or _is_type(tokens, at - 1, language)):
        at -= 1
    whole = _begins(tokens, at, language) and _ends(tokens, call.end, language)
    return call._replace(start=at, end=end, forms=(inside,)) if whole else None


def _is_type(tokens: Tokens, at: int, language: str) -> bool:
    known = language in words()["ended"] and _NAME.match(tokens[at]) is not None
    return (
        known and tokens[at] not in words()["words"] - {"int", "string", "bool"} and tokens[at - 1] in ";{}"
    )


def _begins(tokens: Tokens, at: int, language: str) -> bool:
    """Whether a statement begins at a place."""
    before = tokens[at - 1] if at else ";"
    if before in "{};":
        return True
    if language in words()["asked_first"]:
        return before in "<>:" or _may_end(before)
    if language in words()["ended"]:
        return False
    if before == ")":
        opened = opening(tokens, at - 1)
        return opened > 0 and tokens[opened - 1] not in words()["asks"]
    if language in words()["commands"]:
        return before in words()["begins"]
    return before == "]" or _may_end(before)


def _may_end(token: str) -> bool:
    """Whether a statement may end with a token, where none has a sign at its end."""
    return (
        token in ")]"
        or is_literal(token)
        or (_NAME.match(token) is not None and token not in words()["words"])
    )


def _ends(tokens: Tokens, end: int, language: str) -> bool:
    """Whether a statement ends before a place."""
    after = tokens[end] if end < len(tokens) else ";"
    if after in ";}":
        return True
    if language in words()["ended"] or not (after in "<@" or _NAME.match(after)):
        return False
    if language in words()["asked_first"] and after in ("if", "for", "with"):
        return _is_block(tokens, end)
    return after not in words()["goes_on"] and (after != "if" or language not in words()["commands"])


def _is_block(tokens: Tokens, at: int) -> bool:
    """Whether a word of Python begins a block, as what it asks ends with a colon."""
    depth = 0
    for token in tokens[at:]:
        depth += (token in "([{") - (token in ")]}")
        if depth < 0 or (not depth and token in (":", "else")):
            return not depth and token == ":"
    return False


def _means_the_same(call: Call, calling: Part, whole: Part) -> bool:
    """Whether every name of a body is one of the same thing where it stood: none of a local that is not handed in."""
    body = call.body
    rest = _plain_names((*calling.tokens[: call.start], *calling.tokens[call.end :]))
    inside = _plain_names(body.tokens) - {*body.takes, *words()["words"]}
    written = _written(body.tokens)
    handed = dict(zip(body.takes, call.handed, strict=True))
    left = {handed.get(name, name) for name in written} - {handed.get(name, name) for name in body.given}
    if not left.isdisjoint(rest) or not (written - set(body.takes)).isdisjoint(call.handed):
        return False
    shared = inside & rest - {body.name} - set(body.given)
    return not any(name in whole.signature[1:] or are_local(whole, [name]) for name in shared)


def _plain_names(tokens: Tokens) -> set[str]:
    """The names that are members of nothing, those in templates among them."""
    found = {token for at, token in enumerate(tokens) if _NAME.match(token) and not is_member(tokens, at)}
    return found.union(
        *(_WORD.findall(token) for token in tokens if token[0] == TEXT and not _HOLED.isdisjoint(token))
    )


def _written(tokens: Tokens) -> set[str]:
    """The names that are given a value, and are members of nothing."""
    found = set()
    for at, token in enumerate(tokens):
        if _NAME.match(token) and not is_member(tokens, at):
            after = (*tokens[at + 1 : at + 3], "", "")
            plain = after[0] == "=" and after[1] not in ("=", ">")
            if plain or after[:2] in _WRITES or (after[0] in _ADDS and after[1] == "="):
                found.add(token)
    return found
