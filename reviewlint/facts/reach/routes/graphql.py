"""Fields of a GraphQL schema: a test that sends `mutation { cartCreate { … } }` runs what resolves `cartCreate`.

A field is bound to code by a mark on a function (`@Query`, `@strawberry.field`, `@QueryMapping`, `#[Object]`), by the
name of a method (`resolve_carts`, gqlgen's `queryResolver.Carts`), by an entry of an object under `Query`, or by an
entry of the schema that names a class (`cart_create = CartCreate.Field()`, `field :cart_create, mutation: CartCreate`).
A field's name in a document is the one in code in camel case (GraphQL, October 2021, §2.8; Graphene, graphql-ruby).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reviewlint.data import bundled_toml
from reviewlint.enclosed import open_at
from reviewlint.facts.reach.target import is_class
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.users import Use
from reviewlint.record import Record
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS
from reviewlint.tables import as_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Assignment, Definition

_MOST_FILES = 60
_FAR = 6_000  # characters of a document before a field
_NAMED = regex(r"[\"']([A-Za-z_]\w*)[\"']")
_OPERATION = regex(r"\b(?:query|mutation|subscription)\b[^{}]*$")
_ANONYMOUS = regex(r"(?:[\"'`]|<<[~-]?\w+[^\n]*\n|\bgql\b[^\n]*)\s*$")
_ROOT = regex(r"(?:^|[\s{,])[\"']?(?:Query|Mutation|Subscription)[\"']?\s*[:=]\s*\{?$")


class _Table(Record):
    words: re.Pattern[str]
    marks: re.Pattern[str]
    owners: re.Pattern[str]
    prefixes: re.Pattern[str]
    suffixes: re.Pattern[str]
    entries: tuple[str, ...]
    entry_methods: frozenset[str]
    folders: re.Pattern[str]


@cache
def _table() -> _Table:
    return as_record(_Table, bundled_toml("reach.toml")["graphql"])


def documents(target: Target, code: Code, places: Iterable[tuple[str, int]] = ()) -> Iterator[Use]:
    """The places in tests of the documents that ask for a field which `target` resolves.

    `places`: where it is used; what declares a field of the query there is resolved with it.
    """
    fields = {name: None for path, line in places for name in _declared(code.file(path), line)}
    own = code.file(target.path) if target.kind in ("function", "method", "class") else None
    if own is not None and (_speaks(own) or _table().owners.search(target.owner_name)):
        fields |= dict.fromkeys(_fields(target, own, code))
    for field in fields:
        yield from _asking(field, code)


def _declared(file: CodeFile | None, line: int) -> Iterator[str]:
    """The field that a statement around `line` declares in the class of a query: `carts = Connection(where=…)`."""
    for one in _of_queries(file) if file is not None and line else ():
        if one.line <= line <= max(one.end_line, one.line):
            yield _camel(one.target)


@lru_cache(maxsize=256)  # a file is asked about at each of the places that use something
def _of_queries(file: CodeFile) -> tuple[Assignment, ...]:
    """What stands in the classes of queries."""
    own = (one for one in file.outline.assignments if one.scope >= 0)
    owned = ((file.outline.definitions[one.scope], one) for one in own)
    return tuple(one for owner, one in owned if is_class(owner) and _table().owners.search(owner.name))


def _speaks(file: CodeFile) -> bool:
    """Whether a file by its path or its imports has to do with a schema."""
    words = _table().words
    return bool(words.search(file.path)) or any(words.search(one.module) for one in file.outline.imports)


def _fields(target: Target, own: CodeFile, code: Code) -> Iterator[str]:
    """The names under which a schema offers `target`."""
    table = _table()
    definition = next((d for d in own.outline.definitions if d.name == target.qualified), None)
    if definition is None:
        return
    if target.kind == "class":
        yield from _entries(target.name, code)
        if table.folders.search(target.path):
            yield _camel(target.name)
        return
    mark = next((mark for mark in definition.decorators if table.marks.search(mark)), None)
    if mark is not None:
        named = _NAMED.search(mark)
        yield named[1] if named else _camel(target.name)
    elif target.owner and table.owners.search(target.owner_name):
        yield from _spellings(target.name)
    elif target.owner and (target.name in table.entry_methods or _overrides(target, own)):
        yield from _entries(target.owner_name, code)
        if table.folders.search(target.path):
            yield _camel(target.owner_name)
    if _is_entry_of_root(own, definition):
        yield target.name


def _overrides(target: Target, own: CodeFile) -> bool:
    """Whether the class of a method extends another, which may call it."""
    return any(d.bases for d in own.classes.get(target.owner_name, ()) if d.name == target.owner)


def _spellings(name: str) -> Iterator[str]:
    """What a field may be called whose resolver is `name`: `resolve_carts`, `GetCartsAsync`."""
    yield _camel(name)
    bare = _table().suffixes.sub("", _table().prefixes.sub("", name))
    if bare and bare != name:
        yield _camel(bare)


def _camel(name: str) -> str:
    head, *rest = name.strip("_").split("_")
    return head[:1].lower() + head[1:] + "".join(word[:1].upper() + word[1:] for word in rest)


def _entries(name: str, code: Code) -> Iterator[str]:
    """The fields whose entry in a schema names the class `name`."""
    patterns = [regex(entry.replace("CLASS", name)) for entry in _table().entries]
    for path in sorted(code.mentioning(name))[:_MOST_FILES]:
        file = code.file(path) if not is_test_path(path) else None
        if file is None or not _speaks(file):
            continue
        for pattern in patterns:
            yield from (_camel(found[1]) for found in pattern.finditer(file.text))


def _is_entry_of_root(own: CodeFile, definition: Definition) -> bool:
    """Whether a function is an entry of the object under `Query`, `Mutation` or `Subscription`."""
    if own.language not in SCRIPTS:
        return False
    opened = next(open_at(own.text[: definition.start], definition.start), -1)
    return opened >= 0 and _ROOT.search(own.text, max(opened - 60, 0), opened + 1) is not None


def _asking(field: str, code: Code) -> Iterator[Use]:
    """The places in tests where a document asks for `field` at its top."""
    word = re.compile(rf"(?<![\w.$:\"'])(?:\w+\s*:\s*)?{re.escape(field)}(?=\s*[({{\s@}}])")
    for path in code.tests_mentioning(field)[:_MOST_FILES]:
        file = code.file(path)
        for found in word.finditer(file.text) if file is not None else ():
            if file is not None and _is_asked_for(file.text, found.start()):
                line = file.text.count("\n", 0, found.start()) + 1
                yield Use(path, file.scope_at(line), line, "call")


def _is_asked_for(text: str, at: int) -> bool:
    """Whether what stands at `at` is a field of an operation itself, not of another field."""
    start = max(at - _FAR, 0)
    opened = next(open_at(text[start:at], at - start), -1)
    if opened < 0 or text[start + opened] != "{":
        return False
    before = text[start : start + opened]
    return bool(_OPERATION.search(before) or _ANONYMOUS.search(before))
