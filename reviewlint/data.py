"""Where the data that ships with the program stands, and a cheap look into its files.

A data file (TOML) keeps what decides whether it is needed in one-line arrays, so that the many
files nobody needs on a run are skimmed and not parsed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from reviewlint.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """The folder `name` (`config`, `checks` or `docs/ci`) that ships with the program.

    In a wheel it is `reviewlint/_bundled/<name>`. In a checkout it stands beside the package; that is
    trusted only next to a `pyproject.toml`, or a stranger's `site-packages/checks` would be run.
    """
    inside = _PACKAGE / "_bundled" / name
    if inside.is_dir():
        return inside
    beside = _PACKAGE.parent / name
    if beside.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    raise ConfigError(f"the bundled folder {name} is missing: this installation is broken")


def one_line_array(text: str, key: str) -> tuple[str, ...]:
    """The strings of the top-level one-line array `key = ["…", …]` in TOML `text`; empty without one."""
    opening = f"{key} = ["
    start = 0 if text.startswith(opening) else text.find(f"\n{opening}") + 1
    if not start and not text.startswith(opening):
        return ()
    line = text[start:].partition("\n")[0]
    return tuple(line.rpartition("]")[0].split('"')[1::2])


def mentions(text: str, markers: tuple[str, ...]) -> bool:
    """Whether one of the markers stands in `text`; without any marker every text may be meant."""
    return not markers or any(marker in text for marker in markers)


@cache
def read_toml(path: Path) -> dict[str, Any]:
    """The parsed TOML file at `path`. Raises ConfigError when it is not valid TOML."""
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
