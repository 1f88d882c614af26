"""Which reader has something to read in which file: what data cannot say about routes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.families import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.model import Endpoint

_SCRIPTS = ("javascript", "typescript", "tsx")
_READERS = {
    "python": ("viewsets", "pyramid", "cherrypy", "httpserver"),
    "php": ("annotated", "plainphp", "wordpress"),
    "elixir": ("phoenix",),
    "lua": ("lua",),
    "ruby": ("rails", "rubydsl"),
    **dict.fromkeys(_SCRIPTS, ("trpc", "nodehttp", "sails")),
}  # by language: modules of `readers`, each with `wanted(path, text)` and `read(source)`


def readers_of(path: str, text: str, language: str) -> list[str]:
    """The readers that have something to read in the file."""
    return [name for name in _READERS.get(language, ()) if _module(name).wanted(path, text)]


def wanted(path: str, text: str, language: str) -> bool:
    """Whether one of the readers has something to read in the file."""
    return bool(readers_of(path, text, language))


def resolve(source: Source) -> Iterator[Endpoint]:
    """The endpoints that the readers find in one file."""
    for name in readers_of(source.path, source.text, source.language):
        yield from _module(name).read(source)


def _module(name: str):  # type: ignore[no-untyped-def]
    return import_module(f"reviewlint.facts.endpoints.readers.{name}")
