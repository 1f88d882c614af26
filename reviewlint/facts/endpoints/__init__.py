"""What the server serves after the change and did not serve before: two (method, route) sets compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.model import Endpoint, Endpoints, Unseen

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from reviewlint.change.model import Side
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import File

__all__ = ["establish", "routes_of", "serve"]


def establish(facts: Facts) -> Endpoints:
    """The endpoints that the changed files add and remove, and the files that could not be read."""
    from reviewlint.facts.endpoints.compare import only_in

    head: list[Endpoint] = []
    base: list[Endpoint] = []
    unseen: list[Unseen] = []
    for file in facts.files:
        if file.role != "source" and not _is_route_file(file.path):
            continue
        head += _side(facts, file, "head", unseen)
        base += _side(facts, file, "base", unseen)
    return Endpoints(only_in(head, base), only_in(base, head), tuple(dict.fromkeys(unseen)))


def routes_of(facts: Facts, path: str) -> tuple[Endpoint, ...]:
    """Every endpoint that the head version of the file at `path` serves, changed or not."""
    from reviewlint.syntax.language import language_of
    from reviewlint.syntax.tree import Unparsable, read

    if any(file.path == path for file in facts.files):
        file = next(file for file in facts.files if file.path == path)
        return tuple(_side(facts, file, "head", []))
    text = facts.change.read("head", [path]).get(path)
    language = language_of(path)
    if text is None or (language is None and not _is_route_file(path)):
        return ()
    try:
        root = read(text, language) if language else None
    except Unparsable:
        return ()
    return tuple(serve(path, text, root, language.name if language else "", facts.settings.frameworks))


def serve(path: str, text: str, root: SgNode | None, language: str, folders: tuple = ()) -> list[Endpoint]:  # type: ignore[type-arg]
    """The endpoints that one file serves."""
    from reviewlint.facts.endpoints.extract import FileRoutes
    from reviewlint.facts.endpoints.framework import frameworks_of
    from reviewlint.facts.endpoints.resolvers import resolve

    found: list[Endpoint] = []
    if root is not None:
        for framework in frameworks_of(text, language, folders):
            found += FileRoutes(path, text, root, framework).endpoints()
    found += resolve(path, text, root, language)
    return list(dict.fromkeys(found))


def _side(facts: Facts, file: File, side: Side, unseen: list[Unseen]) -> list[Endpoint]:
    text = facts.sources.text(file.path, side)
    if text is None:
        return []
    if _is_route_file(file.path):
        return serve(file.path, text, None, file.language, facts.settings.frameworks)
    if not _worth_parsing(text, file, facts):
        return []
    root = facts.sources.tree(file.path, side)
    if root is None:
        problem = facts.sources.problem(file.path, side)
        if problem and side == "head":
            unseen.append(Unseen(file.path, problem))
        return []
    return serve(file.path, text, root, file.language, facts.settings.frameworks)


def _worth_parsing(text: str, file: File, facts: Facts) -> bool:
    from reviewlint.facts.endpoints.framework import frameworks_of
    from reviewlint.facts.endpoints.resolvers import wanted

    return bool(frameworks_of(text, file.language, facts.settings.frameworks)) or wanted(
        file.path, text, file.language
    )


def _is_route_file(path: str) -> bool:
    return path.endswith("conf/routes") or (path.endswith(".routes") and "conf/" in path)
