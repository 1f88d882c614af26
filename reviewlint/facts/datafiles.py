"""Data files of a fact, `config/frameworks/<kind>/*.toml` and a repository's own: which of them a text needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reviewlint.data import arrays, bundled, mentions
from reviewlint.record import Record


class Header(Record):
    """What decides whether a data file is needed, read without parsing it: its one-line arrays."""

    path: Path
    languages: tuple[str, ...]
    extensions: tuple[str, ...]
    markers: tuple[str, ...]


@cache
def catalogue(kind: str, folders: tuple[Path, ...]) -> tuple[Header, ...]:
    """The headers of the data files in the folder `kind`, the built-in ones first, then those in a repository's own."""
    places = [bundled("config") / "frameworks" / kind, *(folder / kind for folder in folders)]
    keys = ("languages", "extensions", "markers")
    return tuple(Header(path, *found) for place in places for path, found in arrays(place, keys))


def needed(kind: str, language: str, text: str, folders: tuple[Path, ...]) -> list[Header]:
    """The data files for code of `language` that have one of their markers in `text`."""
    known = catalogue(kind, folders)
    return [one for one in known if language in one.languages and mentions(text, one.markers)]
