"""What schemas of messages declare: Protocol Buffers and Avro by line, GraphQL by its types."""

from __future__ import annotations

from collections.abc import Iterator

from reviewlint.regex import regex

_SCHEMA = regex(
    r"^\s*(message|enum|service|rpc)\s+(\w+)"
    r"|^\s++(?!option\b)(?:repeated\s+|optional\s+|required\s+)?"
    r"(?:[\w.<>, \t]+(?<=\s))?(\w++)\s*+=\s*-?\d+\s*[;\[]"
)
_BODY = regex(r"\b(type|input|interface|enum)\s+(\w+)[^{}]*\{([^{}]*)\}")
_FIELD = regex(r"(\w+)\s*(?:\(([^()]*)\))?\s*:\s*([\[\]\w!]+)")
_NAME = regex(r"\b([A-Za-z_]\w*)")
_ARGUMENT = regex(r"(\w+)\s*:")

Named = tuple[str, int, str]  # name, line, the type that it has


def messages(path: str, text: str) -> Iterator[Named]:
    """The types of a schema, their fields with their types, arguments and values."""
    if path.endswith((".graphql", ".graphqls", ".gql")):
        yield from _graphql(text)
        return
    owner = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _SCHEMA.match(line)
        if not found:
            continue
        if found[1] and found[1] != "rpc":
            owner = found[2]
            yield owner, number, ""
        else:
            yield f"{owner}.{found[2] or found[3]}", number, found[0].strip(" \t;[")


def _graphql(text: str) -> Iterator[Named]:
    from reviewlint.facts.graphql import declared, quiet

    types: dict[str, str] = {}
    more: list[Named] = []
    clean = quiet(text)
    for body in _BODY.finditer(clean):
        line = clean.count("\n", 0, body.start(3)) + 1
        for name, given, type_, at in _inside(body[1], body[3], line):
            types[f"{body[2]}.{name}"] = type_
            more += ((f"{body[2]}.{name}({argument})", at, "") for argument in _ARGUMENT.findall(given))
            if body[1] == "enum":
                more.append((f"{body[2]}.{name}", at, ""))
    yield from ((name, line, types.get(name, "")) for name, line in declared(text))
    yield from more


def _inside(kind: str, body: str, line: int) -> Iterator[tuple[str, str, str, int]]:
    """(name, arguments, type, line) of what stands between the braces of a type."""
    if kind == "enum":
        yield from ((m[1], "", "", line + body.count("\n", 0, m.start())) for m in _NAME.finditer(body))
        return
    for found in _FIELD.finditer(body):
        yield found[1], found[2] or "", found[3], line + body.count("\n", 0, found.start())
