"""What syntax says of one file. Tuples of plain values, so that an outline is cached and loaded cheaply.

Lines are 1-based. Offsets are character offsets into the text. A scope is an index into
`Outline.definitions`, -1 for the file itself.
"""

from __future__ import annotations

from reviewlint.record import Record

BLOCKS = frozenset(("test", "suite"))  # kinds of definitions that are tests, or groups of them


class Definition(Record):
    """A function, method, class or the like.

    `name` is the dotted qualified name inside the file (`Class.method`); `start`/`end` span the
    decorators too; `body` is where the part after the signature starts.
    `kind`: function, method, class, interface, enum, type, variable (a named function value is a function), test
    (a test block without a name of its own, named by its title), or suite (`describe`-like group of tests).
    """

    name: str
    kind: str
    line: int
    end_line: int
    start: int
    end: int
    body: int
    scope: int
    decorators: tuple[str, ...]  # source text of each, without @ / #[ ]
    bases: tuple[str, ...]  # superclasses, interfaces, the receiver type of a Go or Rust method
    parameters: tuple[str, ...] = ()  # their names
    returns: str = ""  # source of the declared type of the result, cut at 80 characters


class Reference(Record):
    """A use of a name: a call, or a mention as a value.

    `receiver` is the source of what stands before the last dot ("" without one), cut at 80 characters.
    `kind`: call, value, type, decorator, new.
    """

    name: str
    receiver: str
    kind: str
    line: int
    scope: int


class Import(Record):
    """`name` of `module` known here as `alias`. A whole module has the name ""; a wildcard `*`.

    `module` is as written (`.utils`, `@/lib/db`, `github.com/x/y`, `crate::a::b`).
    """

    module: str
    name: str
    alias: str
    line: int
    scope: int


class Assignment(Record):
    """`target = value…`: `target` a plain or dotted name, `value` the callee or name on the right ("" if neither)."""

    target: str
    value: str
    line: int
    scope: int
    end_line: int = 0


class Literal(Record):
    """A string literal, its value without quotes and prefixes; interpolations are written `{}`."""

    value: str
    line: int
    scope: int


class Outline(Record):
    """Everything the repository index keeps of a file."""

    language: str
    definitions: tuple[Definition, ...]
    references: tuple[Reference, ...]
    imports: tuple[Import, ...]
    assignments: tuple[Assignment, ...]
    literals: tuple[Literal, ...]
    errors: int  # characters inside parts that did not parse
