"""Ruby's small frameworks: Sinatra, Padrino, Grape, Roda, Cuba, WEBrick, where blocks nest as paths do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.nodes import (
    Call,
    items,
    line_of,
    named_children,
    qualified,
    read_call,
    string,
)
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.readers.ruby.rails import mounted
from reviewlint.facts.endpoints.readers.ruby.roda import BRANCHES, RECEIVERS, branch, paths, takes_request
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.endpoints.families import Source

_VERBS = frozenset(["get", "post", "put", "patch", "delete", "head", "options", "link", "unlink"])
_NESTS = frozenset(
    [
        "namespace",
        "resource",
        "resources",
        "group",
        "segment",
        "scope",
        "route_param",
        "controller",
        "controllers",
    ]
)
_MARK = regex(
    r"\b([sS]inatra|[gG]rape|[pP]adrino|[rR]oda|[cC]uba|Hanami::Router|WEBrick|webrick|Rack::Builder)\b"
)
_CONTROLLERS = regex(r"^[A-Z][\w:]*\.controllers?\b.*\bdo\s*$", re.MULTILINE)
_BRANCH = regex(
    r"^\s*hash_(?:branch|path|routes)\b|^\s*route\(?\s*['\":]\w+['\"]?\)?\s*do\s*\|\s*r\b", re.MULTILINE
)
_NAMED = regex(r"^[ \t]*(module|class)[ \t]+([\w:]+)", re.MULTILINE)
_CLASS = regex(r"<\s*(::)?(\w+::)*(API|Base|Application|Roda|Cuba|Endpoint|\w*App|\w*Api|\w*API|\w*Base)\b")


def wanted(path: str, text: str) -> bool:
    """Whether the file may serve with one of these frameworks."""
    if path.endswith("routes.rb"):
        return False
    return any(p.search(text) for p in (_MARK, _CONTROLLERS, _BRANCH)) or bool(
        _CLASS.search(text)
        and re.search(
            r"^\s*(get|post|put|patch|delete)\b.*\bdo\b|^\s*(resources?|namespace|desc)\b", text, re.MULTILINE
        )
    )


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints of the file."""
    app = App(source)
    yield from app.walk(source.root, "", False)


