"""A request that a test writes down, in a format that is no programming language."""

from __future__ import annotations

from reviewlint.record import Record

SCRIPTED = "scripted"  # how the search for tests calls such a use of a route


class ScriptedRequest(Record):
    """One request of a test that also says what answer it expects.

    `address` is as written, with whatever stands for a part of it (`{{host}}/carts/<id>`); `method` is "" where the
    words do not say it.
    """

    path: str
    line: int
    method: str
    address: str
