"""Pages that a router of the browser shows: `{ path: "/board/:id", component: Board }`, and where a test finds them.

A server shows such an application at a prefix of its own: `/apps/deck/board/1`, `/apps/deck/#/board/1`.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reviewlint.enclosed import closing, open_at
from reviewlint.facts.reach.routes.urls import visits
from reviewlint.facts.reach.testcode import in_browser, is_test_path
from reviewlint.regex import regex
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.reach.code import Code, CodeFile
    from reviewlint.syntax.model import Literal

_PAGE_OF_USE = regex(r"\bpath\s*[:=]\s*\{?\s*[\"'`](/?[\w:/*{}.?-]+)[\"'`]")
_ROUTES = regex(r"\bchildren\s*:|\b(?:components?|element|Component|loadComponent|loadChildren|lazy)\s*[:=]")
_KEY = regex(r"(?<![\w.])path\s*:\s*[\"'`]([^\"'`\n]*)[\"'`]")
_BASE = regex(
    r"\bcreateWeb(?:Hash)?History\(\s*[^)\s]|\bbase(?:name|Name|path)?\s*[:=]|\bAPP_BASE_HREF\b|\bmode\s*:\s*[\"']hash"
)
_ROUTERS = (
    "vue-router",
    "react-router",
    "react-router-dom",
    "createBrowserRouter",
    "APP_BASE_HREF",
    "wouter",
)
_MADE_BY = (  # what makes a router or is given to one: the components that only go to its pages are many
    "createWebHistory",
    "createWebHashHistory",
    "createRouter",
    "createBrowserRouter",
    "BrowserRouter",
    "VueRouter",
    "Router",
    "basename",
    "APP_BASE_HREF",
)
AROUND = (
    "AROUND"  # in place of a verb: the page in which what is asked for is shown for some of its addresses
)
_MOUNTS = regex(
    r"\bcreate(?:SSR)?App\(|\b(?:create|hydrate)Root\(|\bReactDOM\.(?:render|hydrate)\(|\bnew Vue\("
    r"|\bbootstrapApplication\("
)
_ROOT_FILE = regex(
    r"(?:^|/)pages/_app\.[jt]sx?$|(?:^|/)app/layout\.[jt]sx$|(?:^|/)routes/\+layout\.svelte$"
    r"|(?:^|/)layouts/default\.vue$"
)
_MOST_DEEP, _MOST_LINES, _MOST_FILES = 8, 400, 30
_MOST_ABOVE, _MOST_TESTS = 60, 60


def given_to(file: CodeFile, line: int) -> Iterator[tuple[str, str]]:
    """The page that a router of the browser shows by what stands at `line`, `{ path: "/x", component: X }`.

    With those around it, for which `AROUND` stands in place of the verb.
    """
    if file.language not in SCRIPTS:
        return
    paths = _of_objects(file, line)
    if paths:
        yield "ANY", _joined(paths)
        yield from ((AROUND, _joined(paths[:end])) for end in range(1, len(paths)) if paths[end].strip("/"))
        return
    near = "\n".join(file.line(number) for number in range(line - 1, line + 2))
    found = _PAGE_OF_USE.findall(file.line(line)) or _PAGE_OF_USE.findall(near)
    yield from (("ANY", page) for page in found[:1])


def bases(code: Code) -> tuple[str, ...]:
    """The texts of the routers of the browser that are told at what address of the server their pages begin."""
    making, naming = code.mentioning(*_MADE_BY), code.mentioning(*_ROUTERS)
    first = (*sorted(naming & making), *sorted(naming - making))
    paths = (p for p in first if code.index.language(p) in SCRIPTS)
    own = islice((p for p in paths if not is_test_path(p)), _MOST_FILES)
    texts = (code.index.text(path) or "" for path in own)
    return tuple(text for text in texts if _BASE.search(text))


def is_root(path: str) -> bool:
    """Whether what a file defines is drawn around every page, by its place (Next, Nuxt, SvelteKit)."""
    return _ROOT_FILE.search(path) is not None


def mounts(file: CodeFile, line: int) -> bool:
    """Whether what stands at `line` is the application as a whole: `createApp(App).mount("#app")`."""
    if file.language not in SCRIPTS or _MOUNTS.search(file.text) is None:
        return False
    text = "\n".join(file.lines[max(line - _MOST_ABOVE, 0) : line])
    openings = (text[text.rfind("\n", 0, at) + 1 : at + 1] for at in open_at(text, len(text)))
    return any(_MOUNTS.search(opening) for opening in (file.line(line), *openings))


def shown(code: Code) -> tuple[tuple[CodeFile, Literal], ...]:
    """The addresses that tests in a browser show."""
    found = list[tuple["CodeFile", "Literal"]]()
    tests = (p for p in sorted(code.mentioning("visit", "goto")) if is_test_path(p) and in_browser(p))
    for file in filter(None, map(code.file, islice(tests, _MOST_TESTS))):
        found += ((file, one) for one in file.outline.literals if visits(file, one))
    return tuple(found)


def is_home(address: str, based: tuple[str, ...]) -> bool:
    """Whether an address is that of the first page: `/`, `#/`, or where an application begins on its server."""
    path = address.partition("?")[0]
    begins = path.rstrip("/").removesuffix("#").rstrip("/")
    quotes = [f"{mark}{begins}{end}" for mark in "\"'`" for end in ("/", mark)]
    return not begins or any(one in text for text in based for one in quotes)


def _of_objects(file: CodeFile, line: int) -> list[str]:
    """The paths of the objects around what `line` shows, outermost first, from the last that begins at the root."""
    shown = [found.end() for found in _ROUTES.finditer(file.line(line))]
    end = file.line(line)[: shown[-1] if shown else None]
    text = "\n".join((*file.lines[max(line - _MOST_LINES, 0) : line - 1], end))
    if _KEY.search(text) is None:
        return []
    paths = list[str]()
    for opened in islice(open_at(text, len(text)), _MOST_DEEP):
        own = _flat(text[opened + 1 :]) if text[opened] == "{" else ""
        found = _KEY.search(own)
        if found is None or not (paths or _ROUTES.search(own)):
            continue
        paths.insert(0, found[1])
        if found[1][:1] == "/":
            break
    return paths


def _joined(paths: list[str]) -> str:
    return "/" * (paths[0][:1] == "/") + "/".join(filter(None, (path.strip("/") for path in paths)))


def _flat(text: str) -> str:
    """What stands in a bracket that is open from the start of `text`, without what inner ones hold."""
    kept, at = list[str](), 0
    while at < len(text):
        end = closing(text, at) if text[at] in "([{" else at
        kept.append(text[at])
        at = end + 1
    return "".join(kept)
