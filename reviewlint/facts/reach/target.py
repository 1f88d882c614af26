"""What a search looks for: a definition, or a name that stands for some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from reviewlint.record import Record

if TYPE_CHECKING:
    from reviewlint.syntax.model import Definition, Outline

CONSTRUCTORS = frozenset(
    ("__init__", "__new__", "__post_init__", "constructor", "initialize", "__construct", "init", "<init>")
)
SELF = frozenset(("self", "this", "cls", "Self", "static", "$this", "@", "mcs", "klass"))
_PLAIN = {"php": frozenset(("init", "initialize", "constructor")), "ruby": frozenset(("init", "constructor"))}
_CLASSES = frozenset(("class", "interface", "enum", "type"))
OVERLOADING = frozenset(("java", "kotlin", "csharp"))  # a class may have several methods of one name
Kind = Literal["function", "method", "class", "variable", "file", "component"]


class Target(Record):
    """A definition that is searched for: `name` is its last part, `owner` the qualified class it stands in.

    A "variable" is a name at the top of a file; "file" is what a test file does outside of its definitions; a
    "component" is what a file of Vue or Svelte is as a whole.
    """

    path: str
    qualified: str
    kind: Kind
    language: str
    line: int = 0  # of the definition, where a class has several methods of one name that calls choose among

    @property
    def name(self) -> str:
        """The last part of the qualified name."""
        return self.qualified.rpartition(".")[2]

    @property
    def owner(self) -> str:
        """The qualified name of the class a method stands in, "" for anything else."""
        return self.qualified.rpartition(".")[0] if self.kind == "method" else ""

    @property
    def owner_name(self) -> str:
        """The last part of the owner's name."""
        return self.owner.rpartition(".")[2]

    @property
    def label(self) -> str:
        """How the evidence names it: a function with its module, everything else as it is called in its file."""
        folder, _, file = self.path.rpartition("/")
        stem = file.partition(".")[0]
        module = folder.rpartition("/")[2] if stem in ("__init__", "index", "mod", "lib") else stem
        if self.kind == "component":
            return module
        return f"{module}.{self.qualified}" if self.kind == "function" and module else self.qualified

    @property
    def constructs(self) -> bool:
        """True for what runs when an object is made."""
        names = CONSTRUCTORS - _PLAIN.get(self.language, frozenset()) | {self.owner_name}
        return self.kind == "method" and self.name in names


def of_definition(path: str, definition: Definition, outline: Outline) -> Target:
    """The target that a definition is."""
    kind = kind_of(definition, outline)
    chosen = kind == "method" and outline.language in OVERLOADING
    several = chosen and sum(one.name == definition.name for one in outline.definitions) > 1
    return Target(path, definition.name, kind, outline.language, definition.line if several else 0)


def kind_of(definition: Definition, outline: Outline) -> Kind:
    """How a definition is searched for."""
    if is_class(definition):
        return "class"
    owner = definition.name.rpartition(".")[0]
    around = outline.definitions[definition.scope] if definition.scope >= 0 else None
    if owner and (definition.kind == "method" or (around is not None and is_class(around))):
        return "method"
    return "function"


def is_class(definition: Definition) -> bool:
    """True for a definition that holds methods."""
    return definition.kind in _CLASSES
