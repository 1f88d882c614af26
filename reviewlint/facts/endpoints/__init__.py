"""What the server serves after the change and did not serve before: two (method, route) sets compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.model import Endpoint, Endpoints, Unseen
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ast_grep_py import SgNode

    from reviewlint.change.model import Side
    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.framework import Framework
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

_CONTROLLER = regex(r"Controller\b|@Path\b|\[Route\b")
_CLASS_HEAD = regex(r"\bclass\s+\w+[^{;]*")
_BASE = regex(r"\babstract (?:partial )?class\s+\w*Controller\w*[^{;]*:")
_GENERATED = regex(
    r"kratos/v\d/transport/http|go-zero/rest|hertz/pkg/app/server|gin-gonic/gin|labstack/echo|go-chi/chi|gorilla/mux|gofiber/"
)
_ELSEWHERE = {"java": "jvm.specified", "kotlin": "jvm.specified", "go": "go.gocontrollers"}
_DECLARING = ("config", "docs")  # roles of schemas and templates that declare what is served

__all__ = ["establish", "routes_of", "serve"]


def establish(facts: Facts) -> Endpoints:
    """The endpoints that the changed files add and remove, and the files that could not be read."""
    from reviewlint.facts.endpoints.compare import only_in

    unseen: list[Unseen] = []
    files = [f for f in facts.files if _declares(facts, f)]
    head = [e for file in files for e in _side(facts, file, "head", unseen)]
    base = [e for file in files for e in _side(facts, file, "base", unseen)]
    bound = _told_elsewhere(facts, files)
    if head or base or bound or _any_framework(facts, files, "mount"):
        head, base = _composed(facts, files, head, base, bound)
    head, base = _registered(facts, files, head, base)
    return Endpoints(only_in(head, base), only_in(base, head), tuple(dict.fromkeys(unseen)))


def _declares(facts: Facts, file: File) -> bool:
    """Whether what the file serves may be what the program serves."""
    if file.role == "generated" and file.language == "go":  # written by a generator of servers
        texts = (facts.sources.text(file.path, side) or "" for side in ("head", "base"))
        return any(_GENERATED.search(text) for text in texts)
    return file.role == "source" or (file.role in _DECLARING and _is_route_file(file.path))


def _composed(
    facts: Facts, files: list[File], head: list[Endpoint], base: list[Endpoint], bound: bool
) -> tuple[list[Endpoint], list[Endpoint]]:
    """Both sides once more with what other files give; cheap where nothing differs, unless `bound` to look."""
    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.compare import only_in
    from reviewlint.facts.endpoints.moved import mounted_elsewhere

    after, before = Around(facts, "head"), Around(facts, "base")
    moved = mounted_elsewhere(facts, files, after, before)
    same = not moved and not only_in(head, base) and not only_in(base, head)
    if same and not bound:
        return head, base
    return (
        [e for file in files for e in _side(facts, file, "head", [], after)] + _unchanged(moved, after),
        [e for file in files for e in _side(facts, file, "base", [], before)] + _unchanged(moved, before),
    )


def _registered(
    facts: Facts, files: list[File], head: list[Endpoint], base: list[Endpoint]
) -> tuple[list[Endpoint], list[Endpoint]]:
    """Both sides with the services that one of them starts or stops to register."""
    from reviewlint.facts.endpoints import registered

    files = registered.speaking(facts, files)
    if not files or not any(path.endswith(".proto") for path in facts.change.tree("head")):
        return head, base
    from reviewlint.facts.endpoints.around import Around

    after, before = Around(facts, "head"), Around(facts, "base")
    new = registered.services(facts, files, after, before)
    old = registered.services(facts, files, before, after)
    return (
        [*registered.without(head, old), *registered.served(facts, new, after)],
        [*registered.without(base, new), *registered.served(facts, old, before)],
    )


def _unchanged(paths: list[str], around: Around) -> list[Endpoint]:
    """What files outside of the change serve through a mount that the change touches."""
    found: list[Endpoint] = []
    for path in paths:
        root, text = around.tree(path), around.text(path)
        if root is not None and text is not None:
            served = serve(path, text, root, around.language(path), around.folders, around)
            found += served if path in around.mounted else []
    return found


def routes_of(facts: Facts, path: str, around: Around | None = None) -> tuple[Endpoint, ...]:
    """Every endpoint that the head version of the file at `path` serves, changed or not.

    `around`: the head side of the repository, for the prefixes that other files give.
    """
    from reviewlint.syntax.language import language_of
    from reviewlint.syntax.tree import Unparsable, read

    if any(file.path == path for file in facts.files):
        file = next(file for file in facts.files if file.path == path)
        return tuple(_side(facts, file, "head", [], around))
    text = facts.change.read("head", [path]).get(path)
    language = language_of(path)
    if text is None or (language is None and not _is_route_file(path)):
        return ()
    try:
        root = read(text, language) if language else None
    except Unparsable:
        return ()
    known = language.name if language else ""
    return tuple(serve(path, text, root, known, facts.settings.frameworks, around))


def serve(
    path: str, text: str, root: SgNode | None, language: str, folders: tuple[Path, ...] = (),
    around: Around | None = None,
) -> list[Endpoint]:  # fmt: skip
    """The endpoints that one file serves. `around`: the repository, where routers may be mounted."""
    from reviewlint.facts.endpoints.readers import files

    found = (
        _unparsed(path, text, around)
        if root is None
        else _parsed(path, text, root, language, folders, around)
    )
    found += files.read(path, text, around)
    return list(dict.fromkeys(found))


def _parsed(
    path: str, text: str, root: SgNode, language: str, folders: tuple[Path, ...], around: Around | None
) -> list[Endpoint]:
    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.endpoints.families import read as read_families
    from reviewlint.facts.endpoints.framework import frameworks_of
    from reviewlint.facts.endpoints.resolvers import resolve
    from reviewlint.facts.endpoints.rustpaths import opened

    found: list[Endpoint] = []
    root = opened(text, root) if language == "rust" else root
    for framework in frameworks_of(text, language, folders):
        from reviewlint.facts.endpoints.extract import FileRoutes

        if not _is_used(path, framework, around):
            continue

        found = _fullest(found, FileRoutes(path, text, root, framework, around).endpoints())
    source = Source(path, text, root, language, around)
    found = _fullest(found, read_families(source))
    return _fullest(found, resolve(source))


def _is_used(path: str, framework: Framework, around: Around | None) -> bool:
    """Whether the package that the framework's data asks for, if it does, is one that the file's own package uses."""
    from reviewlint.facts.endpoints.readers.files import uses

    asked = "package" in framework.data
    return not asked or (around is not None and uses(path, framework.data, around))


def _unparsed(path: str, text: str, around: Around | None) -> list[Endpoint]:
    """What schemas, templates and documents declare, and languages without a grammar."""
    from reviewlint.facts.endpoints import schemas
    from reviewlint.facts.endpoints.readers import documents
    from reviewlint.facts.endpoints.readers.go import goapi
    from reviewlint.facts.endpoints.readers.jvm import javaweb
    from reviewlint.facts.endpoints.readers.others.lua import is_moon, read_moon

    found = list(schemas.endpoints(path, text, around)) if schemas.is_schema(path) else []
    found += documents.read(path, text) if not is_moon(path) else read_moon(path, text)
    found += goapi.read(path, text) if goapi.is_api(path) else []
    return [*found, *javaweb.read(path, text, around)] if javaweb.is_file(path) else found


def _fullest(one: list[Endpoint], other: Iterable[Endpoint]) -> list[Endpoint]:
    """What two frameworks read in one file; of a line that both read, what says more of the path."""
    lines: dict[int, list[list[Endpoint]]] = {}
    for number, endpoints in enumerate((one, other)):
        for endpoint in endpoints:
            lines.setdefault(endpoint.line, [[], []])[number].append(endpoint)
    size = len
    return [
        e
        for pair in lines.values()
        for e in max(pair, key=lambda found: (max((size(e.route) for e in found), default=-1), size(found)))
    ]


def _side(
    facts: Facts, file: File, side: Side, unseen: list[Unseen], around: Around | None = None
) -> list[Endpoint]:
    text = facts.sources.text(file.path, side)
    if text is None:
        return []
    path = file.path if side == "head" else file.old_path or file.path
    if not file.language or not _worth_parsing(text, file, facts):
        return serve(path, text, None, file.language, facts.settings.frameworks, around)
    root = facts.sources.tree(file.path, side)
    if root is None:
        problem = facts.sources.problem(file.path, side)
        if problem and side == "head":
            unseen.append(Unseen(file.path, problem))
        return []
    return serve(path, text, root, file.language, facts.settings.frameworks, around)


def _worth_parsing(text: str, file: File, facts: Facts) -> bool:
    from reviewlint.facts.endpoints.families import families_of
    from reviewlint.facts.endpoints.framework import frameworks_of
    from reviewlint.facts.endpoints.resolvers import readers_of

    return bool(
        frameworks_of(text, file.language, facts.settings.frameworks)
        or families_of(text, file.language)
        or readers_of(file.path, text, file.language)
    )


def _is_route_file(path: str) -> bool:
    from reviewlint.facts.endpoints.readers.documents import is_document
    from reviewlint.facts.endpoints.readers.jvm.javaweb import is_file
    from reviewlint.facts.endpoints.schemas import is_schema

    return is_schema(path) or is_document(path) or path.endswith((".moon", ".api")) or is_file(path)


def _told_elsewhere(facts: Facts, files: list[File]) -> bool:
    """Whether files that the change leaves alone may say what the changed ones serve."""
    from reviewlint.facts.endpoints.named import any_named

    if _any_heir(facts, files) or _any_framework(facts, files, "package") or _any_specified(facts, files):
        return True
    return any_named(facts, (file for file in files if _may_serve(facts, file)))


def _may_serve(facts: Facts, file: File) -> bool:
    text = facts.sources.text(file.path, "head") if file.language else None
    return text is not None and _worth_parsing(text, file, facts)


def _any_heir(facts: Facts, files: list[File]) -> bool:
    """Whether the head of a class changed that may inherit routes from another file, or a base that others inherit."""
    for file in files:
        if file.language in ("java", "kotlin", "csharp"):
            texts = [facts.sources.text(file.path, side) or "" for side in ("head", "base")]
            if any(_CONTROLLER.search(text) for text in texts):
                heads = [_CLASS_HEAD.findall(text) for text in texts]
                if heads[0] != heads[1] or any(_BASE.search(text) for text in texts):
                    return True
    return False


def _any_specified(facts: Facts, files: list[File]) -> bool:
    """Whether a changed class may implement an interface that a build writes, or be registered in another file."""
    from reviewlint.facts.endpoints.families import families_of

    texts = ((facts.sources.text(f.path, "head"), f.language) for f in files if f.language in _ELSEWHERE)
    return any(text and _ELSEWHERE[language] in families_of(text, language) for text, language in texts)


def _any_framework(facts: Facts, files: list[File], key: str) -> bool:
    """Whether a framework that a file may use says anything under `key`."""
    from reviewlint.facts.endpoints.framework import frameworks_of

    for file in files:
        text = facts.sources.text(file.path, "head") if file.language else None
        if text and any(key in f.data for f in frameworks_of(text, file.language, facts.settings.frameworks)):
            return True
    return False
