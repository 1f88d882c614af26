"""Which file is a manifest of which ecosystem, and what reads it."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewlint.facts.dependencies.model import Manifest

# (path, ecosystem, module and function of its reader): the first that matches; a module loads when first needed
_READERS = (
    (r"[\w.-]*requirements[\w.-]*\.(?:txt|in|pip)|requirements/[\w.-]+\.(?:txt|in)", "python", "python.requirements"),
    (r"pyproject\.toml", "python", "python.pyproject"),
    (r"Pipfile", "python", "python.pipfile"),
    (r"setup\.cfg", "python", "python.setup_cfg"),
    (r"setup\.py", "python", "python.setup_py"),
    (r"(?:environment|conda)[\w.-]*\.ya?ml", "python", "python.conda"),
    (r"package\.json", "javascript", "documents.package_json"),
    (r"bower\.json", "bower", "documents.package_json"),
    (r"go\.mod", "go", "documents.go_mod"),
    (r"Cargo\.toml", "rust", "cargo.cargo"),
    (r"Gemfile|gems\.rb|[\w.-]+\.gemfile|[\w.-]+\.gemspec", "ruby", "code.gems"),
    (r"Podfile|[\w.-]+\.podspec", "swift", "code.gems"),
    (r"pom\.xml", "jvm", "xml.pom"),
    (r"[\w.-]+\.gradle(?:\.kts)?", "jvm", "jvm.gradle"),
    (r"[\w.-]*\.versions\.toml", "jvm", "jvm.catalog"),
    (r"[\w.-]+\.sbt|project/(?:[\w./-]*/)?[\w.-]+\.scala", "jvm", "jvm.sbt"),
    (r"composer\.json", "php", "documents.composer"),
    (r"[\w.-]+\.(?:cs|fs|vb)proj|Directory\.(?:Packages|Build)\.(?:props|targets)|packages\.config", "dotnet",
     "xml.msbuild"),
    (r"mix\.exs", "elixir", "code.mix"),
    (r"pubspec\.ya?ml", "dart", "documents.pubspec"),
    (r"shard\.yml", "crystal", "documents.pubspec"),
)  # fmt: skip
_FOREIGN = frozenset(
    ("node_modules", "vendor", "third_party", "third-party", "bower_components", "fixtures", "__fixtures__",
     "testdata", "test-data", "test_data", "test-fixtures", "site-packages", "Pods", "__snapshots__")
)  # fmt: skip
_DEV = re.compile(
    r"(?i)(?:^|[/._-])(?:dev|develop|development|tests?|testing|docs?|documentation|lint|linting|ci|build|typing"
    r"|examples?|samples?|benchmarks?|e2e|tools?|rtd|local)(?:[/._-]|$)|tests?\.\w+proj$"
)


@cache
def ecosystem_of(path: str) -> str:
    """The ecosystem whose manifest stands at `path`, "" for a file that is none (or a fixture, or vendored)."""
    found = _reader(path)
    return found[0] if found else ""


def read(path: str, text: str) -> Manifest:
    """What the manifest at `path` says. Raises ValueError (or RecursionError) for one that cannot be read."""
    from reviewlint.facts.dependencies.model import Manifest

    found = _reader(path)
    if found is None:
        return Manifest(())
    module, _, function = found[1].partition(".")
    reader: Callable[[str], Manifest] = getattr(import_module(f"{__package__}.readers.{module}"), function)
    manifest = reader(text)
    if _DEV.search(_telling(path)):
        return Manifest(tuple(one._replace(scope="dev") for one in manifest.declared), manifest.own)
    return manifest


def _telling(path: str) -> str:
    """The part of a path that tells a manifest's purpose: the file's name where names vary, and its folders."""
    folder, _, name = path.rpartition("/")
    return path if re.search(r"\.(?:txt|in|pip|\w+proj|gemfile|ya?ml)$", name) else folder


def _reader(path: str) -> tuple[str, str] | None:
    if not path or not _FOREIGN.isdisjoint(path.split("/")):
        return None
    for pattern, ecosystem, function in _patterns():
        if pattern.search(path):
            return ecosystem, function
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(rf"(?:^|/)(?:{name})\Z"), ecosystem, f) for name, ecosystem, f in _READERS)
