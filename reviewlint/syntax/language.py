"""What a language is, read from `config/languages/`. Headers are skimmed; tables load when first asked."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from reviewlint.data import bundled, one_line_array, read_toml
from reviewlint.kept import of_folder
from reviewlint.record import NOTHING, Record

CODE_SCRIPTS = frozenset(("javascript", "typescript", "tsx"))  # files that hold nothing but code
SCRIPTS = CODE_SCRIPTS | {"vue", "svelte"}  # one family: each calls the others


class Grammar(Record):
    """The node kinds of a grammar, sorted by what they mean to us.

    `values` maps a node kind to the fields of its name and of a value that may be a function;
    `assignments` to the fields of target, value and type ("" where the grammar has none). `calls_define`
    maps a called name to the kind that the call defines; `test_macros` look like functions and are tests;
    with `equations`, neighbours of one name are one definition. `types` are the kinds that hold nothing but a
    type where its names are plain identifiers; `handed_down` the decorators that hold for all that stands inside;
    `silent` the kinds whose names use nothing: those of who may see a definition. `anonymous` are the functions without
    a name that stand among the arguments of a call, `handing` a pattern of the calls that count ("" for all). `pages`
    is what a file that answers a request by itself has outside of functions, `prints` what one has that writes a page.
    """

    definitions: dict[str, str]
    containers: dict[str, str]
    values: dict[str, tuple[str, str]]
    wrappers: dict[str, str]
    assignments: dict[str, tuple[str, str, str]]
    identifiers: frozenset[str]
    strings: frozenset[str]
    comments: frozenset[str]
    calls: frozenset[str]
    imports: frozenset[str]
    annotations: frozenset[str]
    indentation: bool
    docstrings: bool
    calls_define: Mapping[str, str] = NOTHING
    test_macros: frozenset[str] = frozenset()
    equations: bool = False
    types: frozenset[str] = frozenset()
    handed_down: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    anonymous: frozenset[str] = frozenset()
    handing: str = ""
    pages: str = ""
    prints: str = ""


class Language(Record):
    """A language by name. `grammar` is ast-grep's name of the grammar that reads it.

    `prepare` is how a file is made ready for the grammar (see `prepare.py`), "" where it is read as it is.
    """

    name: str
    grammar: str
    extensions: tuple[str, ...]
    filenames: tuple[str, ...]
    test_files: tuple[str, ...]
    prepare: str
    path: Path

    @property
    def kinds(self) -> Grammar:
        """The node kinds, loaded when first asked."""
        return _grammar(self.path)

    def is_test_name(self, filename: str) -> bool:
        """Whether a file of that name holds tests by the language's own convention."""
        return any(fnmatchcase(filename, pattern) for pattern in self.test_files)


_MARKUP = (".blade.php",)  # templates that only end like a language


def language_of(path: str) -> Language | None:
    """The language of a file by its name; None for one we do not parse."""
    name = path.rpartition("/")[2]
    if name.endswith(_MARKUP):
        return None
    by_extension, by_filename = _tables()
    found = by_filename.get(name)
    if found is None and "." in name:
        *_, before, last = name.lower().split(".")
        found = by_extension.get(f"{before}.{last}") or by_extension.get(last)
    return found


def languages() -> tuple[Language, ...]:
    """All languages we parse, by name."""
    folder = bundled("config") / "languages"
    rows = of_folder(folder, "languages", lambda: [_skim(path) for path in sorted(folder.glob("*.toml"))])
    return tuple(Language(*row, folder / f"{row[0]}.toml") for row in rows)


@cache
def named(name: str) -> Language:
    """The language called `name`. Raises KeyError for one we do not know."""
    return {language.name: language for language in languages()}[name]


@cache
def _tables() -> tuple[dict[str, Language], dict[str, Language]]:
    known = languages()
    by_extension = {extension: language for language in known for extension in language.extensions}
    return by_extension, {name: language for language in known for name in language.filenames}


def _skim(path: Path) -> tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...], str]:
    """What the header of a language's file says, in the order of its fields."""
    text = path.read_text("utf-8")
    grammar = text.partition('grammar = "')[2].partition('"')[0]
    prepare = text.partition('\nprepare = "')[2].partition('"')[0]
    extensions, filenames = one_line_array(text, "extensions"), one_line_array(text, "filenames")
    return path.stem, grammar, extensions, filenames, one_line_array(text, "test_files"), prepare


@cache
def _grammar(path: Path) -> Grammar:
    data: dict[str, Any] = read_toml(path)
    return Grammar(
        definitions=data["definitions"],
        containers=data.get("containers", {}),
        values={kind: (a, b) for kind, (a, b) in data.get("values", {}).items()},
        wrappers=data.get("wrappers", {}),
        assignments={kind: (a, b, c) for kind, (a, b, c) in data.get("assignments", {}).items()},
        identifiers=frozenset(data["identifiers"]),
        strings=frozenset(data["strings"]),
        comments=frozenset(data["comments"]),
        calls=frozenset(data["calls"]),
        imports=frozenset(data["imports"]),
        annotations=frozenset(data.get("annotations", ())),
        indentation=data.get("indentation", False),
        docstrings=data.get("docstrings", False),
        calls_define=data.get("calls_define", {}),
        test_macros=frozenset(data.get("test_macros", ())),
        equations=data.get("equations", False),
        types=frozenset(data.get("types", ())),
        handed_down=frozenset(data.get("handed_down", ())),
        silent=frozenset(data.get("silent", ())),
        anonymous=frozenset(data.get("anonymous", ())),
        handing=data.get("handing", ""),
        pages=data.get("pages", ""),
        prints=data.get("prints", ""),
    )
