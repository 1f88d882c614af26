"""Route styles that rules over single calls cannot say: one small reader a family, loaded when a file needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from reviewlint.needs import holds, of_pattern
from reviewlint.record import Record
from reviewlint.regex import regex

if TYPE_CHECKING:
    from re import Pattern

    from ast_grep_py import SgNode

    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.model import Endpoint

# language, what stands in a file that the reader has something to read in, the module of the reader
_FAMILIES = (
    (
        "go",
        r"\b\w*[rR]outes?\s*\{\s*(?:\n|\{|\w+\s*:|\")|\bg\.Meta\b|fasthttp|danielgtaylor/huma"
        r"|go-zero/rest|connectrpc\.com|connect-go|switch .*Path\b",
        "go.gotables",
    ),
    (
        "go",
        r"@router|ghttp\.Request|kataras/iris|func \((?:\w+ )?\*?\w*Controller\) (Get|Post|Put|Patch|Delete|Any)",
        "go.gocontrollers",
    ),
    (
        "go",
        r"map\[string\]map\[string\]|\n\s*(?:Get|Post|Put|Patch|Delete|GET|POST|DELETE)\s*:\s",
        "go.goverbs",
    ),
    (
        "go",
        r"(?<!Request)(?<!RequestWithContext)\(\s*(?:[\w./\"]+\s*,\s*)?"
        r"(?:http\.Method(?:Get|Post|Put|Patch|Delete)\b|\"(?:GET|POST|PUT|PATCH|DELETE)[\" ])",
        "go.goregistered",
    ),
    ("java kotlin", r"\bclass\s[^{]*\b\w+(?:Api|ApiDelegate|ApiService|Resource)\b[^{]*\{", "jvm.specified"),
    ("rust", r"\bwarp::", "others.warp"),
    ("kotlin", r"org\.http4k", "jvm.http4k"),
    ("java kotlin scala", r"linecorp\.armeria", "jvm.armeria"),
    ("java kotlin", r"RouteLocatorBuilder|PredicateSpec", "jvm.gateway"),
    ("java kotlin", r"RepositoryRestResource|data\.rest\.core\.annotation", "jvm.datarest"),
    ("java", r"struts2|ActionSupport|\bpackage [\w.]*\b(?:struts2?|actions?)\b", "jvm.struts"),
    (
        "csharp",
        r"\b(?:class|record)\s+\w*Controller\b|:[^{;=()]*Controller\b|ApiController|RoutePrefix|ActionResult\b"
        r"|\[[\w, ]*\bController\b|\[Http[A-Z]|\{controller\b",
        "dotnet.aspnet",
    ),
    ("csharp", r"\bCarterModule\b", "dotnet.carter"),
    ("csharp", r"\.Map(?:Get|Post|Put|Patch|Delete)\(\s*[A-Z]\w*\s*[,)]", "dotnet.endpointgroups"),
    ("csharp", r"\b(?:Get|Post|Put|Patch|Delete|Head|Options)\[|\busing Nancy", "dotnet.nancy"),
    ("csharp", r"\bHttpListener", "dotnet.listener"),
    ("csharp", r"FastEndpoints|:\s*\w*Endpoint\b|ServiceStack", "dotnet.fastendpoints"),
    ("scala", r"akka\.http|pekko\.http|Directives", "jvm.scaladirectives"),
    ("scala", r"http4s|zio\.http|zhttp", "jvm.http4s"),
    ("scala", r"\btapir\b", "jvm.tapir"),
    ("scala", r"routing\.sird", "jvm.playsird"),
    ("kotlin", r"\bktor\b[\s\S]*\b(get|post|put|patch|delete)\s*<", "jvm.ktorresources"),
    ("scala", r"\bNap\b|naptime", "jvm.naptime"),
    ("cpp c", r"CROW_|drogon|HttpController|ENDPOINT|httplib|Pistache|Routes::", "others.cpproutes"),
    (
        "dart",
        r"onRequest\b|@Route\b|@[A-Z]\w*\.(?:get|post|put|patch|delete|all)\(|@Expose|HttpServer|\bSession\b|addRoute\(",
        "others.dartroutes",
    ),
    ("haskell", r":>|:-|parseRoutes|Web\.Scotty|Web\.Spock", "others.haskellroutes"),
)
_ANNOTATED = ("java", "kotlin")
_SUM = regex(r"[\w.]+(?:\s*\+\s*[\w.]+)*")


class Source(Record):
    """One file as a reader gets it. `around`: the rest of the repository, None where it is not known."""

    path: str
    text: str
    root: SgNode
    language: str
    around: Around | None = None

    def texts(self, *words: list[str]) -> Iterator[str]:
        """This text, then those of the files that mention one of each of `words`, the nearest first."""
        from reviewlint.facts.endpoints.packages import nearest

        yield self.text
        around = self.around
        for path in nearest(around.mentioning(*words), self.path) if around is not None else ():
            yield (around.text(path) if around is not None else None) or ""

    def at(self, path: str, holding: Pattern[str] | None = None) -> Source | None:
        """The file at `path` as a reader gets it; None where it cannot be read, or `holding` is not found in it."""
        around = self.around
        text = self.text if path == self.path else around.text(path) if around is not None else None
        if text is None or (holding is not None and not holding.search(text)):
            return None
        root = self.root if path == self.path else around.tree(path) if around is not None else None
        return self._replace(path=path, text=text, root=root) if root is not None else None

    def endpoint(self, at: int, method: str, route: str, framework: str, handler: str = "") -> Endpoint:
        """The endpoint over HTTP that is told at the offset `at` of the text."""
        from reviewlint.facts.endpoints.paths import join
        from reviewlint.facts.model import Endpoint

        line = self.text.count("\n", 0, at) + 1
        return Endpoint("http", method, join(route), self.path, line, framework, handler)

    def string(self, node: SgNode | None) -> str | None:
        """The string that `node` stands for, its constants looked up here and in other files."""
        from reviewlint.facts.endpoints.nodes import string

        found = string(node, self.text)
        if node is None or self.around is None:
            return found
        if found is None:
            return _sum(node.text(), self.around, self.path) if _SUM.fullmatch(node.text()) else None
        for name in re.findall(r"\{([A-Z][A-Z0-9_]{3,})\}", found):
            value = self.around.constant(name, self.path)
            found = found.replace("{" + name + "}", value) if value is not None else found
        return found


def _sum(names: str, around: Around, here: str) -> str | None:
    """What constants of other files make together: `Paths.ORDERS + Paths.ONE`; None where none of them is known."""
    from reviewlint.facts.endpoints.nodes import summed

    ends = [name.rpartition(".")[2].strip() for name in names.split("+")]
    return summed([(around.constant(end, here), end) for end in ends])


def families_of(text: str, language: str) -> list[str]:
    """The modules of the readers that have something to read in `text`."""
    low = text.lower()
    return [
        module
        for languages, marker, module in _families()
        if language in languages and holds(low, of_pattern(marker)) and regex(marker).search(text)
    ]


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints that the readers find in one file."""
    names = families_of(source.text, source.language)
    for name in ["jvm.annotated", *names] if source.language in _ANNOTATED else names:
        yield from import_module(f"reviewlint.facts.endpoints.readers.{name}").endpoints(source)


@cache
def _families() -> tuple[tuple[frozenset[str], str, str], ...]:
    return tuple((frozenset(a.split()), b, c) for a, b, c in _FAMILIES)
