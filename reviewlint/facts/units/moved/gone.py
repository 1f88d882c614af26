"""Uses that went with what they used: local functions, those of a file, and what stood in a file that is deleted.

Also what code that went leaves to be asked: names that only it took out of an object, or that only it was given in one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.units.literals import is_literal, table
from reviewlint.facts.units.stretches import slid, stretches
from reviewlint.facts.units.trivial.upgrades import is_of, plain_name
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.units.behaviour import Tokens

_E = "\x1f"  # after every token
_ALONE = rf"(?<![=(,:>&|?.!]{_E})(?<!\breturn{_E})(?<!\byield{_E})(?<![^{_E}])"  # begins a statement
_FUNCTION = regex(
    rf"{_ALONE}(?:(?:async{_E})?function{_E}(?P<name>\w+){_E}\({_E}[^(){{}}]*\){_E}(?=\{{)"
    rf"|const{_E}(?P<arrow>\w+){_E}={_E}(?:async{_E})?\({_E}[^(){{}}]*\){_E}={_E}>{_E}(?=\{{))"
)
_BRACKET = regex(r"[{}]")
_PARTS = regex(r"[/.:\\\\]+")
_MOST = 20_000  # tokens
_STEPS = 3  # from a name that went to others
_SHORT = 4  # letters of a name that may stand anywhere
_HOLDS = ("const", "let", "var", ":", "=", "(", ",", "return")
_DECLARING = ("const", "let", "var", "val", "if", "for", "foreach", "while")
_FEWEST, _HEAD = 2, 3  # stretches of which one gives it out; tokens a declaration begins with
_NOT_DECLARING = frozenset((".", ">", "@", "(", ",", ";", "{", "}"))  # before a name that gets a value
_INDEXES = ("index", "__init__", "mod", "main")


def without_functions_gone(before: Tokens, after: Tokens) -> Tokens:
    """`before` without the local functions, and the statements that call them, of which `after` knows nothing.

    Only statements of their own that hand them nothing: a value that is no longer got is a change.
    """
    if len(before) <= len(after) or "{" not in before:
        return before
    text, known = _E.join((*before, "")), set(after)
    if f"function{_E}" not in text and f"={_E}>{_E}" not in text:
        return before
    gone = [found for found in _FUNCTION.finditer(text) if (found["name"] or found["arrow"]) not in known]
    for found in reversed(gone):
        shorter = _without(text, found)
        text = shorter if shorter is not None else text
    return tuple(text.split(_E)[:-1])


def went_with_others(facts: Facts, path: str, before: Tokens, after: Tokens) -> bool:
    """Whether `after` is `before` without stretches each of which names what is deleted here: a function of the same
    file, what came from a file or a package, or a name that stands with one of these."""
    if len(after) >= len(before) or len(before) > _MOST:
        return False
    runs = stretches(before, after)
    if not runs or any(new for _, new, _, _ in runs):
        return False
    names = _from_files(facts, path, after) | _of_the_file(facts, path, after)
    names = _with_others(names | _from_packages(facts, path, after), [old for old, _, _, _ in runs], after)
    return bool(names) and all(
        not names.isdisjoint(old) and table().leaves.isdisjoint(old) for old, _, _, _ in runs
    )


def _with_others(names: set[str], runs: list[Tokens], after: Tokens) -> set[str]:
    """`names`, and what is named in one of the `runs` with one of them and nowhere any more: `const store = gone()`."""
    known = {*after, *_DECLARING, *table().decides}
    for _ in range(_STEPS if names else 0):
        for run in runs:
            if not names.isdisjoint(run):
                names = names.union(token for token in run if token.isidentifier() and token not in known)
    return names


def only_fields_went(before: Tokens, after: Tokens) -> bool:
    """Whether `after` is `before` without names that an object was taken apart into or put together of, and statements
    that leave nothing and choose nothing for the rest."""
    runs = [] if "{" not in before else stretches(before, after) or []
    if not runs or any(new for _, new, _, _ in runs):
        return False
    known = set(after)
    fields = [old for old, _, at, _ in runs if _is_of_object(old, before, at)]
    taken = [old for old, _, at, _ in runs if old in fields and _is_taken_apart(before, at)]
    if not taken or any(token in known for old in fields for token in old if token.isidentifier()):
        return False
    return all(old in fields or _is_statement(old, before, at) for old, _, at, _ in runs)


def only_local_went(before: Tokens, after: Tokens) -> bool:
    """Whether `after` is `before` without a local that is known no more: the statements that make it and put something
    into it, and the entries that gave it out."""
    runs = [] if ";" not in before else stretches(before, after) or []
    if len(runs) < _FEWEST or any(new for _, new, _, _ in runs):
        return False
    known = set(after)
    names = {token for token in runs[0][0] if token.isidentifier() and token not in known}
    return any(
        _is_made(before, name) and all(_is_about(name, old, before, at) for old, _, at, _ in runs)
        for name in names
    )


def _is_about(name: str, run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is statements that begin with a local, or its declaration, or an entry that gives it out."""
    if not (table().branches | table().leaves).isdisjoint(run):
        return False
    for one, _ in slid(run, tokens, at):
        if name in one and all(token in ",:" or token.isidentifier() or is_literal(token) for token in one):
            return "," in one
        if one[-1] == ";" and all(name in statement[:_HEAD] for statement in _statements(one)):
            return True
    return False


