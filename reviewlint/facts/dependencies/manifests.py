"""Which file is a manifest of which ecosystem, and what reads it."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewlint.facts.dependencies.model import Manifest

# (ends, path, ecosystem, module and function of its reader): the first that matches; a pattern is compiled for a
# path with one of its ends, and a module loads when first needed
_READERS = (
    (".txt .in .pip", r"[\w.-]*requirements[\w.-]*\.(?:txt|in|pip)|requirements(?:\.in)?/[\w.-]+\.(?:txt|in)", "python",
     "python.requirements"),
    ("pyproject.toml", r"pyproject\.toml", "python", "python.pyproject"),
    ("Pipfile", r"Pipfile", "python", "python.pipfile"),
    ("setup.cfg", r"setup\.cfg", "python", "python.setup_cfg"),
    ("setup.py", r"setup\.py", "python", "python.setup_py"),
    (".yml .yaml", r"(?:environment|conda)[\w.-]*\.ya?ml", "python", "python.conda"),
    ("package.json", r"package\.json", "javascript", "documents.package_json"),
    ("bower.json", r"bower\.json", "bower", "documents.package_json"),
    ("go.mod", r"go\.mod", "go", "go.go_mod"),
    ("Gopkg.toml", r"Gopkg\.toml", "go", "go.gopkg"),
    ("Gopkg.lock", r"Gopkg\.lock", "go", "go.gopkg_lock"),
    ("Cargo.toml", r"Cargo\.toml", "rust", "cargo.cargo"),
    ("Gemfile gems.rb .gemfile .gemspec", r"Gemfile|gems\.rb|[\w.-]+\.gemfile|[\w.-]+\.gemspec", "ruby", "code.gems"),
    ("Podfile .podspec", r"Podfile|[\w.-]+\.podspec", "swift", "code.gems"),
    ("pom.xml", r"pom\.xml", "jvm", "xml.pom"),
    (".gradle .gradle.kts", r"[\w.-]+\.gradle(?:\.kts)?", "jvm", "jvm.gradle"),
    (".versions.toml", r"[\w.-]*\.versions\.toml", "jvm", "jvm.catalog"),
    (".sbt .scala", r"[\w.-]+\.sbt|project/(?:[\w./-]*/)?[\w.-]+\.scala", "jvm", "jvm.sbt"),
    ("composer.json", r"composer\.json", "php", "documents.composer"),
    ("proj .props .targets packages.config",
     r"[\w.-]+\.(?:cs|fs|vb)proj|Directory\.(?:Packages|Build)\.(?:props|targets)|packages\.config", "dotnet",
     "xml.msbuild"),
    ("mix.exs", r"mix\.exs", "elixir", "code.mix"),
    ("pubspec.yml pubspec.yaml", r"pubspec\.ya?ml", "dart", "documents.pubspec"),
    ("shard.yml", r"shard\.yml", "crystal", "documents.pubspec"),
    ("Package.swift", r"Package(?:@swift-[\w.-]+)?\.swift", "swift", "plain.swift"),
    ("deno.json", r"deno\.json", "javascript", "plain.deno"),
    ("vcpkg.json", r"vcpkg\.json", "cpp", "plain.vcpkg"),
    ("conanfile.txt", r"conanfile\.txt", "cpp", "plain.conan"),
    ("paket.dependencies", r"paket\.dependencies", "dotnet", "plain.paket"),
    ("build.sc build.mill", r"build\.(?:sc|mill)", "jvm", "plain.mill"),
)  # fmt: skip
_FOREIGN = frozenset(
    ("node_modules", "vendor", "third_party", "third-party", "bower_components", "fixtures", "__fixtures__",
     "testdata", "test-data", "test_data", "test-fixtures", "site-packages", "Pods", "__snapshots__")
)  # fmt: skip
_DEV = regex(
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
        rows = (manifest.declared, manifest.asked, manifest.indirect)
        declared, asked, indirect = (tuple(one._replace(scope="dev") for one in some) for some in rows)
        return Manifest(declared, manifest.own, asked, indirect)
    return manifest


def _telling(path: str) -> str:
    """The part of a path that tells a manifest's purpose: the file's name where names vary, and its folders."""
    folder, _, name = path.rpartition("/")
    return path if re.search(r"\.(?:txt|in|pip|\w+proj|gemfile|ya?ml)$", name) else folder


def _reader(path: str) -> tuple[str, str] | None:
    if not path or not _FOREIGN.isdisjoint(path.split("/")):
        return None
    for ends, pattern, ecosystem, function in _READERS:
        if path.endswith(tuple(ends.split())) and re.search(rf"(?:^|/)(?:{pattern})\Z", path):
            return ecosystem, function
    return None
