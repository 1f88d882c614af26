"""What a file is for where its path does not say it: by its text and the files around it (`config/purpose.toml`)."""

from __future__ import annotations

import posixpath
import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from reviewlint.data import bundled_toml
from reviewlint.facts.roles.bypath import role_of
from reviewlint.facts.roles.copied import Copies
from reviewlint.facts.roles.gated import only_in_tests
from reviewlint.facts.roles.libraries import library_of
from reviewlint.limits import current
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reviewlint.change.model import Change
    from reviewlint.facts.model import Role

    Mentioning = Callable[[Iterable[str]], frozenset[str]]

_MOST_DOCUMENTS = 400
_MOST_USERS = 60
_MOST_MENTIONS = 400
_PROJECTS = (".csproj", ".fsproj", ".vbproj")
_SITES = tuple(
    f"{name}.{kind}"
    for name in ("docusaurus.config", ".vitepress/config", ".vuepress/config")
    for kind in ("js", "ts", "mjs", "mts")
)
_SITE_CODE = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".vue", ".html")
_HUGO = ("layouts/_default/single.html", ("hugo.toml", "config.toml", "hugo.yaml", "config.yaml"))
_ENV_OF = "script.py.mako"  # beside it, Alembic runs env.py


class Surroundings:
    """The files around those of `change`, each kind read at most once and only when a file may be of that purpose."""

    def __init__(self, change: Change, mentioning: Mentioning) -> None:
        self._change, self._mentioning = change, mentioning
        self._copies = Copies(change)

    def role(self, path: str, text: str | None, role: Role) -> Role:
        """The role of the file at `path` with that text, which by its path alone has `role`."""
        if role == "source":
            return self._of_source(path, text or "")
        if role == "test":
            return "source" if self._only_sounds_like_a_test(path, text or "") else "test"
        if role == "config" and (_told("asserting", path, text or "") or self._is_package(path)):
            return "test" if _told("asserting", path, text or "") else "source"
        return role

    def _of_source(self, path: str, text: str) -> Role:
        told = _told("tells", path, text)
        if told:
            return told
        folder, _, name = path.rpartition("/")
        if name == "env.py" and self._exists(folder, _ENV_OF):
            return "migration"
        if name.endswith(".scala") and self._is_sbt(path):
            return "config"
        if self._is_quoted(path, text) or self._is_site(path):
            return "docs"
        if self._supports_tests(path) or (path.endswith(".rs") and only_in_tests(self._change, path)):
            return "test"
        if (path.endswith(".go") and self._copies.has(path)) or self._is_library(path, text):
            return "vendored"
        if self._is_scaffold(path):
            return "asset"
        tool = self._builds_image(path) or self._is_tooling(path) or self._is_for_developers(path)
        return "config" if tool else "source"

    def _only_sounds_like_a_test(self, path: str, text: str) -> bool:
        """Whether nothing but its name calls a file a test, nothing in it tests, and code that ships names it."""
        table, (folder, _, name) = _table()["sounding"], path.rpartition("/")
        if not regex(table["name"]).search(name) or regex(table["tests"]).search(text):
            return False
        if role_of(posixpath.join(folder, f"a.{name.rpartition('.')[2]}")) != "source":
            return False
        users = sorted(self._mentioning([name.rpartition(".")[0]]) - {path})
        return any(role_of(user) == "source" for user in users[:_MOST_MENTIONS])

    def _exists(self, folder: str, name: str) -> bool:
        return posixpath.join(folder, name) in self._paths

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self._change.tree("head"))

    def _is_package(self, path: str) -> bool:
        """Whether the folder that stands for benchmarks, say, is a Python package that the project is named after."""
        top, _, rest = path.partition("/")
        if not rest.endswith(".py") or not self._exists(top, "__init__.py"):
            return False
        manifests = self._change.read("head", ("pyproject.toml", "setup.py", "setup.cfg"))
        named = re.compile(rf"(?m)^\s*name\s*=\s*[\"']?{re.escape(top)}[\"']?\s*,?\s*$")
        return any(named.search(text) for text in manifests.values())

    def _is_sbt(self, path: str) -> bool:
        """Whether it stands in the `project` folder beside a `build.sbt`, where the build itself is written."""
        before, inside, _ = f"/{path}".partition("/project/")
        return bool(inside) and self._exists(before.lstrip("/"), "build.sbt")

    def _is_quoted(self, path: str, text: str) -> bool:
        """Whether it only exists for documents to quote: a folder of snippets, and a document that names a region."""
        table = _table()["snippets"]
        if not regex(table["folder"]).search(path):
            return False
        regions = regex(table["region"]).findall(text)[:20]
        return bool(regions) and any(region in self._documents for region in regions)

    def _is_site(self, path: str) -> bool:
        """Whether it stands in the folder of a site of documents, which the configuration of its generator tells.

        Read of the base: no change makes its own code a document.
        """
        if not path.endswith(_SITE_CODE):
            return False
        base = self._change.tree("base")
        pages, settings = _HUGO
        return any(
            any(f"{folder}/{name}" in base for name in _SITES)
            or (f"{folder}/{pages}" in base and any(f"{folder}/{name}" in base for name in settings))
            for folder in _above(path)
        )

    @cached_property
    def _documents(self) -> str:
        paths = sorted(path for path in self._paths if path.endswith((".md", ".mdx", ".adoc", ".rst")))
        return "\n".join(self._change.read("head", paths[:_MOST_DOCUMENTS]).values())

    def _builds_image(self, path: str) -> bool:
        """Whether it is a script that a Dockerfile beside it runs while the image is built, and never afterwards."""
        folder, _, name = path.rpartition("/")
        if not name.endswith((".sh", ".bash")) or not self._exists(folder, "Dockerfile"):
            return False
        dockerfile = posixpath.join(folder, "Dockerfile")
        text = self._change.read("head", (dockerfile,)).get(dockerfile, "").replace("\\\n", " ")
        lines = [
            line.strip() for line in text.split("\n") if re.search(rf"(?<![\w.-]){re.escape(name)}\b", line)
        ]
        starts = any(line.startswith(("ENTRYPOINT", "CMD", "HEALTHCHECK")) for line in lines)
        return not starts and any(line.startswith("RUN ") for line in lines)

    def _is_tooling(self, path: str) -> bool:
        """Whether only continuous integration, developers' tasks, or such scripts run it, and no code imports it."""
        table = _table()["tooling"]
        folders = path.split("/")[:-1]
        if path.rpartition(".")[2] not in table["extensions"] or regex(table["programs"]).search(path):
            return False
        if folders and not set(table["folders"]) & set(folders):
            return False
        if not self._runs(path) and not any(self._runs(other) for other in self._siblings_using(path)):
            return False
        return not _names(path, self._products) and not self._imported(path)

    def _supports_tests(self, path: str) -> bool:
        """Whether it is of a Go package named after tests that nothing but tests and such packages imports."""
        folder = posixpath.basename(posixpath.dirname(path))
        if not path.endswith(".go") or not _is_support(folder):
            return False
        users = self._users(folder, rf'/{re.escape(folder)}"')
        return bool(users) and all(
            role_of(user) == "test" or _is_support(posixpath.basename(posixpath.dirname(user)))
            for user in users
        )

    def _is_library(self, path: str, text: str) -> bool:
        """Whether it is a library kept as a file, of which no package of the repository bears the name."""
        name = library_of(path, text)
        return bool(name) and not any(name in str(data.get("name")).lower() for data in self._packages)

    def _is_scaffold(self, path: str) -> bool:
        """Whether `dotnet new` copies it into other projects, while no project of this repository compiles it.

        Read of the base: no change makes its own code a scaffold.
        """
        base, folders = self._change.tree("base"), list(_above(path))
        held = next((one for one in folders if f"{one}/.template.config/template.json" in base), "")
        if not held:
            return False
        projects = (posixpath.dirname(other) for other in base if other.endswith(_PROJECTS))
        return not any(f"{one}/".startswith(f"{held}/") or one in ("", *folders) for one in projects)

    def _is_for_developers(self, path: str) -> bool:
        """Whether it stands in a folder of demo data, say, whose classes only tasks of developers and tests use."""
        table = _table()["developers"]
        folders = path.split("/")[:-1]
        depth = next((n for n, one in enumerate(folders, 1) if regex(table["folder"]).match(one)), 0)
        if not path.endswith(".rb") or not depth:
            return False
        folder = "/".join(folders[:depth])
        module = "".join(word.capitalize() for word in folders[depth - 1].split("_"))
        users = self._users(module, rf"(?<![\w:]){module}::")
        outside = [user for user in users if not user.startswith(f"{folder}/")]
        return bool(outside) and all(map(regex(table["users"]).search, outside))

    def _users(self, word: str, wanted: str) -> list[str]:
        """The files that hold `word` so as `wanted` says; all that hold it where those are too many to read."""
        files = sorted(self._mentioning([word]))
        if len(files) > _MOST_MENTIONS:
            return files
        return [user for user, text in self._change.read("head", files).items() if re.search(wanted, text)]

    def _runs(self, path: str) -> bool:
        return _names(path, self._runners)

    def _siblings_using(self, path: str) -> list[str]:
        folder = posixpath.dirname(path)
        beside = [other for other in self._paths if posixpath.dirname(other) == folder and other != path]
        if not folder or not any(map(self._runs, beside)):
            return []
        texts = self._change.read("head", beside[:_MOST_USERS])
        return [other for other, text in texts.items() if _imports(path, text)]

    def _imported(self, path: str) -> bool:
        """Whether code that is no tool beside it imports it."""
        stem = posixpath.basename(path).partition(".")[0]
        root = _tools_root(path)
        users = sorted(user for user in self._mentioning([stem]) if not user.startswith(root))
        texts = self._change.read("head", users[:_MOST_USERS])
        return len(users) > _MOST_USERS or any(_imports(path, text) for text in texts.values())

    @cached_property
    def _runners(self) -> str:
        """What continuous integration runs, and the tasks for developers."""
        wanted = regex("|".join(_table()["tooling"]["runners"]))
        texts = self._change.read("head", sorted(filter(wanted.search, self._paths)))
        return "\n".join((*texts.values(), *self._tasks(_table()["tooling"]["tasks"])))

    @cached_property
    def _products(self) -> str:
        """What says how the product is started or installed."""
        wanted = regex(_table()["tooling"]["products"])
        texts = self._change.read("head", sorted(filter(wanted.search, self._paths))[:_MOST_DOCUMENTS])
        return "\n".join((*texts.values(), *self._tasks(_table()["tooling"]["starting"]), *self._programs))

    @cached_property
    def _packages(self) -> list[dict[str, Any]]:
        import json

        paths = sorted(path for path in self._paths if posixpath.basename(path) == "package.json")
        found = []
        for text in self._change.read("head", paths[:_MOST_USERS]).values():
            try:
                data = json.loads(text)
            except (ValueError, RecursionError):
                continue
            if isinstance(data, dict):
                found.append(data)
        return found

    def _tasks(self, named: str) -> list[str]:
        tables = [data.get("scripts") for data in self._packages]
        return [
            value
            for table in tables if isinstance(table, dict)
            for name, value in table.items() if isinstance(value, str) and regex(named).search(name)
        ]  # fmt: skip

    @cached_property
    def _programs(self) -> list[str]:
        """What the packages of the repository install or offer."""
        given = [data.get(key) for data in self._packages for key in ("bin", "main", "exports", "module")]
        return [str(value) for value in given if value]