class App:
    """One file of such an application."""

    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text
        self.version = self.top = ""
        self.padrino = False

    def walk(self, node: SgNode, prefix: str, roda: bool) -> Iterator[Endpoint]:
        """The endpoints of the statements below `node`, which is served under `prefix`."""
        for child in named_children(node):
            kind = child.kind()
            if kind == "class":
                self.version = ""
                self.top = join(self._mounted(child.field("name")), self._declared(child))
                yield from self.walk(child, self.top, roda)
            elif kind == "call":
                yield from self._call(read_call(child), prefix, roda)
            elif kind not in ("method", "singleton_method", "lambda", "argument_list"):
                yield from self.walk(child, prefix, roda)

    def _call(self, call: Call, prefix: str, roda: bool) -> Iterator[Endpoint]:
        name, receiver = call.name, call.receiver.text() if call.receiver is not None else ""
        placed = branch(call, self.source) if name == "route" or name in BRANCHES else None
        if (roda and receiver in RECEIVERS) or (
            name in ("on", "is") and not receiver and takes_request(call)
        ):
            yield from self._roda(call, prefix)
        elif placed is not None and call.block is not None:
            yield from self.walk(call.block, placed, True)
        elif receiver == "" and name == "route" and call.block is not None and not call.positional:
            yield from self.walk(call.block, prefix, True)
        elif receiver == "" and name == "version":
            yield from self._versioned(call, prefix, roda)
        elif name in ("controller", "controllers") and receiver[:1].isupper() and call.block is not None:
            yield from self._controllers(call)
        elif receiver == "" and name in _NESTS and call.block is not None:
            yield from self.walk(call.block, join(prefix, self._segment(call)), roda)
        elif receiver == "" and (name in _VERBS or name == "route"):
            yield from self._verb(call, prefix)
        elif (
            name in ("mount_proc", "mount")
            and receiver
            and call.positional
            and "string" in call.positional[0].kind()
        ):
            yield from self._webrick(call)
        elif call.block is not None and name not in (
            "helpers",
            "before",
            "after",
            "params",
            "configure",
            "lambda",
            "proc",
        ):
            yield from self.walk(call.block, prefix, roda)

    def _versioned(self, call: Call, prefix: str, roda: bool) -> Iterator[Endpoint]:
        """A version of Grape, which stands in the path after all prefixes unless told otherwise."""
        using = call.named.get("using")
        told = "" if using is not None and "path" not in using.text() else self._words(call)[:1]
        if call.block is not None:
            yield from self.walk(call.block, join(prefix, *told), roda)
        else:
            self.version = "".join(told)

    def _controllers(self, call: Call) -> Iterator[Endpoint]:
        """The routes of Padrino's `App.controllers :posts do`, below what the app is mounted at."""
        told = string(call.named.get("map"), self.text)
        self.top, self.padrino = self._mounted(call.receiver), True
        if call.block is not None:
            named = [told] if told else self._words(call)
            yield from self.walk(call.block, join(self.top, self._parents(call), *named), False)
        self.padrino = False

    def _parents(self, call: Call) -> str:
        """What Padrino's `parent: :post` puts before a path: `post/:post_id`."""
        given = call.named.get("parent") if self.padrino else None
        names = [string(one, self.text) or "" for one in items(given)] if given is not None else []
        return join(*(f"{name}/:{name}_id" for name in names))

    def _words(self, call: Call) -> list[str]:
        """The strings among the arguments, those of a list too."""
        found = (i for p in call.positional if p.kind() != "pair" for i in items(p))
        return [w for i in found if (w := string(i, self.text)) is not None]

    def _segment(self, call: Call) -> str:
        told = string(call.argument([0]), self.text) or ""
        return f":{told}" if call.name == "route_param" else told

    def _verb(self, call: Call, prefix: str) -> Iterator[Endpoint]:
        """`get "/x" do`: a block, or `to:` something; without either it is a request, not a route."""
        if call.block is None and not {"to", "map", "with"} & set(call.named):
            return
        words, methods = self._words(call), [call.name.upper()]
        if call.name == "route":
            methods = ["ANY" if w == "any" else w.upper() for w in words if w in _VERBS or w == "any"]
            words = [w for w in words if w not in _VERBS and w != "any"]
        told = string(call.named.get("map"), self.text)
        base = prefix.removeprefix(self.top) if not told or not self.padrino else ""
        base = join(self._parents(call), base)
        for route in [told] if told else words or ([""] if not call.positional else []):
            for method in methods:
                yield self._endpoint(
                    call, method, join(self.top, self.version, base, self._clean(call, route))
                )

    def _clean(self, call: Call, route: str) -> str:
        """A path without what may be left out; in Padrino with the parameters that are named beside it."""
        if self.padrino:
            route = "" if route == "index" else route
            beside = call.named.get("with")
            names = [string(i, self.text) or "" for i in items(beside)] if beside is not None else []
            route = join(route, *(f":{name}" for name in names))
        return re.sub(r"\(.*?\)", "", route.replace("/?", "/")).replace("?", "")

    def _roda(self, call: Call, prefix: str) -> Iterator[Endpoint]:
        for path in paths(call, self.text):
            here = join(prefix, path)
            if call.name in ("on", "is", "branch") and call.block is not None:
                yield from self.walk(call.block, here, True)
            elif call.name in _VERBS and (call.block is not None or call.positional):
                yield self._endpoint(call, call.name.upper(), here)
        if call.name == "root":
            yield self._endpoint(call, "GET", prefix or "/")

    def _webrick(self, call: Call) -> Iterator[Endpoint]:
        route = string(call.positional[0], self.text) or ""
        body = call.block.text() if call.block is not None else ""
        methods = re.findall(
            r"when\s+['\"](GET|POST|PUT|PATCH|DELETE)['\"]|request_method\s*==\s*['\"](\w+)['\"]", body
        )
        verbs = list(dict.fromkeys(a or b for a, b in methods))
        if call.name == "mount" and len(call.positional) > 1:
            if "FileHandler" in call.positional[1].text():
                yield self._endpoint(call, "GET", join(route, "*"))
                return
            servlet = re.escape(call.positional[1].text())
            found = re.search(rf"class\s+{servlet}\b(.*?)(?=^class |\Z)", self.text, re.DOTALL | re.MULTILINE)
            verbs = re.findall(r"def\s+do_(\w+)", found[1]) if found else []
        for method in verbs or ["GET"]:
            yield self._endpoint(call, method, route)

    def _mounted(self, name: SgNode | None) -> str:
        """Where another class or file mounts the class called `name`."""
        around = self.source.around
        last = name.text().rpartition("::")[2] if name is not None else ""
        own = qualified(name.parent()).replace(".", "::") if name is not None else ""
        drawn = mounted(self.source, own) if own else []
        if drawn:
            return drawn[0]
        for path in (
            around.mentioning([last], ["mount", "to", "run", "map", "on"])
            if around is not None and last
            else []
        ):
            text = around.text(path) if around is not None else None
            if text is not None and path.endswith((".rb", ".ru")):
                found = _place(text, last, around, path)
                if found is not None:
                    return join(*mounted(self.source, _class_in(text))[:1], found)
        return ""

    def _declared(self, node: SgNode) -> str:
        """The prefix that a Grape API declares for itself."""
        found = re.search(r"^\s+prefix\s+[:'\"]([\w/]+)", node.text(), re.MULTILINE)
        return found[1] if found else ""

    def _endpoint(self, call: Call, method: str, route: str) -> Endpoint:
        return Endpoint("http", method, route, self.source.path, line_of(call.node), "ruby")


