"""Job data: what a job, a consumer, a schedule or a command looks like: `config/frameworks/jobs/*.toml`.

A file names `languages` (of code) or `extensions` (of documents) and `markers`, all one-line arrays: it is
parsed only when a changed file of one of them holds a marker. A repository's own files stand in a folder
named `jobs` in its framework folder.

`[[job]]` of code: `framework`, `kind`, `rule` (an ast-grep rule object), and

- `where`: a regular expression that must match somewhere in the text; `paths`: one that the path must match.
- `title`: the places where the name stands, the first present one counts: an argument's position or name,
  `definition` (what the match is, or stands on), `inside` (the definition around it), `field:NAME` (a
  constant of the definition), `attribute:NAME` (the first string of an attribute), `key` (of a pair),
  `receiver`, `assigned` (the variable), `stem` (of the file), `itself` (the match), `match:PATTERN` (its first
  group in the text of the match). A call without a name of its own is named by its file.
- `handler`: the argument that names what does the work.
- `target`: a regular expression whose first group is the name of the job that a schedule runs.
- `queued`: the call only puts the job on a queue; it is new where no other file does.
- `aliases`: a regular expression for the part of the definition that lists its other names, quoted.
- `decorates`: the match must stand on a `function`.

`[[document]]` of a YAML file: `key` whose `values` make the job, `named` the path of its name, `after` the key
below which its name stands, `beside_name` the key beside it; `any` of several keys that have one of the keys
`beside` it, named by the key above them; `text`, a pattern whose first group is the name. Of Terraform: `resources`.
Of any file: `stem` (the file's name is the job's), `crontab` (every line of times is a job).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from reviewlint.data import bundled, may_match, mentions, read_rules
from reviewlint.errors import ConfigError
from reviewlint.facts.datafiles import catalogue, needed
from reviewlint.regex import regex


def rules(language: str, path: str, text: str, folders: tuple[Path, ...]) -> list[dict[str, Any]]:
    """The `[[job]]` entries that may match in `text`, the file of `language` at `path`."""
    known = needed("jobs", language, text, folders)
    low = text.lower() if known else ""
    return [row for h in known for row in _rows(h.path, "job") if _possible(row, path, text, low)]


def documents(path: str, text: str, folders: tuple[Path, ...]) -> list[dict[str, Any]]:
    """The `[[document]]` entries that may match in `text`, the file at `path`."""
    name = path.rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower()
    every = catalogue("jobs", folders)
    known = [h for h in every if suffix in h.extensions or ("cron" in path and h.extensions)]
    known = [h for h in known if mentions(text, h.markers)]
    low = text.lower() if known else ""
    return [row for h in known for row in _rows(h.path, "document") if _possible(row, path, text, low)]


def _possible(row: dict[str, Any], path: str, text: str, low: str) -> bool:
    paths, where = row.get("paths"), row.get("where")
    here = may_match(row, low) and (paths is None or regex(paths).search(path) is not None)
    return here and (where is None or regex(where, re.MULTILINE).search(text) is not None)


@cache
def _rows(path: Path, table: str) -> tuple[dict[str, Any], ...]:
    """The entries of one table. Raises ConfigError for a repository's broken one."""
    found = tuple(read_rules(path).get(table, ()))
    if not path.is_relative_to(bundled("config")):
        for row in found:
            if not isinstance(row.get("framework"), str) or (table == "job" and "rule" not in row):
                raise ConfigError(f"{path}: [[{table}]]: an entry needs a framework and a rule")
    return found
