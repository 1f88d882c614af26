"""Documents read by libraries, and careful ways into them."""

from __future__ import annotations

from typing import Any


def toml(text: str) -> dict[str, Any]:
    """A TOML document. Raises ValueError (or RecursionError)."""
    import tomllib

    return tomllib.loads(text)


def json(text: str) -> dict[str, Any]:
    """A JSON object, {} for any other value. Raises ValueError (or RecursionError)."""
    from json import loads

    document = loads(text.removeprefix("\ufeff"))
    return document if isinstance(document, dict) else {}


def yaml(text: str) -> Any:
    """The first YAML document. Raises ValueError (or RecursionError)."""
    import yaml as library

    try:
        return next(
            iter(library.load_all(text, Loader=getattr(library, "CSafeLoader", library.SafeLoader))), None
        )
    except library.YAMLError as error:
        raise ValueError(str(error).partition("\n")[0]) from error


def table(document: Any, *keys: str) -> dict[str, Any]:
    """The table below `keys`, {} where there is none."""
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else {}


def strings(rows: Any) -> list[str]:
    """The strings of a list, [] for anything else."""
    return [row for row in rows if isinstance(row, str)] if isinstance(rows, list) else []
