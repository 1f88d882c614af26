"""What the configuration of a service says of its paths: a prefix of all, and the values of placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.families import Source

_PLACES = (
    "src/main/resources/application.properties", "src/main/resources/application.yml",
    "src/main/resources/application.yaml", "resources/application.properties", "resources/application.yml",
    "resources/application.yaml", "application.properties", "application.yml", "config.yml", "conf/application.conf",
)  # fmt: skip
_WEB = ("src/main/webapp/WEB-INF/web.xml", "WEB-INF/web.xml", "webapp/WEB-INF/web.xml")
_PLACEHOLDER = regex(r"\$\{([\w.-]+)(?::((?:[^{}]|\$\{[^{}]*\})*))?\}")
_MOST = 100_000


def without_placeholders(route: str, source: Source) -> str:
    """`route` with `${key:default}` replaced by the configured value, else by its default, else by `{key}`."""
    for _ in range(4):
        if "${" not in route:
            break
        route = _PLACEHOLDER.sub(lambda found: _value(found, source), route)
    return route


def _value(found: re.Match[str], source: Source) -> str:
    configured = setting(source, found[1])
    if configured is not None:
        return configured
    return found[2] if found[2] is not None else "{" + found[1] + "}"


def prefix_in_settings(source: Source, keys: list[str]) -> str:
    """The paths that the configuration gives under `keys`, put together."""
    return "/".join(value.rstrip("*") for key in keys if (value := setting(source, key)) is not None)


def setting(source: Source, key: str) -> str | None:
    """The value of a dotted key in the nearest configuration file above the source file."""
    if source.around is None:
        return None
    for text in _files(source):
        if text.lstrip().startswith(("{", "<")):
            continue
        value = _property(text, key) or _nested(text, key)
        if value is not None:
            return value
    return None


def _files(source: Source) -> list[str]:
    """The texts of the configuration files of the nearest folder above that has any."""
    folders = source.path.split("/")[:-1]
    around = source.around
    while around is not None:
        base = "/".join(folders)
        texts = [around.text(f"{base}/{place}" if base else place) for place in _PLACES]
        known = [text[:_MOST] for text in texts if text]
        if known or not folders:
            return known
        folders.pop()
    return []


def servlet_prefixes(source: Source) -> dict[str, str]:
    """The prefixes that the nearest `web.xml` maps servlets to, by the class of each."""
    folders, around = source.path.split("/")[:-1], source.around
    while around is not None:
        base = "/".join(folders)
        for place in _WEB:
            text = around.text(f"{base}/{place}" if base else place)
            if text:
                return _servlets(text[:_MOST])
        if not folders:
            break
        folders.pop()
    return {}


def _servlets(text: str) -> dict[str, str]:
    classes = dict(
        re.findall(r"<servlet-name>\s*([\w.]+)\s*</servlet-name>\s*<servlet-class>\s*([\w.]+)", text)
    )
    mapped = re.findall(r"<servlet-name>\s*([\w.]+)\s*</servlet-name>\s*<url-pattern>\s*([^\s<]+)", text)
    return {classes.get(name, name): pattern.rstrip("*") for name, pattern in mapped}


def _property(text: str, key: str) -> str | None:
    found = re.search(rf"^[ \t]*{re.escape(key)}[ \t]*[=:][ \t]*[\"']?([^\s\"'#]+)", text, re.MULTILINE)
    return found[1] if found else None


def _nested(text: str, key: str) -> str | None:
    """The value in YAML written as nested mappings, read line by line by its indentation."""
    path: list[tuple[int, str]] = []
    for line in text.split("\n"):
        found = re.match(r"( *)([\w.-]+):(?:[ \t]+[\"']?([^\s\"'#]+))?", line)
        if not found:
            continue
        width = len(found[1])
        path = [(w, k) for w, k in path if w < width]
        path.append((width, found[2]))
        if found[3] is not None and ".".join(k for _, k in path) == key:
            return found[3]
    return None
