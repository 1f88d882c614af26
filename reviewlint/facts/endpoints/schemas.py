"""What files that are no code declare: Play's and Yesod's routes, Protocol Buffers, GraphQL, event sources.

A service of a proto file counts where the repository registers it; a specification in OpenAPI where it is what
the server is built from, not what describes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewlint.facts.endpoints.paths import join
from reviewlint.facts.endpoints.playfiles import is_play, prefix_of_file
from reviewlint.facts.model import Endpoint
from reviewlint.regex import regex

if TYPE_CHECKING:
    from reviewlint.facts.endpoints.around import Around

_NAMES = regex(
    r"(^|/)conf/(.*/)?routes$|\.routes$|\.proto$|\.(graphqls?|gql)$|(^|/)(openapi|swagger)[\w.-]*\.ya?ml$|(^|/)serverless[\w.-]*\.ya?ml$"
    r"|(^|/)(template|sam)[\w.-]*\.ya?ml$|(^|/)(rpc|protos?|protobuf|grpc|pb|apis?)/(.*/)?[\w.-]+\.ya?ml$|\.yesodroutes$|(^|/)config/routes$"
)
_PLAY = regex(r"^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(/\S*)\s+([\w.@]+)")
_CLIENTS = regex(r"(^|/)(client|clients|frontend|web|webapp|ui|mobile|android|ios|app)/")
_COMMENT = regex(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_PACKAGE = regex(r"^\s*package\s+([\w.]+)\s*;", re.MULTILINE)
_RPC = regex(r"\brpc\s+(\w+)\s*\(")
_HTTP = regex(r"\b(get|put|post|delete|patch)\s*:\s*\"([^\"]+)\"")
_TYPE = regex(r"^[ \t]*(?:extend\s+)?type\s+(Query|Mutation|Subscription)\b[^{]*\{", re.MULTILINE)
_FIELD = regex(r"(?:^|\{)[ \t]*(\w+)\s*:", re.MULTILINE)
_YESOD = regex(r"^( *)(/\S*)\s+([\w-]+)(:?)\s*([A-Z ]*?)\s*(?:!.*)?$")
_BUILT = (
    "x-amazon-apigateway-integration",
    "x-openapi-router-controller",
    "x-swagger-router-controller",
    "x-google-backend",
)
_VERBS = ("get", "put", "post", "delete", "patch", "head", "options")
_MOST = 500_000


def is_schema(path: str) -> bool:
    """Whether a file of that name may declare endpoints although it is no code."""
    return _NAMES.search(path) is not None


def endpoints(path: str, text: str, around: Around | None) -> Iterator[Endpoint]:
    """The endpoints that the schema at `path` declares."""
    if path.endswith((".graphql", ".graphqls", ".gql")):
        if not _CLIENTS.search(path) and not text.lstrip().startswith("# This file was generated"):
            yield from graphql(path, text)
    elif len(text) > _MOST:
        return
    elif is_play(path):
        yield from _play(path, text, around)
    elif path.endswith(".proto"):
        yield from _proto(path, text, around)
    elif path.endswith(("routes", "yesodroutes")):
        yield from yesod(path, text, 0)
    elif "google.api.Service" in text:
        yield from _bound(path, text)
    elif any(word in text for word in (*_BUILT, "AWS::Serverless", "functions:")):
        yield from _documents(path, text)


def _play(path: str, text: str, around: Around | None) -> Iterator[Endpoint]:
    prefix = prefix_of_file(path, around) if around is not None else ""
    for number, line in enumerate(text.split("\n"), 1):
        if found := _PLAY.match(line):
            yield Endpoint("http", found[1], join(prefix, found[2]), path, number, "play", found[3])


def _proto(path: str, text: str, around: Around | None) -> Iterator[Endpoint]:
    clean = _COMMENT.sub(
        lambda found: re.sub(r"[^\n]", " ", found[0]) if '"' not in found[0] else found[0], text
    )
    package = _PACKAGE.search(clean)
    for service in re.finditer(r"\bservice\s+(\w+)\s*\{", clean):
        body = _braced(clean, service.end() - 1)
        calls = list(_RPC.finditer(body))
        connect = _uses_connect(path, around)
        registered = connect or around is None or _registered(service[1], around)
        for number, call in enumerate(calls):
            end = calls[number + 1].start() if number + 1 < len(calls) else len(body)
            line = clean.count("\n", 0, service.end() - 1 + call.start()) + 1
            handler = f"{service[1]}.{call[1]}"
            options = body[call.start() : end]
            annotated = "google.api.http" in options
            for method, route in _HTTP.findall(options) if annotated else ():
                yield Endpoint("http", method.upper(), join(route), path, line, "grpc-gateway", handler)
            if connect and not annotated:
                full = f"{package[1]}.{service[1]}" if package else service[1]
                yield Endpoint("http", "POST", f"/{full}/{call[1]}", path, line, "connect", handler)
            elif registered or annotated:
                yield Endpoint("rpc", "RPC", handler, path, line, "grpc", handler)


def _bound(path: str, text: str) -> Iterator[Endpoint]:
    """The routes that a service's configuration binds to its calls beside the proto file: `http: rules: - get: /x`."""
    data = _yaml(text)
    for method, route, handler in _bindings(data) if isinstance(data, dict) else ():
        line = next((n for n, row in enumerate(text.split("\n"), 1) if row.rstrip(" \"'").endswith(route)), 1)
        yield Endpoint("http", method, join(route), path, line, "grpc-gateway", handler)