def _above(path: str) -> Iterator[str]:
    """The folders that a file stands in, the innermost first, without the top."""
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def _is_support(folder: str) -> bool:
    table = _table()["support"]
    return bool(regex(table["folder"]).match(folder)) and not regex(table["words"]).match(folder)


def _tools_root(path: str) -> str:
    """The folder of tools that `path` stands in, with the slash at its end; the path itself where it stands in none."""
    folders = path.split("/")[:-1]
    tools = set(_table()["tooling"]["folders"])
    depth = next((n for n, folder in enumerate(folders, 1) if folder in tools), 0)
    return "/".join([*folders[:depth], ""]) if depth else path


def is_built(path: str, problem: str | None) -> bool:
    """Whether a script that could not be read for `problem`, as it is too large, is what a bundler put out."""
    built = _table()["built"]
    is_large = problem is not None and problem.startswith("too large") and current().bytes >= built["least"]
    return is_large and _named(built["name"]).search(path) is not None


def _told(kind: str, path: str, text: str) -> Role | None:
    """The role that the text gives a file, if one of the marks of `kind` is in it."""
    for entry in _marks(kind):
        name, words, marks, role = entry
        if name.search(path) and any(word in text for word in words) and all(m.search(text) for m in marks):
            return role
    return None


@cache
def _marks(
    kind: str,
) -> tuple[tuple[re.Pattern[str], tuple[str, ...], tuple[re.Pattern[str], ...], Role], ...]:
    return tuple(
        (_named(e["name"]), tuple(e["words"]), tuple(map(regex, e["marks"])), e["role"])
        for e in _table()[kind]
    )


def _named(name: str) -> re.Pattern[str]:
    """The pattern of an entry's `name`, in which a place that several entries share stands as `{place}`."""
    for place, pattern in _table()["places"].items():
        name = name.replace(f"{{{place}}}", pattern)
    return regex(name)


def _names(path: str, text: str) -> bool:
    """Whether a text names a file by its path, or by the last folder and the name."""
    tail = "/".join(path.split("/")[-2:])
    return tail in text and re.search(rf"(?<![\w.-]){re.escape(tail)}(?![\w.-]*\w/)", text) is not None


def _imports(path: str, text: str) -> bool:
    stem = re.escape(posixpath.basename(path).rpartition(".")[0])
    return re.search(
        rf"[\"'/.]{stem}(?:\.\w+)?[\"']|^\s*(?:from\s+[\w.]*\b{stem}\s+import|import\s+[\w.]*\b{stem}\b|from\s+[\w.]+\s+import\s.*\b{stem}\b)"
        rf"|^\s*(?:source|\.)\s+\S*{stem}|\brequire_relative\s+\S*{stem}", text, re.MULTILINE,
    ) is not None  # fmt: skip


@cache
def _table() -> dict[str, Any]:
    return bundled_toml("purpose.toml")
