"""Which reader has something to read in which file: what data cannot say about routes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.families import Source
from reviewlint.facts.endpoints.modules import SERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.model import Endpoint

_SCRIPT_READERS = {
    "trpc": "outer", "nodehttp": "http", "sails": "", "honoopenapi": ".openapi(", "graphqlcode": "",
    "browserroutes": "path", "ownroutes": "",
}  # fmt: skip
_READERS = {
    "python": {
        "viewsets": ".register(",
        "pyramid": ".add_route(",
        "cherrypy": "cherrypy",
        "httpserver": "HTTPRequestHandler",
    },
    "php": {
        "annotated": "@",
        "plainphp": "<?",
        "wordpress": "",
        "magento": "Controller",
        "yii": "",
        "laminas": "route",
        "hyperf": "Hyperf",
        "codeigniter": "$route[",
        "phalcon": "Phalcon",
        "thinkphp": "",
        "mautic": "routes",
    },
    "java": {"servlets": "ervlet"},
    "elixir": {"phoenix": ""},
    "lua": {"lua": ""},
    "ruby": {"rails": "", "rubydsl": "", "actioncable": "Channel", "graphqlruby": "field"},
    **dict.fromkeys(sorted(SERVED), _SCRIPT_READERS),
}
"""By language the modules of `readers`, each with what must stand in the text before it is worth a load.

A module has `wanted(path, text)`, which says so exactly, and `read(source)`."""


def readers_of(path: str, text: str, language: str) -> list[str]:
    """The readers that have something to read in the file."""
    known = _READERS.get(language, {}).items()
    return [name for name, word in known if word in text and _module(name).wanted(path, text)]


def wanted(path: str, text: str, language: str) -> bool:
    """Whether one of the readers has something to read in the file."""
    return bool(readers_of(path, text, language))


def resolve(source: Source) -> Iterator[Endpoint]:
    """The endpoints that the readers find in one file."""
    for name in readers_of(source.path, source.text, source.language):
        yield from _module(name).read(source)


def _module(name: str):  # type: ignore[no-untyped-def]
    return import_module(f"reviewlint.facts.endpoints.readers.{name}")