def _bindings(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    http = data.get("http")
    rules = http.get("rules") if isinstance(http, dict) else None
    for rule in rules if isinstance(rules, list) else ():
        if isinstance(rule, dict) and isinstance(rule.get("selector"), str):
            handler = ".".join(rule["selector"].split(".")[-2:])
            for one in (rule, *(rule.get("additional_bindings") or ())):
                yield from ((verb.upper(), str(to), handler) for verb, to in _items(one) if verb in _VERBS)


def _registered(service: str, around: Around) -> bool:
    """Whether some code of the repository serves the service."""
    words = (
        f"Register{service}Server", f"add_{service}Servicer_to_server", f"{service}ImplBase", f"{service}Servicer",
        f"{service}CoroutineImplBase", f"New{service}Handler", f"Register{service}HTTPServer", f"{service}Base",
        f"{service}ServiceBase", f"Unimplemented{service}Server", f"{service}Server",
    )  # fmt: skip
    return any(not re.search(r"(\.pb|_pb2|_grpc|\.connect)\b|_pb2_grpc", p) for p in around.mentioning(words))


def _uses_connect(path: str, around: Around | None) -> bool:
    folders = path.split("/")[:-1]
    while around is not None:
        text = around.text("/".join([*folders, "go.mod"])) or ""
        if text:
            return "connectrpc.com/connect" in text or "bufbuild/connect-go" in text
        if not folders:
            return False
        folders.pop()
    return False


def _braced(text: str, start: int) -> str:
    """The text from the brace at `start` to the one that closes it."""
    depth = 0
    for found in re.finditer(r"[{}]", text[start:]):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return text[start : start + found.end()]
    return text[start:]


def graphql(path: str, text: str) -> Iterator[Endpoint]:
    """The fields of the root types that a schema declares."""
    from reviewlint.facts.graphql import bare

    clean = bare(text)
    for owner in _TYPE.finditer(clean):
        body = _braced(clean, owner.end() - 1)
        for field in _FIELD.finditer(body):
            line = clean.count("\n", 0, owner.end() - 1 + field.start(1)) + 1
            name = f"{owner[1]}.{field[1]}"
            yield Endpoint("graphql", "GRAPHQL", name, path, line, "graphql", name)


def yesod(path: str, text: str, offset: int) -> Iterator[Endpoint]:
    """The routes of Yesod's route language; indented lines stand below the one above that ends in a colon."""
    above: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), offset + 1):
        found = _YESOD.match(line)
        if not found:
            continue
        width = len(found[1])
        above = [(w, p) for w, p in above if w < width]
        route = join(*(p for _, p in above), re.sub(r"(?<=/)[#*+!]+(\w+)", r"{\1}", found[2]))
        if found[4]:
            above.append((width, found[2]))
        else:
            for method in found[5].split() or ["ANY"]:
                yield Endpoint("http", method, route, path, number, "yesod", found[3])


def _documents(path: str, text: str) -> Iterator[Endpoint]:
    data = _yaml(text)
    if not isinstance(data, dict):
        return
    for method, route, handler in (*_openapi(data), *_serverless(data), *_sam(data)):
        line = next((n for n, one in enumerate(text.split("\n"), 1) if route.strip("/") in one), 1)
        yield Endpoint("http", method, join(route), path, line, "gateway", handler)


def _yaml(text: str) -> Any:
    """The first document, tags such as `!Ref` left out; None for one that does not parse."""
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
    try:
        return next(iter(yaml.load_all(text, Loader=Loader)), None)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _openapi(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for route, item in _items(data.get("paths")):
        for verb, operation in _items(item):
            if verb in _VERBS and isinstance(operation, dict) and any(key in operation for key in _BUILT):
                yield verb.upper(), route, str(operation.get("operationId", ""))


def _serverless(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, function in _items(data.get("functions")):
        events = function.get("events") if isinstance(function, dict) else None
        for event in events if isinstance(events, list) else ():
            source = (event.get("http") or event.get("httpApi")) if isinstance(event, dict) else None
            if source == "*":
                yield "ANY", "/*", name
            elif isinstance(source, str):
                method, _, route = source.partition(" ")
                yield _method(method), route or "/", name
            elif isinstance(source, dict) and "path" in source:
                yield _method(source.get("method")), str(source["path"]), name


def _sam(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, resource in _items(data.get("Resources")):
        if not isinstance(resource, dict) or resource.get("Type") != "AWS::Serverless::Function":
            continue
        for _, event in _items((resource.get("Properties") or {}).get("Events")):
            given = event.get("Properties") if isinstance(event, dict) else None
            if isinstance(given, dict) and event.get("Type") in ("Api", "HttpApi") and "Path" in given:
                yield _method(given.get("Method")), str(given["Path"]), name


def _method(value: object) -> str:
    return (
        "ANY"
        if str(value).lower() in ("any", "*", "none", "x-amazon-apigateway-any-method")
        else str(value).upper()
    )


def _items(value: object) -> list[tuple[str, Any]]:
    return [(str(k), v) for k, v in value.items()] if isinstance(value, dict) else []
