"""What a name means in Rust: functions of inline modules, `mod fees { fn rate() {…} }`, and types of one name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reviewlint.facts.reach.testcode import is_test_path, test_around
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Import, Reference

_SEPARATOR = regex(r"::|\.")
_IMPL = regex(r"^[ \t]*(?:unsafe )?impl\b([^{;]*)\{", re.MULTILINE)
_MACRO = regex(r"\]\s*\Z")
_FOR = regex(r"\bfor\b(?!\s*<)")
_ROOTS = ("crate", "self", "super")
_INDEX = frozenset(("mod", "lib", "main"))


def bare(reference: Reference, target: Target, file: CodeFile, own: CodeFile | None) -> bool | None:
    """Whether a name without a path means the function `target`; None where inline modules do not decide it."""
    module = target.qualified.rpartition(".")[0]
    if file.path != target.path:
        named = [e for e in file.outline.imports if reference.name in (e.alias, e.name) or e.name == "*"]
        return any(_brings(e, target, own) for e in named) if module else None
    around = module_around(file, reference.scope)
    if around is None or around == module:
        return None
    if _defines(file, f"{around}.{reference.name}".lstrip(".")):
        return False
    named = [e for e in file.outline.imports if e.name in ("*", target.name)]
    above = module.split(".")
    return (
        any(_brings(e, target, own) or _above(around, _parts(e.module)) == above for e in named)
        if module
        else None
    )


def dotted(reference: Reference, target: Target, file: CodeFile, own: CodeFile | None) -> bool:
    """Whether a name with a path before it, `fees::rate`, means `target`, which stands in an inline module."""
    parts = [part for part in _SEPARATOR.split(reference.receiver.lstrip("&*!")) if part]
    module = target.qualified.rpartition(".")[0].split(".")
    named = [part for part in parts if part not in _ROOTS]
    if file.path == target.path and not named:
        around = module_around(file, reference.scope)
        return around is None or _above(around, parts) == module
    return _leads(parts, target, own) or any(
        len(named) == 1 and e.alias == named[0] and _leads([*_parts(e.module), e.name], target, own)
        for e in file.outline.imports
    )


def leads_to(reference: Reference, target: Target, file: CodeFile, stem: list[str]) -> bool:
    """Whether the path before a name may lead to `target`, which stands at the top of the file of modules `stem`.

    A class may be named by a field of another; anything else is named by `::`: `self.get()` calls a method.
    """
    last = _SEPARATOR.split(reference.receiver.lstrip("&*!"))[-1]
    if target.kind == "class":
        return last in (*stem, *_ROOTS, "Self")
    line = file.line(reference.line)
    is_member = f".{reference.name}" in line and f"::{reference.name}" not in line
    return not is_member and last in (*stem, *_ROOTS)


def module_around(file: CodeFile, scope: int) -> str | None:
    """The dotted name of the inline module that something in `scope` stands in, "" for the file itself.

    None for what stands in no definition: nothing says where.
    """
    if scope < 0:
        return None
    outermost = file.outline.definitions[file.inside(scope)[-1]]
    around = outermost.name.split(".")[:-1]
    return ".".join(around[:-1] if outermost.kind == "method" else around)


def _brings(entry: Import, target: Target, own: CodeFile | None) -> bool:
    return entry.name in ("*", target.name) and _leads(_parts(entry.module), target, own)


def _leads(parts: list[str], target: Target, own: CodeFile | None) -> bool:
    """Whether a path ends in the module of `target`, or in its file where that offers the function as its own."""
    module = target.qualified.split(".")[:-1]
    named = [part for part in parts if part not in _ROOTS]
    if not named:
        return False
    place = [*_file_parts(target.path), *module]
    if named[-1] == module[-1]:
        in_root = len(named) == 2 and place == [*_file_parts(target.path)[:-1], "src", *module]
        return len(named) == 1 or named[-2] in place or in_root  # below the name of the crate
    return own is not None and named[-1] in _file_parts(target.path)[-1:] and _offers(own, target)


def _offers(own: CodeFile, target: Target) -> bool:
    """Whether the file names the function of its module as one of its own: `pub use fees::rate`."""
    module = target.qualified.split(".")[-2]
    return any(
        e.name in ("*", target.name) and _parts(e.module)[-1:] == [module] for e in own.outline.imports
    )


def _file_parts(path: str) -> list[str]:
    parts = path.removesuffix(".rs").split("/")
    return parts[:-1] if parts[-1] in _INDEX else parts


def _parts(module: str) -> list[str]:
    return [part for part in module.split("::") if part]


def _above(around: str, parts: list[str]) -> list[str]:
    """The module that a path of nothing but `self` and `super` leads to from the module `around`."""
    found = around.split(".") if around and set(parts) <= set(_ROOTS) else []
    for part in parts:
        found = found[:-1] if part == "super" else [] if part == "crate" else found
    return found


def _defines(file: CodeFile, qualified: str) -> bool:
    return any(d.name == qualified and d.kind == "function" for d in file.outline.definitions)


def is_namesake(name: str, file: CodeFile, place: tuple[str, str], own: CodeFile | None) -> bool:
    """Whether the type `name` in `file` is its own, not the one that `place` (path, qualified name) is.

    `own` is the file of `place`: an `impl` may stand in another file than its type, which then is no namesake.
    """
    if file.path == place[0] or own is None or place[1].rpartition(".")[2] not in own.classes:
        return False
    return name in file.classes and not _imported(file, name)


def _imported(file: CodeFile, name: str) -> list[Import]:
    """The imports of `name` from elsewhere; of those of a file that has it, `use super::Cart` is none."""
    found = [e for e in file.outline.imports if e.alias == name]
    return [e for e in found if name not in file.classes or not set(_parts(e.module)) <= {"self", "super"}]


def is_other_type(reference: Reference, target: Target, file: CodeFile, code: Code) -> bool:
    """Whether a name in `file` is a type of the same name as `target`: its own, or that of a module above."""
    parts = [part for part in _SEPARATOR.split(reference.receiver.lstrip("&*!")) if part]
    if not parts or parts[0] == "self" or _stays(parts, module_around(file, reference.scope)):
        return knows_another(reference.name, target, file, code)
    return _is_above(parts, target, code)


def knows_another(name: str, target: Target, file: CodeFile, code: Code) -> bool:
    """Whether the plain `name` in `file` is a type of the same name as `target`, but not it."""
    named = [e for e in _imported(file, name) if e.name == target.name]
    if named:
        return all(_is_above(_parts(e.module), target, code) for e in named)
    return is_namesake(name, file, (target.path, target.qualified), code.file(target.path))


def may_stand_for(reference: Reference, target: Target, file: CodeFile, code: Code) -> bool:
    """Whether something of which nothing is known may be an object with the method `target`.

    In a test it is rather of the type of that name that the test knows.
    """
    owner = target._replace(qualified=target.owner, kind="class")
    if test_around(file.outline, reference.scope, is_test_path(file.path)) < 0 or file.language != "rust":
        return True
    return not knows_another(owner.name, owner, file, code)


def _stays(parts: list[str], around: str | None) -> bool:
    """Whether a path of nothing but `super` ends in the file it starts from."""
    return bool(around) and set(parts) == {"super"} and len(parts) <= len((around or "").split("."))


def _is_above(parts: list[str], target: Target, code: Code) -> bool:
    """Whether a path ends in a module above that of `target` that defines a type of that name itself."""
    folders = target.path.removesuffix(".rs").split("/")
    if folders[-1] in _INDEX:
        folders = folders[:-1]
    if not parts or parts[-1] not in folders[:-1] or parts[-1] == folders[-1]:
        return False
    above = "/".join(folders[: len(folders) - folders[::-1].index(parts[-1])])
    files = (
        code.file(path) for path in (f"{above}.rs", f"{above}/mod.rs") if code.index.language(path) == "rust"
    )
    return any(file is not None and target.name in file.classes for file in files)


def is_module(reference: Reference, file: CodeFile) -> bool:
    """Whether a name of Rust only stands for a module there, `fmt::Result`: no method is named so."""
    bare = file.language == "rust" and reference.kind == "value"
    return (
        bare
        and re.search(rf"(?<![\w.:]){re.escape(reference.name)}::", file.line(reference.line)) is not None
    )


@lru_cache(maxsize=64)  # a method is asked about at each of its calls
def is_inherent(target: Target, own: CodeFile | None) -> bool:
    """Whether a method stands in an `impl` of the type itself, not of a trait: only who names it can call it.

    What a macro in an attribute makes of an `impl` may call it as well.
    """
    if target.language != "rust" or own is None:
        return False
    found = [d for d in own.methods.get(target.name, ()) if d.name == target.qualified]
    heads = [list(_IMPL.finditer(own.text, 0, d.start)) for d in found]
    return bool(heads) and all(
        one and not _FOR.search(one[-1][1]) and not _MACRO.search(own.text, 0, one[-1].start())
        for one in heads
    )


def names_it(use_scope: int, file: CodeFile, method: str) -> bool:
    """Whether the outermost definition around a scope, where that is a test, names `method` as well."""
    test = test_around(file.outline, use_scope, is_test_path(file.path))
    return test < 0 or any(
        test in file.inside(reference.scope) for reference in file.references.get(method, ())
    )
