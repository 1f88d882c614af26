"""Commands of a console program that tests run by their names: `runner.invoke(cli, ["sync"])`, `run("sync", …)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.casing import dashed
from reviewlint.facts.reach.testcode import is_test_path
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.facts.reach.users import Use
    from reviewlint.syntax.model import Literal

    Named = tuple[str, CodeFile]  # the name of a command, and where it is one among others

Place = tuple[str, int, int]  # path, scope, line
_LINES, _ABOVE, _MOST_FILES = 16, 4, 60
_PAIR = r"[\"']\s*,\s*[\"']"
_WORDS = regex(r'"[\w-]+"(?:\s*,\s*"[\w-]+")*')
_FIRST = regex(  # what may stand between the bracket of a call and the name: who is asked, flags, the program (group 1)
    r"\(\s*(?:[\w.&:>$()\[\]-]+,\s*)?(?:[\"']([\w./-]+)[\"'],\s*)?(?:args\s*=\s*)?"
    r"(?:(?:&|&mut )?(?:vec!)?\[|\[\]string\{|new(?: String)?\[\] ?\{|array\()?\s*"
    r"(?:[\"']-[^\"']*[\"'],\s*)*(?:[\"']([\w./][\w./-]*)[\"'],\s*)?(?:[\"']-[^\"']*[\"'],\s*)*[\"'`]$"
)
_CALLEE = regex(r"([A-Za-z_][\w:.]*)[!?]?$")


def by_subcommand(target: Target, uses: Iterable[Use], code: Code) -> Iterator[Place]:
    """Where tests run the command of the program that the function or method `target` does the work of."""
    if target.language not in words().subcommands or is_test_path(target.path):
        return
    uses = list(uses)
    named = (*_marked(target, code), *_itself(target, code), *_chosen(target, uses, code))
    for name, home in dict.fromkeys((*named, *_listed(target, uses, code))):
        paths = code.mentioning_all(re.findall(r"\w+", name))
        for path in sorted(filter(is_test_path, paths))[:_MOST_FILES]:
            file = code.file(path)
            for literal in file.outline.literals if file is not None else ():
                if file is not None and _says(literal, name, file) and _runs(file, literal, home):
                    yield path, literal.scope, literal.line


def _marked(target: Target, code: Code) -> Iterator[Named]:
    """The names that the decorators of a function, or of the class of a method that a command runs by, give it."""
    way = words().subcommands[target.language].get("marks")
    file = code.file(target.path) if way is not None else None
    entry = target.kind != "method" or target.name in words().command_methods
    names = {target.qualified, target.owner} if entry else {target.qualified}
    for definition in file.outline.definitions if file is not None else ():
        if definition.name in names:
            for found in filter(None, map(way.match, definition.decorators) if way is not None else ()):
                if file is not None:
                    yield found[1] or target.name.replace("_", "-"), file


def _itself(target: Target, code: Code) -> Iterator[Named]:
    """The names by which a class that is a command says that it is run; without any, its own or that of its file."""
    table = words().subcommands[target.language]
    placed = table["at"].search(target.path) if "at" in table and target.kind == "method" else None
    if placed is not None and target.name in words().command_methods and (home := code.file(target.path)):
        yield placed[1], home
    file = code.file(target.path) if "is" in table and target.name in words().command_methods else None
    for owner in file.classes.get(target.owner_name, ()) if file is not None else ():
        if file is not None and table["is"].search(file.text, owner.start, owner.body):
            said = table["says"].search(file.text, owner.body, owner.end)
            names = _WORDS.findall(said[1]) if said else []
            own = dashed(target.owner_name.removesuffix("Command"))
            yield from ((re.sub(r"\W*[,\s]\W*", " ", name.strip('"')), file) for name in names or [own])


def _chosen(target: Target, uses: Iterable[Use], code: Code) -> Iterator[Named]:
    """The names for which the program comes to a use of `target`: an arm of a match, the fields of a command."""
    way = words().subcommands[target.language].get("chooses")
    for use in uses if way is not None else ():
        file = code.file(use.path) if not is_test_path(use.path) else None
        if file is None or way is None:
            continue
        within = file.outline.definitions[use.scope].line if use.scope >= 0 else 1
        first = max(use.line - _LINES, within, 1)
        here = next(standing(file.line(use.line), target.name), None)
        above = "\n".join(file.line(number) for number in range(first, use.line))
        found = way.search(f"{above}\n{file.line(use.line)[:here]}") if here is not None else None
        name = next(filter(None, found.groups()), "") if found is not None else ""
        yield dashed(name) if name[:1].isupper() else name, file


def _listed(target: Target, uses: Iterable[Use], code: Code) -> Iterator[Named]:
    """The names by which a table lists `target`, or the class whose command it is: `{"sync": SyncCommand}`."""
    way = words().subcommands[target.language].get("lists")
    is_method = target.kind == "method"
    if way is None or (is_method and target.name not in words().command_methods):
        return
    lists = re.compile(
        way.pattern.replace("NAME", re.escape(target.owner_name if is_method else target.name))
    )
    for use in uses:
        file = code.file(use.path) if use.kind == "value" and not is_test_path(use.path) else None
        if file is not None and (found := lists.search(file.line(use.line))):
            yield found[1], file


def _says(literal: Literal, name: str, file: CodeFile) -> bool:
    """Whether a text is the name of a command, begins with it, or its first word with the others in the next."""
    first, _, rest = name.partition(" ")
    if literal.value == name or literal.value.startswith(f"{name} "):
        return True
    after = "\n".join(file.line(n) for n in range(literal.line, literal.line + _ABOVE)) if rest else ""
    return (
        bool(rest)
        and literal.value == first
        and re.search(_PAIR.join((first, *rest.split())), after) is not None
    )


def _runs(file: CodeFile, literal: Literal, home: CodeFile) -> bool:
    """Whether the text is the first that a call is given which by its name runs a program.

    Before it may stand that of the program, which is no other command of the file `home`.
    """
    line = file.line(literal.line)
    at = next((at for mark in "\"'`" if (at := line.find(mark + literal.value)) >= 0), -1)
    if at < 0:
        return False
    above = "\n".join(file.line(number) for number in range(literal.line - _ABOVE, literal.line))
    before = f"{above}\n{line[: at + 1]}"
    for found in _FIRST.finditer(before):
        callee = _CALLEE.search(before[: found.start()])
        if callee is not None and words().running.search(callee[1]):
            before_it = list(filter(None, found.groups()))
            return not any(_is_sibling(one, home) or words().foreign.fullmatch(one) for one in before_it)
    return False


def _is_sibling(word: str, home: CodeFile) -> bool:
    """Whether a word names another command of the file that chooses among them."""
    camel = "".join(part.capitalize() for part in word.split("-"))
    said = any(literal.value.partition(" ")[0] == word for literal in home.outline.literals)
    return said or camel in home.references or home.defines(word.replace("-", "_"))
