"""Is output the purpose of this code? A command-line program prints, and so does a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.leftovers.data import speaks
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reviewlint.facts.facts import Facts

_DEFINES = regex(r"^(?:async def|def|class)\b", re.MULTILINE)
_MANIFESTS = ("package.json", "pyproject.toml", "go.mod", "Cargo.toml", "composer.json", "Gemfile", "build.sbt",
              "setup.py", "pom.xml", "build.gradle", "build.gradle.kts", "mix.exs")  # fmt: skip


def prints(facts: Facts, path: str, text: str) -> bool:
    """Whether the file belongs to a program, or is a script, that prints on purpose."""
    *folders, name = path.split("/")
    known = speaks()
    if (
        not known.folders.isdisjoint(folders)
        or _is_tool(facts, folders)
        or known.names.match(name.partition(".")[0])
        or name.endswith(known.suffixes)
    ):
        return True
    return bool(known.imports.search(text)) or _is_script(path, text) or _is_command(facts, path)


def _is_script(path: str, text: str) -> bool:
    """Whether a file of Python does all it does by itself, and says by its end how that went."""
    return path.endswith(".py") and "sys.exit(" in text and _DEFINES.search(text) is None


def is_printer(name: str) -> bool:
    """Whether a function of that (qualified) name exists to print."""
    return bool(speaks().functions.match(name.rpartition(".")[2]))


def _is_command(facts: Facts, path: str) -> bool:
    """Whether the nearest manifest is that of a command, and not of a service or of pages too."""
    tree = facts.change.tree("head")
    parts = path.split("/")[:-1]
    for depth in range(len(parts), -1, -1):
        folder = "".join(f"{part}/" for part in parts[:depth])
        found = [folder + name for name in _MANIFESTS if folder + name in tree]
        found += list(_projects(tree, folder)) if path.endswith((".cs", ".fs")) else []
        if found:
            texts = facts.change.read("head", found)
            return any(_commands(manifest, text) for manifest, text in texts.items())
    return False


def _is_tool(facts: Facts, folders: list[str]) -> bool:
    """Whether one of the folders holds tools, and no folder of the program's own code stands around it."""
    outer = next((n for n, name in enumerate(folders) if name in speaks().below), len(folders))
    tools = (folders[: n + 1] for n in range(outer) if folders[n] in speaks().roots)
    return any(not _is_crate(facts, "/".join(tool)) for tool in tools)


def _is_crate(facts: Facts, folder: str) -> bool:
    """Whether the folder is a library of Rust that only is called like one of tools, and no program."""
    tree = facts.change.tree("head")
    return f"{folder}/src/lib.rs" in tree and f"{folder}/src/main.rs" not in tree


def _projects(paths: Iterable[str], folder: str) -> list[str]:
    return [
        p for p in paths if p.startswith(folder) and re.fullmatch(r"[^/]+\.(?:cs|fs)proj", p[len(folder) :])
    ]


def _commands(path: str, text: str) -> bool:
    from reviewlint.facts.dependencies.manifests import read

    if path.endswith("proj"):
        return "<OutputType>Exe" in text and "Sdk.Web" not in text
    try:
        names = {one.name for one in read(path, text).declared}
    except (ValueError, RecursionError):
        return False
    bin_ = path.endswith("package.json") and re.search(r'^\s*"bin"\s*:', text, re.MULTILINE) is not None
    known = speaks()
    return (bin_ or not known.packages.isdisjoint(names)) and known.services.isdisjoint(names)
