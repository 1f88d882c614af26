"""Whether a source file belongs to a library that others build on, or to an application."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

_APPLICATION = frozenset(
    ("Dockerfile", "Procfile", "manage.py", "artisan", "config.ru", "app.json", "fly.toml", "Containerfile")
)
_SHOWN = frozenset(("contrib", "example", "examples", "tutorials", "samples", "demo", "demos"))
_MANIFESTS = {
    "python": ("pyproject.toml", "setup.cfg", "setup.py"),
    "javascript": ("package.json",),
    "typescript": ("package.json",),
    "tsx": ("package.json",),
    "go": ("go.mod",),
    "rust": ("Cargo.toml",),
    "java": ("build.gradle", "build.gradle.kts", "pom.xml"),
    "kotlin": ("build.gradle", "build.gradle.kts", "pom.xml"),
    "scala": ("build.sbt",),
    "csharp": (),
    "php": ("composer.json",),
    "ruby": (),
}
_API_MODULE = regex(
    r"(?:^|/|^[\w.]+-)(?:api|spi|sdk)/[^/]+\Z"
)  # the manifest of a module that others compile against
# of OSGi: others build on what they export
_BUNDLES = regex(r"<packaging>bundle<|(?:bnd-maven|maven-bundle)-plugin<")
_BUNDLED = regex(r"/(?:internal|impl)/")  # what they do not
_PUBLISHES = regex(r"\bpublishTo\b|(?i:\bsonatype(?!oss|repo)\w+)\s*:=")
_SERVER = regex(
    r'"dependencies"\s*:\s*\{[^}]*"(?:express|koa|fastify|@hapi/hapi|hapi|restify|@nestjs/core)"\s*:'
)
_UNPUBLISHED = regex(r"publish\s*=\s*(false|\[\s*\])|publish\.workspace\s*=\s*true")
_GO_HIDDEN = regex(r"(^|/)(internal|cmd|main|examples?|vendor|_\w+)(/|$)|^main\.go$")
_PROGRAM_OF_GO = regex(r"^package main\b", re.MULTILINE)  # nobody can import it
_SHIPPED = regex(r'"(module|exports|types|typings|files|publishConfig)"\s*:')
_MAIN = regex(r'"main"\s*:\s*"(?:\./)?([^"]+)"')
_SERVERS = (
    "setup.py",
    "pyproject.toml",
    "composer.json",
    "Gemfile",
    "pom.xml",
    "build.gradle",
    "go.mod",
    "mix.exs",
)
_PAGE = regex(
    r"(?!(?:tests?|examples?|docs?|demo)/)(?:[^/]+/)*(?:templates|views)/(?:[^/]+/)*[^/]+\.(?:x?html?|jinja2?|j2)\Z"
)
_MANY_PAGES = 10  # a library brings a page or two of its own; who has more serves them
_PACKED = regex(r"<PackageId>|<IsPackable>true|<GeneratePackageOnBuild>\s*true")
_PROGRAM = regex(r'Sdk="Microsoft\.NET\.Sdk\.(Web|Worker|BlazorWebAssembly)"|<OutputType>\s*(Win)?Exe\b')
_IMAGE = regex(r"docker/Dockerfile(?:\.(?:prod|prd|production|release))?\Z")
# of systemd: what runs is a program, and its crates are parts of it
_UNIT = regex(r"(?!(?:.*/)?(?:tests?|examples?|contrib|docs?|dist)/).*\.service\Z")
_DJANGO = regex(
    r"(?!(?:tests?|examples?|demo|sandbox|docs)/)[\w-]+/manage\.py\Z"
)  # a project of Django a folder below
_PRESENTED = (
    regex(r"^\s*description\b", re.MULTILINE),
    regex(r"^\s*license(?:-file)?\b", re.MULTILINE),
)
_PYTHON_LIBRARY = regex(r"Topic :: Software Development :: Libraries|Framework :: ")


def is_library(facts: Facts, file: File) -> bool:
    """True when the nearest manifest offers the file's package to others and nothing deploys it."""
    return _Libraries.of(facts).offers(file)


