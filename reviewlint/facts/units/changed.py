"""Which definitions a change touches, and whether what they do changed: both sides compared by tokens."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING

from reviewlint.facts.model import Unit, Units, Unseen
from reviewlint.facts.roles.omitted import omitted
from reviewlint.facts.units.differing import differing, edit_of
from reviewlint.facts.units.likeness import is_one_more
from reviewlint.facts.units.literals import table
from reviewlint.facts.units.looks.composed import only_looks_otherwise
from reviewlint.facts.units.moved.expanded import expanded
from reviewlint.facts.units.moved.extracted import extracted
from reviewlint.facts.units.moved.gone import (
    only_entries_went,
    only_fields_went,
    only_local_went,
    went_with_others,
)
from reviewlint.facts.units.moved.made import made_members
from reviewlint.facts.units.moved.moves import Pair, moves
from reviewlint.facts.units.moved.named import named_values
from reviewlint.facts.units.moved.ported import Ports
from reviewlint.facts.units.moved.registered import registers_the_same
from reviewlint.facts.units.moved.relocated import relocated
from reviewlint.facts.units.moved.renamed import rejoined
from reviewlint.facts.units.moved.reverted import taken_back
from reviewlint.facts.units.moved.symbols import renamed_symbols
from reviewlint.facts.units.moved.unused import only_unused_went
from reviewlint.facts.units.newones import declares_only, kind_of_new
from reviewlint.facts.units.pairs import by_name, pairs_of
from reviewlint.facts.units.same.arrows import become_arrows
from reviewlint.facts.units.same.columns import renamed_columns
from reviewlint.facts.units.same.hosts import asks_for_host
from reviewlint.facts.units.same.imported import imported_otherwise
from reviewlint.facts.units.same.lazily import only_loads, same_but_for_marks
from reviewlint.facts.units.same.own import marks_private
from reviewlint.facts.units.same.qualified import only_imports
from reviewlint.facts.units.same.renames import follows, renames_member
from reviewlint.facts.units.same.sameness import says_the_same
from reviewlint.facts.units.same.standing import names_what_stood
from reviewlint.facts.units.same.versions import without_versions
from reviewlint.facts.units.side import Part
from reviewlint.facts.units.trivial.annotations import only_marks
from reviewlint.facts.units.trivial.answers import answers_more
from reviewlint.facts.units.trivial.capitals import as_constants
from reviewlint.facts.units.trivial.constants import folds
from reviewlint.facts.units.trivial.endings import asks_for_released
from reviewlint.facts.units.trivial.handed import only_hands_on_options
from reviewlint.facts.units.trivial.kinds import FRAMES, is_branch, kind_of, kinds_of
from reviewlint.facts.units.trivial.loggers import only_calls_loggers, only_hands_loggers
from reviewlint.facts.units.trivial.printed import only_prints
from reviewlint.facts.units.trivial.retyped import only_retyped
from reviewlint.facts.units.trivial.settings import only_settles
from reviewlint.facts.units.trivial.siblings import adds_siblings
from reviewlint.facts.units.trivial.texts import says_by_lookup
from reviewlint.facts.units.trivial.tongues import without_translations
from reviewlint.facts.units.trivial.upgrades import adapts, upgraded
from reviewlint.facts.units.unparsed import untouched
from reviewlint.facts.units.unread import units_of
from reviewlint.regex import regex
from reviewlint.syntax.language import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.sources import Sources
    from reviewlint.facts.units.behaviour import Tokens

_ACCESSORS = frozenset(("get", "set", "init", "{", "}", ";", "private", "protected", "internal"))
_LAYOUT = "layout, comments, annotations or imports"
_MENDED = 24  # tokens
_FEW = 10  # tokens, however often each came
_WRITTEN = ("added", "changed", "less")


def establish(facts: Facts) -> Units:
    """The units of the changed production files, in path order, and the files that could not be read."""
    pairs: list[Pair] = []
    unseen: list[Unseen] = []
    files = [file for file in facts.files if file.role == "source"]
    for file in files:
        if not file.language:
            continue
        problem = _problem(facts.sources, file.path)
        if problem:
            unseen.append(Unseen(file.path, problem))
        else:
            pairs += pairs_of(facts.sources, file)
    moved, renamed = _moves(pairs, renamed_symbols(facts, pairs))
    pairs, names = rejoined(pairs, moved)
    renamed = (renamed_columns(facts.files, facts.sources) if pairs else {}) | names | renamed
    units, unread = units_of(files, facts.sources, renamed)
    units += _covered(facts, _ported(facts, pairs, _judged(facts, pairs, moved, renamed)))
    return Units(tuple(sorted(units, key=lambda unit: unit.path)), (*unseen, *unread))


def _problem(sources: Sources, path: str) -> str | None:
    return sources.problem(path, "head") or sources.problem(path, "base")


def _moves(pairs: list[Pair], given: dict[str, str]) -> tuple[dict[int, str], dict[str, str]]:
    added = [pair for pair in pairs if pair.base is None and pair.head and pair.head.name]
    removed = [pair for pair in pairs if pair.head is None and pair.base and pair.base.name]
    return moves(removed, added, pairs, given)


def _judged(
    facts: Facts, pairs: list[Pair], moved: dict[int, str], renamed: dict[str, str]
) -> Iterator[Unit]:
    """Each pair with whether it behaves otherwise. What was only moved or renamed does not, nor what follows."""
    standing = cache(lambda path: _standing(facts, path))
    intact, undone = untouched(facts.sources), taken_back(facts)
    cut = relocated(pairs, moved) | extracted(pairs, moved)
    same = named_values(facts, pairs) | expanded(pairs, moved) | _rewritten(pairs)
    for pair in pairs:
        if pair.base is pair.head and not pair.unbound:
            continue
        if pair.unbound:
            yield _unit(pair, True, pair.unbound)
        elif undone(pair):
            yield _unit(pair, False, "taken back")
        elif pair.head is not None and id(pair.head) in moved:
            yield _unit(pair, False, moved[id(pair.head)])
        elif id(pair) in same:
            yield _unit(pair, False, "the same in other words")
        elif id(pair) in cut and not (pair.base and pair.head and pair.base.tokens == pair.head.tokens):
            yield _unit(pair, True, "moved code")
        elif pair.base is None and pair.head is not None and intact(pair.path, pair.head):
            yield _unit(pair, False, _LAYOUT)
        elif (
            pair.base is None
            and pair.head is not None
            and is_one_more(pair.head, partial(standing, pair.path))
        ):
            yield _unit(pair, True, "one more like others")
        elif pair.base is None or pair.head is None:
            yield from _one_sided(pair)
        else:
            behaviour, reason = _compared(pair.base, pair.head, renamed)
            if reason == "changed" and intact(pair.path, pair.head):
                behaviour, reason = False, _LAYOUT
            if reason == "changed":
                behaviour, reason = _beside_others(facts, pair.path, pair.base, pair.head)
            if reason == "changed":
                reason = _small(pair.base, pair.head) or _more_or_less(pair.base.tokens, pair.head.tokens)
            yield _unit(pair, behaviour, reason)


def _rewritten(pairs: list[Pair]) -> frozenset[int]:
    """The ids of those that are written in another form of the language together with others of their file."""
    return marks_private(pairs) | made_members(pairs) | become_arrows(pairs)


def _ported(facts: Facts, pairs: list[Pair], units: Iterable[Unit]) -> Iterator[Unit]:
    """The units, those marked that only stand in another language than before."""
    ports = Ports(facts)
    parts = {
        (pair.path, pair.head.name, pair.head.line): pair.head for pair in pairs if pair.head is not None
    }
    for unit in units:
        part = parts.get((unit.path, unit.name, unit.line)) if unit.reason in _WRITTEN else None
        yield unit._replace(reason="ported") if part is not None and ports.has(unit.path, part) else unit


def _beside_others(facts: Facts, path: str, base: Part, head: Part) -> tuple[bool, str]:
    """What the packages, the imports and the language of its file make of a unit that changed."""
    if adapts(base.tokens, head.tokens, upgraded(facts, path)):
        return False, "calls of an upgraded package"
    if registers_the_same(facts, path, base, head) or only_imports(facts, path, base, head):
        return False, "the same in other words"
    if imported_otherwise(facts, path, base, head) or names_what_stood(facts, base, head):
        return False, "the same in other words"
    if renames_member(facts, base.tokens, head.tokens):
        return False, "follows a rename"
    if only_retyped(facts, path, base.tokens, head.tokens):
        return False, "declarations"
    if went_with_others(facts, path, base.tokens, head.tokens):
        return True, "code that went"
    if asks_for_released(base, head, lambda: _standing(facts, path, "head")):
        return True, "releases"
    if only_hands_loggers(base, head) or only_calls_loggers(
        base, head, lambda: _standing(facts, path, "head")
    ):
        return True, "log lines"
    if (
        base.is_broken
        and not head.is_broken
        and sum(some.total() for some in differing(base, head)) < _MENDED
    ):
        return True, "repaired syntax"
    language = language_of(path)
    if only_hands_on_options(base, head) or (language is not None and only_settles(base, head, language)):
        return True, "wiring"
    marked = language is not None and only_marks(base, head, language.name)
    return True, "annotations" if marked else "changed"


def _covered(facts: Facts, units: Iterable[Unit]) -> Iterator[Unit]:
    """The units, those that behave otherwise marked where coverage leaves their files out; a broken one is broken."""
    found = list(units)
    if not any(unit.behaviour and unit.name for unit in found):
        return iter(found)
    is_out = cache(omitted(facts.change))
    return (
        unit._replace(reason="code that coverage leaves out")
        if unit.behaviour and not unit.reason.startswith("uses ") and is_out(unit.path)
        else unit
        for unit in found
    )


def _standing(facts: Facts, path: str, side: Side = "base") -> list[Part]:
    """The units that the file has on one side."""
    file = next(file for file in facts.files if file.path == path)
    return [part for found in by_name(facts.sources, file, side).values() for part in found]


def _one_sided(pair: Pair) -> Iterator[Unit]:
    part = pair.head or pair.base
    if part is None or (not part.name and not part.tokens):
        return
    if pair.head is None:
        yield _unit(pair, False, "removed")
    elif declares_only(part):
        yield _unit(pair, False, "declarations")
    else:
        yield _unit(pair, True, kind_of_new(part))


def _compared(base: Part, head: Part, renamed: dict[str, str]) -> tuple[bool, str]:
    """Whether the unit behaves otherwise after, and in what kind of way."""
    before, after = base.tokens, head.tokens
    if before == after:
        return False, _LAYOUT
    if follows(base, head, renamed):
        return False, "follows a rename"
    if says_the_same(base, head):
        return False, "the same in other words"
    if head.kind in ("interface", "type") or _is_plain_property(head):
        return False, "declarations"
    if only_unused_went(base, head) or (head.kind == "class" and same_but_for_marks(before, after)):
        return False, "declarations"
    if without_versions(before) == without_versions(after):
        return False, "version"
    if without_translations(before) == without_translations(after):
        return False, "translations"
    if (
        len(before) == len(after)
        and Counter(before) == Counter(after)
        and base.in_any_order == head.in_any_order
    ):
        return False, "re-ordered"
    if base.without_logs == head.without_logs or _says_the_same_quietly(base, head):
        return True, "log lines"
    if base.without_signals == head.without_signals:
        return True, "metric lines"
    if says_by_lookup(base.without_texts, head.without_texts):
        return True, "texts"
    if as_constants(before) == as_constants(after):
        return True, "constants"
    if base.bare == head.bare:
        return True, "looks"
    if head.wires or (only_loads(base) and only_loads(head)):
        return True, "wiring"
    folded = folds(base, head)
    if folded == "same":
        return False, "the same in other words"
    return True, folded or "changed"


def _says_the_same_quietly(base: Part, head: Part) -> bool:
    """Whether one side only has a name for something in order to log it: `var x = f(); log(x); return x;`."""
    before, after = base.without_logs, head.without_logs
    if before is base.tokens and after is head.tokens:
        return False
    return base.behaviour().as_idioms(before) == head.behaviour().as_idioms(after)


def _small(base: Part, head: Part) -> str:
    """The kinds of a small change, beside other words and looks; "" for any other."""
    found = kind_of(base, head) or ("looks" if only_looks_otherwise(base, head) else "")
    found = found or ("guards" if asks_for_host(base, head) else "")
    found = found or ("texts" if answers_more(base, head) or only_prints(base.tokens, head.tokens) else "")
    if found:
        return found
    frame = head.kind in FRAMES
    worded, plain = (base.without_texts, head.without_texts), (base.bare, head.bare)
    for beside, (before, after) in (("texts", worded), ("looks", plain)):
        found = kinds_of(before, after, frame)
        if found:
            return f"{found} and {beside}"
    if adds_siblings(base, head):
        return "one more like others"
    drawn, draws = base.without_markup, head.without_markup
    return "markup" if drawn == draws or kinds_of(drawn, draws, frame) == "entries" else ""


def _is_plain_property(part: Part) -> bool:
    """Whether a property has no code of its own: `{ get; set; }`."""
    opened = next((at for at in range(len(part.tokens) - 1, 0, -1) if part.tokens[at] == "{"), 0)
    code = part.tokens[opened:] if opened else ()
    return "get" in code and _ACCESSORS.issuperset(code)


def _more_or_less(before: Tokens, after: Tokens) -> str:
    if not _is_part_of(after, before):
        return "changed"
    if is_branch(Counter(before) - Counter(after)):
        return "branches that went"
    if only_fields_went(before, after) or only_entries_went(before, after) or only_local_went(before, after):
        return "fields that went"
    return "less"


def _is_part_of(small: Tokens, large: Tokens) -> bool:
    """Whether `small` is `large` with tokens left out."""
    rest = iter(large)
    return len(small) < len(large) and all(token in rest for token in small)


def _unit(pair: Pair, behaviour: bool, reason: str) -> Unit:
    part = pair.head or pair.base
    if part is None:
        raise LookupError(f"{pair.path}: a unit stands on neither side")
    change = "removed" if pair.head is None else "added" if pair.base is None else "modified"
    went, came = differing(pair.base, pair.head) if behaviour else (Counter[str](), Counter[str]())
    words = went + came
    size = max(words.total(), 1) if behaviour else 0
    new = pair.base is None  # what is new returns something, and decides nothing by that
    decisions = sum(words[word] for word in table().decides if not (new and word == "return"))
    decisions += sum(words[word] for word in table().admits)
    place = (part.line, part.end_line)
    edit = edit_of(went, came) if reason == "changed" and len(words) < _FEW else ""
    found = Unit(pair.path, part.name, part.kind, change, *place, behaviour, reason, size, decisions)  # type: ignore[arg-type]
    is_page = behaviour and not part.name and _is_page(pair.path, part, decisions)
    gone = went.total()
    return found._replace(edit=edit, is_page=is_page, gone=gone) if edit or is_page or gone else found


def _is_page(path: str, part: Part, decisions: int) -> bool:
    """Whether what stands outside of functions is a page: a script that reads a request or answers it, or one that
    writes a page and got or lost `decisions`."""
    language = language_of(path)
    kinds = language.kinds if language is not None else None
    if kinds is None or not kinds.pages:
        return False
    writes = bool(decisions and kinds.prints) and regex(kinds.prints).search(part.own_text) is not None
    return writes or regex(kinds.pages).search(part.own_text) is not None