def _class_in(text: str) -> str:
    """The name of the first class in `text`, with the modules around it."""
    names = []
    for kind, name in _NAMED.findall(text):
        names.append(name)
        if kind == "class":
            return "::".join(names)
    return ""


def _place(text: str, name: str, around: Around | None, path: str) -> str | None:
    """The prefix at which `text` mounts the class called `name`."""
    mounted = re.search(
        rf"^\s*mount\s+(?:::)?(?:\w+::)*{name}\b(?:\s*(?:=>|,\s*at:)\s*['\"]([^'\"]*))?", text, re.MULTILINE
    )
    if mounted and "config/routes" not in path:
        prefix = re.search(r"^\s+prefix\s+[:'\"]([\w/]+)", text, re.MULTILINE)
        version = re.search(r"^\s+version\s+\[?[:'\"]([\w.]+)[^\n]*path", text, re.MULTILINE)
        return join(prefix[1] if prefix else "", version[1] if version else "", mounted[1] or "")
    told = re.search(
        rf"mount\((?:['\"]\w+['\"],\s*)?[^)]*['\"]{name}['\"][^)]*\)\.to\(\s*['\"]([^'\"]*)",
        text,
        re.IGNORECASE,
    )
    told = told or re.search(
        rf"mount\s*\(\s*['\"](?:\w+::)*{name}['\"](?:[^()]|\([^()]*\))*\)\.to\(\s*['\"]([^'\"]*)", text
    )
    mapped = re.search(
        rf"(?:map|r\.on)\s*\(?\s*['\"]([^'\"]+)['\"]\s*\)?\s*(?:do|\{{)\s*(?:r\.)?run\s+(?:\w+::)*{name}\b",
        text,
    )
    found = told or mapped
    return found[1] if found else None