def _statements(run: Tokens) -> list[Tokens]:
    ends = [place for place, token in enumerate(run) if token == ";"]
    return [run[start:end] for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]


def _is_made(tokens: Tokens, name: str) -> bool:
    """Whether a name is first named where it is given a value, as a part of nothing else, and then again."""
    at = tokens.index(name)
    follows = tokens[at + 1 : at + 3]
    declared = (
        tokens[max(at - 1, 0)] not in _NOT_DECLARING and follows[:1] == ("=",) and follows[1:] != ("=",)
    )
    return (declared or follows == (":", "=")) and tokens.count(name) > 1


def only_entries_went(before: Tokens, after: Tokens) -> bool:
    """Whether `after` is `before` without whole entries of lists that hold functions, as columns of a table do."""
    runs = [] if "[" not in before else stretches(before, after) or []
    return bool(runs) and all(not new and _is_entry(old, before, at) for old, new, at, _ in runs)


def _is_entry(run: Tokens, tokens: Tokens, at: int) -> bool:
    for one, place in slid(run, tokens, at):
        if _is_paired(one) and "," in (one[0], one[-1]):
            opened = next(open_at(tokens, place), None)
            arrow = any(one[n : n + 2] == ("=", ">") for n in range(len(one)))
            return opened is not None and tokens[opened] == "[" and (arrow or "function" in one)
    return False


def _is_taken_apart(tokens: Tokens, at: int) -> bool:
    opened = next(open_at(tokens, at), 0)
    return tokens[opened - 1] in ("const", "let", "var")


def _is_of_object(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is entries between braces, none of them more than names and literals: `{ a, b: c }`."""
    if not all(token in ",:." or token.isidentifier() or is_literal(token) for token in run):
        return False
    opened = next(open_at(tokens, at), None)
    if opened is None or tokens[opened] != "{" or not table().decides.isdisjoint(run):
        return False
    return (run[0] == "," or run[-1] == ",") and tokens[opened - 1] in _HOLDS


def _is_statement(run: Tokens, tokens: Tokens, at: int) -> bool:
    """Whether a run is a declaration, or a branch with what stands in it, that leaves nothing."""
    words = table()
    if not (words.leaves | words.leaves_loop).isdisjoint(run) or not _is_paired(run):
        return False
    before = tokens[at - 1] if at else "{"
    return run[0] in _DECLARING and before not in (",", "(", "=", "=>")


def _is_paired(run: Tokens) -> bool:
    depth = 0
    for token in run:
        depth += (token in "([{") - (token in ")]}")
        if depth < 0:
            return False
    return not depth


def _of_the_file(facts: Facts, path: str, after: Tokens) -> set[str]:
    """The functions that the file lost and that nothing changed here knows any more."""
    kept = {definition.name for definition in facts.sources.definitions(path, "head")}
    gone = {
        definition.name.rpartition(".")[2]
        for definition in facts.sources.definitions(path, "base")
        if definition.name not in kept and definition.kind in ("function", "method")
    }
    gone = {name for name in gone if len(name) > _SHORT and name not in after}
    for file in facts.files if gone else ():
        text = (
            facts.sources.text(file.path, "head")
            if file.status != "removed" and file.role == "source"
            else None
        )
        gone = {name for name in gone if text is None or name not in text}
    return gone


def _from_files(facts: Facts, path: str, after: Tokens) -> set[str]:
    """The names that the file imported from one that is deleted."""
    deleted = [file.path for file in facts.files if file.status == "removed"]
    known = facts.sources.imports(path, "head") if deleted else {}
    return {
        alias for alias, entry in facts.sources.imports(path, "base").items()
        if alias not in known and alias not in after
        and any(_is_file_of(f"{entry.module}/{entry.name}", gone) for gone in deleted)
    } if deleted else set()  # fmt: skip


def _from_packages(facts: Facts, path: str, after: Tokens) -> set[str]:
    """The names that the file imported from a package that no manifest asks for any more."""
    entries = facts.sources.imports(path, "base")
    known = facts.sources.imports(path, "head") if entries else {}
    lost = {alias: entry for alias, entry in entries.items() if alias not in known and alias not in after}
    packages = {plain_name(one.name) for one in facts.dependencies.removed} if lost else set()
    return {alias for alias, entry in lost.items() if packages and is_of(entry.module, packages)}


def _is_file_of(module: str, path: str) -> bool:
    """Whether the file at `path` may be what an import names: its stem is a part of that, or an index's folder."""
    *folders, name = path.split("/")
    stem = name.partition(".")[0]
    if stem in _INDEXES:
        stem = folders[-1] if folders else stem
    return stem in _PARTS.split(module)


def _without(text: str, found: re.Match[str]) -> str | None:
    """`text` without a function and its calls; None where it is used in another way."""
    name = found["name"] or found["arrow"]
    end = _end(text, found.end())
    if end < 0:
        return None
    rest = text[: found.start()] + text[end:].removeprefix(f";{_E}")
    call = rf"{_ALONE}(?:await{_E}|void{_E})?{re.escape(name)}{_E}\({_E}\){_E}(?:;{_E}|(?=[\w@}}]))"
    rest = re.sub(call, "", rest)
    return None if f"{_E}{name}{_E}" in rest else rest


def _end(text: str, opened: int) -> int:
    depth = 0
    for bracket in _BRACKET.finditer(text, opened):
        depth += 1 if bracket[0] == "{" else -1
        if not depth:
            return bracket.end() + 1
    return -1
