"""Coverage reports (Cobertura, JaCoCo, LCOV) as one thing: which lines of which file were run.

The XML is read by expat in one pass; a document that declares entities is refused, so nothing expands.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reviewlint.errors import ConfigError

Lines = dict[int, bool]


class Coverage:
    """The measured lines of files by the path the report gives them."""

    def __init__(self, files: dict[str, Lines]) -> None:
        self._files = files
        self._by_name: dict[str, list[str]] = {}
        for path in files:
            self._by_name.setdefault(path.rsplit("/", 1)[-1], []).append(path)

    def hit(self, path: str, first: int, last: int) -> int | None:
        """A line of `first..last` of the path that was run, past the first where there are more.

        The line that defines a function runs on import, which says nothing of its body.
        """
        lines = self._lines(path)
        inside = sorted(n for n in lines if first <= n <= last)
        body = [n for n in inside if n > first] or inside
        return next((n for n in body if lines[n]), None)

    def _lines(self, path: str) -> Lines:
        if path in self._files:
            return self._files[path]
        named = self._by_name.get(path.rsplit("/", 1)[-1], [])
        fitting = [p for p in named if p.endswith("/" + path) or path.endswith("/" + p.lstrip("./"))]
        return self._files[fitting[0]] if len(fitting) == 1 else {}


def read(reports: Iterable[Path]) -> Coverage:
    """All reports as one. Raises ConfigError for a file that is none of the three formats, or unreadable."""
    files: dict[str, Lines] = {}
    for report in reports:
        for path, number, run in _report(report):
            lines = files.setdefault(path, {})
            lines[number] = lines.get(number, False) or run
    return Coverage(files)


def _report(path: Path) -> list[tuple[str, int, bool]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _xml(path, content)
    if b"SF:" in content:
        return _lcov(path, content.decode("utf-8", "surrogateescape"))
    raise ConfigError(f"{path}: not a coverage report", next_step="give a Cobertura, JaCoCo or LCOV report")


def _lcov(path: Path, text: str) -> list[tuple[str, int, bool]]:
    found, current = [], ""
    try:
        for line in text.splitlines():
            if line.startswith("SF:"):
                current = line[3:].replace("\\", "/")
            elif line.startswith("DA:"):
                number, hits = line[3:].split(",")[:2]
                found.append((current, int(number), float(hits) > 0))
    except ValueError as error:
        raise ConfigError(f"{path}: not a sound LCOV report: {error}") from error
    return found


class _Reader:
    """Collects lines from the events of either XML format."""

    def __init__(self) -> None:
        self.found: list[tuple[str, int, bool]] = []
        self._file = self._package = ""

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "package":
            self._package = given.get("name", "")
        elif tag == "class" and "filename" in given:
            self._file = given["filename"].replace("\\", "/")
        elif tag == "sourcefile":
            self._file = f"{self._package}/{given.get('name', '')}"
        elif tag == "line" and "nr" in given:
            self.found.append((self._file, int(given["nr"]), int(given.get("ci", "0")) > 0))
        elif tag == "line" and "number" in given:
            self.found.append((self._file, int(given["number"]), float(given.get("hits", "0")) > 0))


def _xml(path: Path, content: bytes) -> list[tuple[str, int, bool]]:
    from xml.parsers import expat

    def refuse(*_: object) -> None:
        raise ConfigError(f"{path}: declares XML entities, which no coverage report needs")

    reader, parser = _Reader(), expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise ConfigError(f"{path}: not a sound coverage report: {error}") from error
    return reader.found
