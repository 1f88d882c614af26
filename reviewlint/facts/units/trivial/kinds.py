"""Small kinds of change that no reviewer asks a test for: another value of a setting, one more entry of a table, a
constant, code that is only taken out, a method that only hands a field on. Told from tokens, in every language.

A number in arithmetic, a comparison or a call is no setting: that is where bugs are mended.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing, is_in_call, open_at
from reviewlint.facts.units.literals import TEXT, is_literal, shape_of, table, whole_numbers
from reviewlint.facts.units.moved.gone import without_functions_gone
from reviewlint.facts.units.stretches import slid, stretches
from reviewlint.facts.units.trivial.assembled import adds_text
from reviewlint.facts.units.trivial.endings import lets_go_otherwise
from reviewlint.facts.units.trivial.entries import is_dependency, is_entry
from reviewlint.facts.units.trivial.options import is_option
from reviewlint.facts.units.trivial.overridden import overrides_constants
from reviewlint.facts.units.trivial.patterns import is_pattern
from reviewlint.facts.units.trivial.process import sets_process_up
from reviewlint.facts.units.trivial.rows import without_rows
from reviewlint.facts.units.trivial.schedules import only_schedules
from reviewlint.facts.units.trivial.sortcopies import sorts_copies
from reviewlint.facts.units.trivial.taken import only_keeps, takes_in_another
from reviewlint.facts.units.trivial.texts import appends_text
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Container

    from reviewlint.facts.units.behaviour import Tokens
    from reviewlint.facts.units.side import Part
    from reviewlint.facts.units.stretches import Stretches

_MOST = 60  # tokens that may differ: beyond that it is no small change
_MOST_ENTRIES = 300  # the same of entries
_CHOICES = frozenset(("when", "match", "switch", "receive", "select"))
_HEAD = 40  # tokens between such a word and its arms
_CLOSES = frozenset(")]}")
_SIGNS = frozenset("=!<>+-*/%&|^~.:?")
_MACHINE = regex(
    r"[%$]?[{(][\w.]*[})]|%[sdif]|\\|^\x02(select|insert|update|delete)\b|^\x02(get|post|put|patch|head|options)$|[/?&=]|[.*+^$|()\[\]]",
    re.IGNORECASE,
)
FRAMES = frozenset(("class", "module", "interface", "enum", "type"))
_LITERALS = r"(?:L|[\[({](?:L[,:=>]*)*[\])}])"
_DECLARATIONS = regex(rf"[;,]?(?:={_LITERALS}[;,]?)?(?:[W:<>\[\]?|,$]*W={_LITERALS}[;,]?)*[W:<>\[\]?|$]*")
_FIELD = r"(?:\$? ?(?:this|self) ?(?:\.|- >) ?\w+|@ ?\w+)"
_MEMBER = rf"(?:& (?:mut )?)?{_FIELD}(?: (?:\? \.|\.|- >) \w+){{0,2}}"
_FLUENT = regex(
    rf"\{{ (?:{_FIELD} = \$? ?\w+ ; )+(?:{_FIELD} \( \$? ?\w+ (?:, \$? ?\w+ )*\) ; )*return \$ ?this ; \}} "
    rf"|\{{ (?:{_FIELD} = \w+ ;? ?)+(?:{_FIELD} \( \w+ (?:, \w+ )*\) ;? ?)*return this ;? ?\}} "
)
_DESCRIBED = regex(r"(?:, )?(?:\w+ (?:=|:) (?:\w+ \( (?:L )+\) |\( (?:L )+\) |(?:L )+)(?:, )?)+")
_NAMED = regex(r"(\w+) [=:] ")
_CLASS = r"(?:L |[A-Z]\w* : : class |typeof \( \w+ \) )"
_REGISTERS = regex(
    rf"(?:\\? ?[A-Z]\w* : : \w+ \( (?:(?:\w+ : )?{_CLASS}(?:, )?)*\) ; "
    rf"|\$ this - > app - > (?:bind|singleton|scoped|alias|tag)\w* \( {_CLASS}(?:, {_CLASS})*(?:, )?\) ; "
    rf"|(?:\w+ \. )*[sS]ervices \. (?:Try)?Add\w+ (?:< [\w ,]*> )?\( (?:{_CLASS}(?:, )?)*\) ; )+"
)
_PATH = r"(?:\$ )?[A-Za-z_]\w*(?: (?:\? \.|\.|- >) \w+)*"
_LOOKS_UP = regex(rf"(?:(?:= >|=) )?(?:[{{:>] )?(?:> )?(?:return )?({_PATH}) (?:; )?(?:[}}<] )?(?:; )?")
_NO_PARAMETERS = regex(r"\( (?:(?:& )?(?:mut )?(?:self|this) )?\) (?:= > |: |\{ )?\Z")
_RECEIVER = regex(r"func \( (?P<name>\w+) (?:\* )?[A-Z_a-z]\w* (?:\[ [\w ,]* \] )?\) ")
_GIVES_FIELD = regex(
    r"\{ (?:if (?P<guarded>\w+)(?: \. \w+){0,3} = = L "
    r"\{ (?:return (?:L |(?:& )?(?:\w+ \. )?\w+ \{ \} )"
    r"|(?P=guarded)(?: \. \w+){0,3} = (?:& )?(?:\w+ \. )?\w+ \{ \} )\} )?"
    r"return (?:& )?(?P<owner>\w+)(?: \. \w+){1,3} \} "
)
_MADE_BY = (
    r"(?:\w+ \. ){0,3}(?:copyOf|unmodifiable\w*|asReadOnly|freeze|clone|cloneDeep|copy|from"
    r"|list|tuple|dict|set|frozenset|array|List|Array|Set|Map)"
)
_NEW = r"new (?:\w+ \. )*(?:[A-Z]\w*)?(?:List|Set|Map|Dictionary|Collection|Date) (?:< [\w ,]*> )?"
_COPYING = r"(?:clone|copy|slice|dup|ToList|ToArray|toList|toSet|toMap|to_vec|to_owned)"
_COPIED = regex(
    rf"(?:(?<=return )|(?<== )|(?<=^)|(?<=> ))(?:{_MADE_BY} \( (?P<given>(?:\$ )?{_FIELD}|\w+) \) "
    rf"|{_NEW}\( (?P<made>{_FIELD}|\w+) \) "
    rf"|\[ \. \. \. (?P<spread>{_FIELD}|\w+) \] |\{{ \. \. \. (?P<object>{_FIELD}|\w+) \}} "
    rf"|(?P<own>{_FIELD}|\w+) (?:\. |- > ){_COPYING} \( \) )(?=;|\}}|end |$)"
)
_SHORT = 16  # tokens
_SAYS = r"(?:\x02[^\x02]*? )?"
_MISSING = regex(
    r"(?:[{=>:] )*(?:"
    r"(?:throw new|raise|throw) (?:system \. |kotlin \. )?"
    r"(?:notimplemented|unsupportedoperation|notsupported)(?:exception|error)? (?:: : new )?"
    rf"(?:\( {_SAYS}\) )?|(?:todo|unimplemented) ! \( {_SAYS}\) |todo \( {_SAYS}\) |\? \? \? "
    r"|(?:panic|fatalerror|throw new error|throw error|raise) "
    r"\( \x02(?:method |function )?(?:is )?not (?:yet )?implemented(?: yet)?[.!]? \) "
    r")(?:; )?(?:\} |< |end )?"
)
_ITSELF = frozenset(
    (
        ("{", "return", "$", "this", ";", "}"),
        ("{", "return", "this", ";", "}"),
        ("{", "return", "this", "}"),
        ("{", "return", "self", "}"),
        ("return", "self"),
        ("self", "end"),
        ("{", "self", "}"),
        ("=", "this"),
    )
)
_NOTHING = frozenset(("{", "}", ";", "pass", "end", "=", ">"))
_ONE_CONSTANT = regex(
    r"(?:[{=>:] )*(?:return )?(?:L |\[ \] |\{ \} |(?:\w+ (?:\. |: : ))?(?:of|empty\w*|Empty\w*|new|default"
    r"|listOf|mapOf|setOf|Vec|List|Map|Set|Array|Seq|Nil) (?:< [\w ,]*> )?(?:\( \) )?)(?:; )?(?:\} |end )?"
)
_ACCESSOR = regex(
    r"(?:[{:>=]|= >)? ?"
    rf"(?:(?:return )?{_MEMBER} ?;? ?|(?:{_FIELD} = \$? ?\w+ ;? ?)+(?:return \$?(?:this|self) ?;? ?)?)"
    r"(?:[}<]|\bend\b)? ?"
)


def kind_of(base: Part, head: Part) -> str:
    """The kinds of a change from `base` to `head` that need no test, with "and" between them; "" for any other."""
    if takes_in_another(base, head) or (_is_fluent(base) and _is_fluent(head)):
        return "accessors"
    if _only_registers(base, head) or only_schedules(base, head) or overrides_constants(base, head):
        return "wiring"
    if lets_go_otherwise(base, head):
        return "releases"
    if sorts_copies(base, head):
        return "copies"
    if hands_on(head) and base.signature == head.signature and _uncopied(base) == _uncopied(head):
        return "accessors"
    return kinds_of(base.tokens, head.tokens, head.kind in FRAMES)


@lru_cache(maxsize=8)  # without its texts, its looks or its markup a unit is mostly what it is with them
def kinds_of(before: Tokens, after: Tokens, frame: bool) -> str:
    """The same of tokens; `frame`: they are of a type, whose declarations are its members."""
    before, after = whole_numbers(before), whole_numbers(after)
    before = without_functions_gone(before, after)
    if before == after:
        return "code that went"
    kinds = [
        _kinds_of_run(Edit(old, new, before, after, a, b), frame) for old, new, a, b in _runs(before, after)
    ]
    for kind in kinds[0] if kinds else ():
        if all(kind in other for other in kinds):
            return kind
    if kinds and all(kinds):
        return " and ".join(sorted({kind[0] for kind in kinds}))
    return "entries" if _only_entries(without_rows(before), without_rows(after)) else ""


def _only_entries(before: Tokens, after: Tokens) -> bool:
    """Whether only entries differ, of which there may be more than of others, as they decide nothing."""
    runs = _runs(before, after, _MOST_ENTRIES)
    return bool(runs) and all(is_entry(old, before, a) and is_entry(new, after, b) for old, new, a, b in runs)


class Edit(Record):
    """A stretch that differs: what stood there, what stands there, in which tokens and where."""

    old: Tokens
    new: Tokens
    before: Tokens
    after: Tokens
    a: int
    b: int


def _kinds_of_run(edit: Edit, frame: bool) -> list[str]:
    """The kinds that an edit may be of, the likeliest first."""
    old, new, before, after, a, b = edit
    found = {
        "code that went": not new and _only_went(old, before, a),
        "texts": (_only_describes(old) and _only_describes(new))
        or (not old and any(map(appends_text, (one for one, _ in slid(new, after, b))))),
        "values": _is_value(old, new, after, b)
        or (frame and _is_member(old, new, after, b))
        or (not old and (is_option(new, after, b) or sets_process_up(new, after, b))),
        "constants": frame
        and not any(map(is_pattern, (*old, *new)))
        and (
            (_declares(old, before, a) and _declares(new, after, b))
            or (not old and adds_text(new, after, b))
            or (not new and adds_text(old, before, a))
        ),
        "entries": (is_entry(old, before, a) and is_entry(new, after, b))
        or (is_dependency(old, before, a) and is_dependency(new, after, b)),
    }
    return [kind for kind, holds in found.items() if holds]


def is_branch(went: Container[str]) -> bool:
    """Whether the tokens that were taken out are of a branch that leaves nothing: no guard, no part of a condition."""
    words = table()

    def has(some: frozenset[str]) -> bool:
        return any(word in went for word in some)

    return has(words.branches) and not has(words.leaves) and (has(words.loops) or not has(words.leaves_loop))


def hands_on(part: Part) -> bool:
    """Whether a method does nothing, or only gives out a field or a copy of it, or takes arguments into fields."""
    if part.kind not in ("method", "function") or not 0 < len(part.inner) <= _MOST:
        return False
    if (
        only_keeps(part)
        or part.inner in _ITSELF
        or _NOTHING.issuperset(part.inner)
        or _gives_constant(part)
        or _is_missing(part)
    ):
        return True
    if len(part.inner) == 1 or (len(part.inner) == 2 and part.inner[0] == "="):
        named = part.inner[-1].isidentifier() and not is_literal(part.inner[-1])
        return named and (part.signature[:1] == ("override",) or _takes_nothing(part.signature, ">"))
    return _ACCESSOR.fullmatch(_uncopied(part)) is not None or _is_fluent(part) or looks_up(part)


def _is_missing(part: Part) -> bool:
    """Whether a function only says that nobody has written it: `throw new NotImplementedException()`, `todo!()`."""
    said = " ".join(map(str.lower, part.inner)) + " "
    return len(part.inner) <= _SHORT and _MISSING.fullmatch(said) is not None


def _uncopied(part: Part) -> str:
    """What a method does, fields and arguments themselves in the place of copies of them."""
    text = " ".join(part.inner) + " "
    if "." not in part.inner and "(" not in part.inner:
        return text
    return _COPIED.sub(lambda found: f"{next(filter(None, found.groups()))} ", text)


def _gives_constant(part: Part) -> bool:
    """Whether a method of an interface has only what its heirs do where they say nothing: one constant."""
    return part.owner == "interface" and _ONE_CONSTANT.fullmatch(shape_of(part.inner)) is not None


def looks_up(part: Part) -> bool:
    """Whether a function that takes nothing only gives out a name, or a field of one, as `() => props.name` does.

    In Ruby, whose bodies end in a word, a name may be a call.
    """
    if part.inner[-1] == "end":
        return False
    found = _LOOKS_UP.fullmatch(" ".join(part.inner) + " ")
    if found is None:
        return _is_go_accessor(part)
    names = found[1].split()
    if any(is_literal(name) or name in table().decides for name in names if name.isidentifier()):
        return False
    return _takes_nothing(part.signature) or _is_go_accessor(part)


def _takes_nothing(signature: Tokens, end: str = "") -> bool:
    """Whether the last brackets of a head, which ends with `end`, are empty, or hold the object itself."""
    text = " ".join(signature) + " "
    return text.rstrip().endswith(end) and _NO_PARAMETERS.search(text) is not None


def _is_go_accessor(part: Part) -> bool:
    """Whether a method gives out a field of its receiver, whatever that is called, or nothing where there is none."""
    receiver = _RECEIVER.match(" ".join(part.signature) + " ")
    if receiver is None:
        return False
    found = _GIVES_FIELD.fullmatch(shape_of(part.inner))
    return found is not None and {found["owner"], found["guarded"]} <= {receiver["name"], None}


def _is_fluent(part: Part) -> bool:
    """Whether a method takes its arguments into fields, itself or by methods of its own, and returns its object."""
    if part.kind != "method" or not 1 < len(part.inner) <= _MOST:
        return False
    return _FLUENT.fullmatch(" ".join(part.inner) + " ") is not None


def _only_registers(base: Part, head: Part) -> bool:
    """Whether a method that puts an application together got a statement of nothing but names and literals."""
    owner, _, name = head.name.rpartition(".")
    if name not in table().bootstraps or not owner.endswith(tuple(table().assembles)):
        return False
    runs = _runs(base.tokens, head.tokens)
    return bool(runs) and all(not old and _registers(new) for old, new, _, _ in runs)


def _registers(run: Tokens) -> bool:
    """Also a run that begins in the end of the statement before it, as differences are told."""
    shape = shape_of(run)
    return _REGISTERS.fullmatch(shape) is not None or _REGISTERS.fullmatch(f"{shape[2:]}; ") is not None


def _runs(before: Tokens, after: Tokens, most: int = _MOST) -> Stretches:
    """The stretches that differ; none where more than `most` tokens do."""
    runs = stretches(before, after) or []
    return runs if sum(len(old) + len(new) for old, new, _, _ in runs) <= most else []


def _only_describes(run: Tokens) -> bool:
    """Whether a run is nothing, or named arguments and entries that hold words for people."""
    shape = "".join("L " if token[0] == TEXT else f"{token} " for token in run if token)
    found = _DESCRIBED.fullmatch(shape)
    return not run or (found is not None and all(name in table().describes for name in _NAMED.findall(shape)))


def _only_went(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether what was taken out decides nothing, is no link of a chain, no argument, no arm and not all of a list."""
    if at and (tokens[at - 1], *tokens[at + len(run) : at + len(run) + 1]) == ("[", "]"):
        return False
    if ">" in run and _is_in_choice(tokens, at):
        return False
    linked = "." in tokens[max(at - 1, 0) : at + 1] or tokens[max(at - 2, 0) : at] == ("-", ">")
    return not linked and table().decides.isdisjoint(run) and not _is_given(tokens, at)