class _Libraries:
    """The manifests of one change, each read once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tree = facts.change.tree("head")
        self.deployed = any(name in self.tree for name in _APPLICATION) or any(
            _IMAGE.match(path) or _DJANGO.match(path) for path in self.tree
        )
        self.texts: dict[str, str] = {}
        self.pages: int | None = None
        self.folders: dict[tuple[str, str], bool] = {}

    @classmethod
    def of(cls, facts: Facts) -> _Libraries:
        """The one of `facts`."""
        kept = facts.__dict__.get("_libraries")
        if kept is None:
            kept = facts.__dict__["_libraries"] = cls(facts)
        assert isinstance(kept, cls)  # noqa: S101  narrows the type
        return kept

    def offers(self, file: File) -> bool:
        """Whether the file's package is a library, and the file no private part of it."""
        folder = file.path.rpartition("/")[0]
        key = (folder, file.language)
        if key not in self.folders:
            self.folders[key] = not self._private(file) and self._library(folder, file.language)
        return self.folders[key]

    def _private(self, file: File) -> bool:
        if file.language == "go":
            hidden = _GO_HIDDEN.search(file.path.rpartition("/")[0]) is not None or "main.go" in self.tree
            return hidden or _PROGRAM_OF_GO.search(self._text(file.path)) is not None
        parts = file.path.split("/")
        return not _SHOWN.isdisjoint(parts) or any(p.startswith("_") and p != "__init__.py" for p in parts)

    def _library(self, folder: str, language: str) -> bool:
        if self._set_apart(folder, language):
            return True
        if language == "ruby":
            return any(p.endswith(".gemspec") and "/" not in p for p in self.tree) and not self.deployed
        if language == "csharp":
            return self._packed(folder)
        for name in _MANIFESTS.get(language, ()):
            path = self._nearest(folder, name)
            if path is not None:
                return self._published(name, path)
        return False

    def _set_apart(self, folder: str, language: str) -> bool:
        """Whether a program keeps the folder apart for others: an API module, or `pkg` where there is `internal`."""
        if language == "go":
            return folder.startswith("pkg/") and any(path.startswith("internal/") for path in self.tree)
        if language in ("java", "kotlin"):
            paths = [self._nearest(folder, name) for name in _MANIFESTS[language]]
            return any(_API_MODULE.search(path) for path in paths if path) or self._exported(
                folder, paths[-1]
            )
        return False

    def _exported(self, folder: str, manifest: str | None) -> bool:
        """Whether a bundle of OSGi, by its own manifest or the one at the top, offers the package in the folder."""
        if manifest is None or _BUNDLED.search(f"/{folder}/"):
            return False
        return any(_BUNDLES.search(self._text(path)) for path in (manifest, "pom.xml") if path in self.tree)

    def _nearest(self, folder: str, name: str) -> str | None:
        while True:
            path = f"{folder}/{name}".lstrip("/")
            if path in self.tree:
                return path
            if not folder:
                return None
            folder = folder.rpartition("/")[0]

    def _published(self, name: str, path: str) -> bool:
        text = self._text(path)
        if name == "package.json":
            return '"private": true' not in text and self._shipped(path, text) and not self._here(path)
        if name == "Cargo.toml":
            folder = path.rpartition("/")[0]
            library = f"{folder}/src/lib.rs".lstrip("/") in self.tree or "[lib]" in text
            offered = "[package]" in text and _presented(text) and not _UNPUBLISHED.search(text)
            return library and offered and not self.deployed and not any(map(_UNIT.match, self.tree))
        if name == "go.mod":
            return not self._here(path) and not self._commands(path.rpartition("/")[0])
        if name == "composer.json":
            return '"type": "library"' in text and not self.deployed
        if name in ("build.gradle", "build.gradle.kts", "pom.xml"):
            return bool(re.search(r"maven-publish|java-library|<distributionManagement>", text)) and not (
                self.deployed or "spring-boot" in text
            )
        if name == "build.sbt":
            return _PUBLISHES.search(text) is not None
        return bool(_PYTHON_LIBRARY.search(text)) or not (self.deployed or self._serves_pages())

    def _shipped(self, path: str, text: str) -> bool:
        """Whether a package says what others get of it; `main` alone does where no server is beside it or around it."""
        if _SHIPPED.search(text):
            return True
        folder = path.rpartition("/")[0]
        main = _MAIN.search(text)
        near = {folder, folder.rpartition("/")[0]}
        beside = any(f"{one}/{name}".lstrip("/") in self.tree for one in near for name in _SERVERS)
        return main is not None and not beside and not _SERVER.search(text)

    def _serves_pages(self) -> bool:
        if self.pages is None:
            self.pages = sum(1 for path in self.tree if _PAGE.match(path))
        return self.pages > _MANY_PAGES

    def _here(self, path: str) -> bool:
        """Whether something beside the manifest, or at the top, deploys it."""
        folder = path.rpartition("/")[0]
        return self.deployed or any(f"{folder}/{name}".lstrip("/") in self.tree for name in _APPLICATION)

    def _commands(self, folder: str) -> bool:
        """Whether the module in the folder, or the repository, holds programs of its own."""
        below = f"{folder}/".lstrip("/")
        if any(below + name in self.tree for name in ("main.go", "main/main.go")):
            return True
        commands = ("cmd/", f"{below}cmd/")
        return any(path.startswith(commands) and path.endswith("main.go") for path in self.tree)

    def _packed(self, folder: str) -> bool:
        while folder:
            beside = [p for p in self.tree if p.endswith(".csproj") and p.rpartition("/")[0] == folder]
            if beside:
                text = self._text(beside[0])
                return bool(_PACKED.search(text)) and not _PROGRAM.search(text)
            folder = folder.rpartition("/")[0]
        return False

    def _text(self, path: str) -> str:
        if path not in self.texts:
            self.texts[path] = self.facts.change.read("head", [path]).get(path, "")
        return self.texts[path]


def _presented(manifest: str) -> bool:
    """Whether a package of Rust says what it is and how it is licensed: the registry takes no other."""
    return all(pattern.search(manifest) for pattern in _PRESENTED)
