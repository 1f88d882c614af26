"""The imports of each language, from the source of an import statement (found by syntax)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewlint.syntax.model import Import

Parts = tuple[str, str, str]  # module, name, alias

_NAME = r"[\w$.*]+"


def read_import(language: str, source: str, line: int, scope: int) -> list[Import]:
    """The imports that one statement makes, in order."""
    reader = _READERS.get(language)
    found = reader(source) if reader else ()
    return [Import(module, bare(name), bare(alias), line, scope) for module, name, alias in found]


def bare(name: str) -> str:
    """A name as definitions and references have it: without the `$` that a script may begin it with."""
    return name.lstrip("$") or name


def required(language: str, callee: str, source: str) -> str | None:
    """The module that a call such as `require("x")` or `import("x")` loads, None for any other call."""
    if callee not in _REQUIRES.get(language, ()):
        return None
    if language == "bash":
        found = re.match(r"\S+\s+[\"']?(?:\$[\w{}(]+[^/]*/)?([^\s\"';]+)", source)
        return re.sub(r"^\./|\.(ba)?sh$", "", found[1]) if found else None
    found = re.match(r"[\w.]+\s*\(?\s*['\"]([^'\"]+)['\"]", source)
    return found[1] if found else None


def local_names(text: str, start: int) -> tuple[tuple[str, str], ...]:
    """(name, name here) of what a call at `start` takes out of the module it loads: `const { a: b } = require(…)`."""
    before = text[max(start - 400, 0) : start]
    whole = re.search(r"([\w$]+)\s*=\s*(?:await\s+)?$", before)
    if whole:
        return (("", bare(whole[1])),)
    several = re.search(r"\{([^{}]*)\}\s*=\s*(?:await\s+)?$", before)
    if not several:
        return ()
    pairs = (item.partition(":") for item in several[1].split(",") if item.strip())
    return tuple((a.strip(), (c or a).strip()) for a, _, c in pairs)


def _python(source: str) -> Iterator[Parts]:
    source = re.sub(r"#.*", "", source).replace("\\\n", " ")
    found = re.match(r"\s*from\s+([\w.]+)\s+import\s*\(?([^)]*)\)?", source)
    module, names = (found[1], found[2]) if found else ("", source.partition("import")[2])
    for item in names.split(","):
        words = item.split()
        if not words:
            continue
        alias = words[2] if len(words) == 3 else ""
        if found:
            yield module, words[0], alias or words[0]
        else:
            yield words[0], "", alias or words[0]


def _javascript(source: str) -> Iterator[Parts]:
    found = re.search(r"(?:from|import|require\s*\()\s*['\"`]([^'\"`]+)['\"`]", source)
    if not found:
        return
    module, clause = found[1], source[: found.start()]
    clause = re.sub(r"/\*.*?\*/|//[^\n]*", " ", clause, flags=re.DOTALL)
    whole = re.search(r"\*\s*as\s+([\w$]+)", clause)
    if whole:
        yield module, "", whole[1]
    elif re.search(r"export\s*\*", clause):
        yield module, "*", "*"
    inner = re.search(r"\{([^}]*)\}", clause, re.DOTALL)
    for item in inner[1].split(",") if inner else ():
        words = [word for word in item.split() if word not in ("type", "as")]
        if words:
            yield module, words[0], words[-1]
    default = re.match(r"\s*import\s+(?:type\s+)?([\w$]+)\s*(?:,|$|from)", clause)
    if default and default[1] != "type":
        yield module, "default", default[1]
    if not clause.replace("import", "").strip():
        yield module, "", ""


def _go(source: str) -> Iterator[Parts]:
    for found in re.finditer(r"(?:^|[\s(])([\w.]+\s+)?\"([^\"]+)\"", source):
        alias = (found[1] or "").strip().removeprefix("import").strip()
        last = re.sub(r"^v\d+$", "", found[2].rpartition("/")[2]) or found[2].split("/")[-2]
        yield found[2], "", alias or last.removeprefix("go-").partition(".")[0]


def _dotted(source: str) -> Iterator[Parts]:
    """Java, Kotlin: `import static a.b.C.d;`, `import a.b.C as D`; the package itself has the name "."."""
    package = re.match(rf"\s*package\s+({_NAME})", source)
    if package:
        yield package[1], ".", "."
        return
    found = re.match(rf"\s*import\s+(?:static\s+)?({_NAME})(?:\s+as\s+(\w+))?", source)
    if found:
        module, _, name = found[1].rpartition(".")
        yield module, name, found[2] or name


def _scala(source: str) -> Iterator[Parts]:
    package = re.match(rf"\s*package\s+({_NAME})", source)
    if package:
        yield package[1], ".", "."
        return
    for item in re.findall(r"([\w.]+)\.(\{[^}]*\}|[\w*]+)", source.replace("import", "", 1)):
        module, names = item
        for name in names.strip("{}").split(","):
            words = re.findall(r"[\w*]+", name)
            if words:
                first = "*" if words[0] == "_" else words[0]
                yield module, first, words[-1] if len(words) > 1 else first


def _csharp(source: str) -> Iterator[Parts]:
    found = re.match(r"\s*(?:global\s+)?using\s+(static\s+)?(?:(\w+)\s*=\s*)?([\w.]+)", source)
    if found:
        yield found[3], "*" if not found[2] else "", found[2] or "*"


def _php(source: str) -> Iterator[Parts]:
    body = re.sub(r"^\s*use\s+(?:function\s+|const\s+)?", "", source).rstrip(";\n ")
    prefix, brace, names = body.partition("{")
    for item in (names.rstrip("} ") if brace else body).split(","):
        words = item.split()
        if words:
            full = (prefix.strip() if brace else "") + words[0].lstrip("\\")
            module, _, name = full.rpartition("\\")
            yield module, name, words[-1] if len(words) == 3 else name


def _rust(source: str) -> Iterator[Parts]:
    found = re.search(r"\buse\s+(.*?);", source + ";", re.DOTALL)
    if found:
        yield from _rust_tree("", re.sub(r"\s+", " ", found[1]).strip())


def _rust_tree(prefix: str, tree: str, depth: int = 0) -> Iterator[Parts]:
    head, brace, rest = tree.partition("{")
    if brace and depth < 20:
        for item in _split(rest.rpartition("}")[0]):
            yield from _rust_tree(prefix + head.strip(), item.strip(), depth + 1)
        return
    path, _, alias = tree.partition(" as ")
    module, _, name = (prefix + path.strip()).rpartition("::")
    if name == "self":
        module, _, name = module.rpartition("::")
    if name:
        yield module, name, alias.strip() or name


def _split(text: str) -> Iterator[str]:
    depth = start = 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if character == "," and depth == 0:
            yield text[start:at]
            start = at + 1
    if text[start:].strip():
        yield text[start:]


def _swift(source: str) -> Iterator[Parts]:
    found = re.search(
        r"\bimport\s+(?:(?:struct|class|enum|protocol|func|let|var|typealias)\s+)?([\w.]+)", source
    )
    if found:
        yield found[1], "*", "*"


def _dart(source: str) -> Iterator[Parts]:
    found = re.search(r"\b(?:import|export|part)\s+(?:of\s+)?['\"]([^'\"]+)['\"](.*)", source, re.DOTALL)
    if not found:
        return
    module = re.sub(r"^package:[\w]+/|\.dart$", "", found[1])
    whole = re.search(r"\bas\s+(\w+)", found[2])
    shown = re.search(r"\bshow\s+([\w\s,]+)", found[2])
    for name in re.findall(r"\w+", re.sub(r"\bhide\b.*", "", shown[1])) if shown else ():
        yield module, name, name
    if whole or not shown:
        yield module, "" if whole else "*", whole[1] if whole else "*"


def _include(source: str) -> Iterator[Parts]:
    """C and C++: all that the header declares; a using declaration names one thing."""
    found = re.search(r"#\s*(?:include|import)\s*([\"<])([^\">]+)[\">]", source)
    if found:
        yield re.sub(r"\.(h|hh|hpp|hxx)$", "", found[2]), "*", "*"
    elif found := re.match(r"\s*using\s+(namespace\s+)?([\w:]+)", source):
        module, _, name = found[2].rpartition("::")
        yield (found[2], "*", "*") if found[1] else (module, name, name)


def _haskell(source: str) -> Iterator[Parts]:
    found = re.match(
        r"import\s+(?:qualified\s+)?([\w.]+)(?:\s+qualified)?(?:\s+as\s+([\w.]+))?\s*(.*)", source, re.DOTALL
    )
    if not found:
        return
    module, alias, rest = found[1], found[2], found[3]
    if alias or "qualified" in source:
        yield module, "", alias or module
    if rest.startswith("("):
        for name in re.findall(r"[\w']+", re.sub(r"\([^()]*\)", "", rest[1:])):
            yield module, name, name
    elif not alias:
        yield module, "*", "*"


def _alias(source: str) -> Iterator[Parts]:
    """Elixir: a module is known by its last part; modules are named after their files in snake case."""
    found = re.match(
        r"\s*(alias|import|require|use)\s+([\w.]+?)(?:\.\{([^}]*)\})?\s*(?:,\s*as:\s*(\w+)|,|$|\n)", source
    )
    if not found:
        return
    for part in re.findall(r"[\w.]+", found[3]) if found[3] else [""]:
        name = f"{found[2]}.{part}".rstrip(".")
        module = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
        last = name.rpartition(".")[2]
        yield (module, "*", "*") if found[1] in ("import", "use") else (module, "", found[4] or last)


def read_call(language: str, callee: str, source: str, line: int, scope: int) -> list[Import]:
    """The imports that a call makes in a language where importing is a call (Elixir)."""
    if language != "elixir" or callee not in ("alias", "import", "require", "use"):
        return []
    return [Import(*parts, line, scope) for parts in _alias(source)]


_READERS = {
    "python": _python,
    "javascript": _javascript,
    "typescript": _javascript,
    "tsx": _javascript,
    "go": _go,
    "java": _dotted,
    "kotlin": _dotted,
    "scala": _scala,
    "csharp": _csharp,
    "php": _php,
    "rust": _rust,
    "vue": _javascript,
    "svelte": _javascript,
    "swift": _swift,
    "dart": _dart,
    "c": _include,
    "cpp": _include,
    "haskell": _haskell,
}
_REQUIRES = {
    "javascript": ("require", "import"),
    "typescript": ("require", "import"),
    "tsx": ("require", "import"),
    "ruby": ("require", "require_relative", "load", "autoload"),
    "python": ("import_module",),
    "vue": ("require", "import"),
    "svelte": ("require", "import"),
    "lua": ("require", "dofile"),
    "bash": ("source", "."),
}
