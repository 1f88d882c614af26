"""Resilience data: clients, error handlers and retries: `config/frameworks/resilience/*.toml`.

A file names `languages` and `markers`, one-line arrays. A repository's own files stand in a folder named
`resilience` in its framework folder. Every entry has `rule`, an ast-grep rule object, and may have `where`,
a regular expression that must match somewhere in the text.

- `[[client]]`: an outbound call, or the making of a client, that waits for ever unless told otherwise. `name`;
  `timeout`, what in the call, around it or where its client is made sets one; `default`, what anywhere in
  the file sets one for all; `positional`, the number of arguments that include one; `never`, an argument
  that takes it away; `made`, how the receiver must have been made; `called`, the
  full name that the call must have once the file's imports are followed (Python); `not`, calls that are let be.
- `[[handler]]`: where an error is caught; what it does with it is read as `handlers` says. `expected`: errors
  that are answers of a look-up, where something is done; `flow`: errors that are none, even where nothing is;
  `always`: the match itself drops the error, `unless` it matches, or, with `guards`, it hangs on what is waited
  for; `lost`: only where what is set is set anew before anybody looks at it; `fails`, what the signature of a
  function of the same file must hold; `tail`: the word on whose line it does.
- `[[retry]]`: a retry without an end.
- `[[loop]]`: an endless loop; `tries`, the kind of node in it that meets errors; `failed`, what goes on after one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reviewlint.data import may_match, mentions, read_rules
from reviewlint.facts.datafiles import needed
from reviewlint.regex import regex


def rules(table: str, language: str, text: str, near: str, folders: tuple[Path, ...]) -> list[dict[str, Any]]:
    """The entries of one table that may match in `text`, a file of `language`, where `near` is what differs in it."""
    known = [
        h for h in needed("resilience", language, text, folders) if mentions(near, (*h.markers, *_LIMITS))
    ]
    rows: list[dict[str, Any]] = [row for h in known for row in read_rules(h.path).get(table, ())]
    low = text.lower() if rows else ""
    possible = [row for row in rows if may_match(row, low)]
    return [row for row in possible if "where" not in row or regex(row["where"]).search(text)]


_LIMITS = ("imeout", "eadline", "etry", "etries", "leep", "ackoff", "ttempt")  # what ends a wait or a loop
