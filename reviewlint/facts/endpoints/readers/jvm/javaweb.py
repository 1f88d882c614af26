"""What a Java web application serves by its files: servlets of `web.xml`, actions of `struts.xml`, JSP pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.enclosed import COMMENT, blanked
from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.around import Around

_FILE = regex(r"(^|/)(web\.xml|struts[\w-]*\.xml)$|(^|/)(src|resources|classes)/.*\.xml$|\.jspx?$")
_HIDDEN = regex(r"(^|/)(WEB-INF|META-INF|includes?|tags|fragments?)/")
_ROOT = regex(r"^(?:.*/)?(?:webapp|WebContent|WebRoot|webapps/[^/]+)/")
_INSIDE = regex(r"(^|/)WEB-INF/")
_SERVLET = regex(r"<servlet>((?:(?!</servlet>)[\s\S])*)</servlet>")
_MAPPING = regex(r"<servlet-mapping>((?:(?!</servlet-mapping>)[\s\S])*)</servlet-mapping>")
_PACKAGE = regex(r"<package\b([^>]*)>|<action\b([^>]*)>")
_ATTRIBUTE = r"\b{}\s*=\s*[\"']([^\"']*)[\"']"
_ANSWER = regex(r"\bdo(Get|Post|Put|Patch|Delete|Head|Options)\s*\(\s*(?:final\s+)?Http")
_LIBRARY = regex(
    r"^(org\.(springframework|apache|glassfish|eclipse|jboss)|com\.(sun|vaadin)|javax?|jakarta)\."
)


def is_file(path: str) -> bool:
    """Whether a file of that name says what the application serves."""
    return _FILE.search(path) is not None


def read(path: str, text: str, around: Around | None) -> Iterator[Endpoint]:
    """The endpoints that the file declares, or is."""
    if path.endswith((".jsp", ".jspx")):
        if not _HIDDEN.search(path):
            yield Endpoint("http", "ANY", join(_below_root(path, around)), path, 1, "jsp")
        return
    clean = blanked(text, COMMENT)
    if path.endswith("web.xml"):
        yield from _servlets(path, clean, around)
    elif "<struts" in clean:
        yield from _actions(path, clean)


def _below_root(path: str, around: Around | None) -> str:
    """A path below the root of the web application, which is named as usual or holds a folder `WEB-INF`."""
    told = _ROOT.sub("", path)
    if told != path or around is None:
        return told
    roots = {one.partition("WEB-INF/")[0] for one in around.called(_INSIDE)}
    return path[max((len(root) for root in roots if path.startswith(root)), default=0) :]


def _servlets(path: str, text: str, around: Around | None) -> Iterator[Endpoint]:
    classes = {_inside(one[1], "servlet-name"): one[1] for one in _SERVLET.finditer(text)}
    for mapping in _MAPPING.finditer(text):
        declared = classes.get(_inside(mapping[1], "servlet-name"), "")
        name = _inside(declared, "servlet-class")
        if not declared or _LIBRARY.match(name):
            continue
        for found in re.finditer(r"<url-pattern>\s*([^<\s]+)\s*</url-pattern>", mapping[1]):
            line = text.count("\n", 0, mapping.start(1) + found.start()) + 1
            for method in _answered(name, around):
                yield Endpoint("http", method, join(found[1]), path, line, "servlet", name.rpartition(".")[2])


def _answered(name: str, around: Around | None) -> list[str]:
    """The methods that the servlet overrides."""
    last = name.rpartition(".")[2]
    paths = [*around.named(f"{last}.java"), *around.named(f"{last}.kt")] if around is not None else []
    texts = [around.text(path) or "" for path in paths if around is not None]
    return list(dict.fromkeys(m.upper() for text in texts for m in _ANSWER.findall(text))) or ["ANY"]


def _actions(path: str, text: str) -> Iterator[Endpoint]:
    namespace = ""
    for found in _PACKAGE.finditer(text):
        if found[1] is not None:
            namespace = _attribute(found[1], "namespace")
        elif name := _attribute(found[2], "name"):
            line = text.count("\n", 0, found.start()) + 1
            handler = _attribute(found[2], "class").rpartition(".")[2]
            yield Endpoint("http", "ANY", join(namespace, name), path, line, "struts", handler)


def _attribute(tag: str, name: str) -> str:
    found = re.search(_ATTRIBUTE.format(name), tag)
    return found[1] if found else ""


def _inside(text: str, element: str) -> str:
    found = re.search(rf"<{element}>\s*([^<]*?)\s*</{element}>", text)
    return found[1] if found else ""
