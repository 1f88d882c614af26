"""Functions of Rust's inline modules, `mod fees { fn rate() {…} }`: which names in and outside of them mean one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.facts.reach.target import Target
    from reviewlint.syntax.model import Import, Reference

_SEPARATOR = regex(r"::|\.")
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