def _is_given(tokens: Tokens, at: int) -> bool:
    """Whether a place stands among the arguments of a call, or in an object or list that is one."""
    for depth, place in enumerate(open_at(tokens, at)):
        before = tokens[place - 1] if place else ""
        if tokens[place] == "(":
            return not (depth and _holds_parameters(tokens, place))
        if before not in ("(", ",", ":", "[", "{", "="):
            return False
    return False


def _holds_parameters(tokens: Tokens, opened: int) -> bool:
    """Whether a bracket is that of a function, whose parameters may be taken apart in it: `({ name }) => name`."""
    end = closing(tokens, opened)
    return tokens[end + 1 : end + 2] == ("{",) or tokens[end + 1 : end + 3] == ("=", ">")


def _is_in_choice(tokens: Tokens, at: int) -> bool:
    """Whether a place stands among the arms of a choice: `when (x) {`, `match x {`, `x switch {`."""
    opened = next(open_at(tokens, at), None)
    if opened is None or tokens[opened] != "{":
        return False
    start = opened
    while start and opened - start < _HEAD and tokens[start - 1] not in ("{", "}", ";"):
        start -= 1
    return not _CHOICES.isdisjoint(tokens[start:opened])


def _is_value(old: Tokens, new: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether one literal takes the place of another where a setting, a default or an arm of a choice has its value."""
    if len(old) != 1 or len(new) != 1 or not (is_literal(old[0]) and is_literal(new[0])):
        return False
    if any(token[0] == TEXT and _MACHINE.search(token) for token in (*old, *new)):
        return False
    if _waits(old, new, tokens, at):
        return True
    before, further = tokens[at - 1] if at else "", tokens[at - 2] if at > 1 else ""
    if before == "?" or (before == ">" and further == "="):
        return True
    if before == ":":
        return further != ":"
    if before != "=" or further in _SIGNS - {":"}:
        return False
    return new[0][0] == TEXT or is_in_call(tokens, at)


def _is_member(old: Tokens, new: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a field begins with another member of the same enumeration: `style = Style.ROUND`."""
    if len(old) != 1 or len(new) != 1 or tokens[at - 1 : at] != (".",) or at < 3:
        return False
    named = all(one[0].isupper() and one.isidentifier() for one in (*old, *new, tokens[at - 2]))
    return named and tokens[at - 3] == "=" and tokens[at + 1 : at + 2] not in (("(",), (".",))


def _waits(old: Tokens, new: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether one number takes the place of another in how long is waited: `setTimeout(show, 500)`."""
    if not (old[0][0].isdigit() and new[0][0].isdigit()):
        return False
    opened = next(open_at(tokens, at), 0)
    return opened > 0 and tokens[opened] == "(" and tokens[opened - 1] in table().waits


def _declares(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run holds nothing but declarations of names with literal values, or one such name or value.

    One that begins in the end of the declaration before it is read from there on; `pass` says that there are none.
    """
    if run == ("pass",):
        return True
    if run and run[0] in _CLOSES and tokens[at + len(run) : at + len(run) + 1] == run[:1]:
        run = (*run[1:], run[0])
    shape = "".join(map(_shape, run))
    if shape == "W":
        return tokens[at + 1 : at + 2] == ("=",)
    return shape in ("", "L") or ("=" in shape and _DECLARATIONS.fullmatch(shape) is not None)


def _shape(token: str) -> str:
    if is_literal(token):
        return "L"
    return "W" if token.isidentifier() and token not in table().decides else token
