"""Which reader has something to read in which file: what data cannot say about routes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.families import Source
from reviewlint.syntax.language import CODE_SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.model import Endpoint

_SCRIPT_READERS = {
    "scripts.trpc": "outer",
    "scripts.nodehttp": "http",
    "scripts.sails": "",
    "scripts.honoopenapi": ".openapi(",
    "scripts.graphqlcode": "",
    "scripts.browserroutes": "path",
    "scripts.ownroutes": "",
}
_READERS = {
    "python": {
        "python.viewsets": ".register(",
        "python.pyramid": ".add_route(",
        "python.cherrypy": "cherrypy",
        "python.httpserver": "HTTPRequestHandler",
    },
    "php": {
        "php.annotated": "@",
        "php.plainphp": "<?",
        "php.wordpress": "",
        "php.magento": "Controller",
        "php.yii": "",
        "php.laminas": "route",
        "php.hyperf": "Hyperf",
        "php.codeigniter": "$route[",
        "php.phalcon": "Phalcon",
        "php.thinkphp": "",
        "php.mautic": "routes",
    },
    "java": {"jvm.servlets": "ervlet"},
    "elixir": {"others.phoenix": ""},
    "lua": {"others.lua": ""},
    "ruby": {
        "ruby.rails": "",
        "ruby.rubydsl": "",
        "ruby.actioncable": "Channel",
        "ruby.graphqlruby": "field",
    },
    **dict.fromkeys(sorted(CODE_SCRIPTS), _SCRIPT_READERS),
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
