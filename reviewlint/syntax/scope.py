"""What is open while the outline of a file is read."""

from __future__ import annotations

from reviewlint.record import Record


class Scope(Record):
    """Up to where it is open, in which definition, the prefix of names, and the marks handed down in it."""

    end: int
    number: int
    prefix: str
    marks: tuple[str, ...] = ()
    is_module: bool = False  # no type: what stands in it is a function, not a method
