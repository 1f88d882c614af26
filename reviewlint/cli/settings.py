"""What the global options of a command come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reviewlint.record import Record


class Settings(Record):
    """The global options."""

    directory: str = ""
    config: str | None = None
    colour: str = "auto"
    verbosity: int = 0
    debug: bool = False


def gather(given: Mapping[str, Any], outer: Settings) -> Settings:
    """The global options of a command laid over those given before it."""
    chosen = {name: given[name] for name in ("directory", "config", "colour") if given.get(name)}
    if given.get("quiet") or given.get("verbose"):
        chosen["verbosity"] = -1 if given.get("quiet") else int(given["verbose"])
    if given.get("debug"):
        chosen["debug"] = True
    return outer._replace(**chosen)


def split(values: Iterable[str]) -> tuple[str, ...]:
    """Ids given repeatedly or with commas, each once."""
    return tuple(dict.fromkeys(part.strip() for value in values for part in value.split(",") if part.strip()))
