"""Rails and Hanami: which files draw routes, and under which prefix another file draws or mounts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.readers.ruby.railsdraw import Drawing
from reviewlint.facts.endpoints.readers.ruby.railsmounts import telling
from reviewlint.facts.endpoints.readers.ruby.railsscope import Scope
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.families import Source
    from reviewlint.facts.model import Endpoint

_DRAWN = regex(r"^(.*?)config/routes/(.+)\.rb$")
_DRAWS = regex(r"\broutes\.(draw|append|prepend)\b")
_ENGINE = regex(r"^\s*(?:::)?((?:\w+::)*Engine)\.routes\.(?:draw|append|prepend)\b")


def wanted(path: str, text: str) -> bool:
    """Whether the file draws routes."""
    return path.endswith("routes.rb") or bool(_DRAWN.match(path) or _DRAWS.search(text))


def read(source: Source) -> Iterator[Endpoint]:
    """The endpoints that the file draws."""
    drawing = Drawing(source)
    for prefix in _drawn_at(source) or _mounted_at(source) or [""]:
        yield from drawing.walk(source.root, Scope({}, prefix, short=prefix))


def _drawn_at(source: Source) -> list[str]:
    """The prefixes under which the main file draws this one."""
    found = _DRAWN.match(source.path)
    return _places(source, f"{found[1]}config/routes.rb", found[2]) if found else []


def _mounted_at(source: Source) -> list[str]:
    """The prefixes under which applications mount the engine whose routes these are."""
    line = next((line for line in source.text.splitlines() if ".routes." in line), "")
    found = _ENGINE.match(line)
    return mounted(source, found[1]) if found else []


def mounted(source: Source, name: str) -> list[str]:
    """The prefixes under which routes files mount the engine or Rack application called `name`, with its modules."""
    if source.around is None:
        return []
    paths = source.around.mentioning([telling(name)], ["mount"])
    return [at for path in paths if path != source.path for at in _places(source, path, name)]


def _places(source: Source, path: str, name: str) -> list[str]:
    """The prefixes under which the routes file at `path` draws or mounts `name`."""
    place = source.at(path)
    if place is None or not wanted(path, place.text):
        return []
    drawing = Drawing(place, name)
    list(drawing.walk(place.root, Scope({})))
    return list(dict.fromkeys(drawing.drawn))
