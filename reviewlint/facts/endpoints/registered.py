"""Services of Protocol Buffers that only one side registers: file and class were there, and no server knew of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.schemas import endpoints as declared
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reviewlint.change.model import Side
    from reviewlint.facts.endpoints.around import Around
    from reviewlint.facts.facts import Facts
    from reviewlint.facts.model import Endpoint, File

_FUNCTION = regex(r"(?<!func )\bRegister(\w+)Server\(|(?<!def )\badd_(\w+)Servicer_to_server\(")
_OBJECT = {
    "java": regex(r"\bnew\s+([A-Z]\w*)\("),
    "kotlin": regex(r"(?<![.\w])(?<!class )([A-Z]\w*)\("),
    "csharp": regex(r"\bMapGrpcService<(\w+)>"),
}
_BASE = regex(r"\b([A-Z]\w*?)(?:Coroutine)?ImplBase\b|\b([A-Z]\w*)\.\2Base\b")
_MARKED = regex(r"@(?:\w*G[rR][pP][cC]Service|Component|Service|Singleton|ApplicationScoped)\b")
_MOST = 500


def speaking(facts: Facts, files: Iterable[File]) -> list[File]:
    """The source files that speak of gRPC on either side."""
    return [file for file in files if file.role == "source" and _speaks(facts, file)]


def services(facts: Facts, files: Iterable[File], here: Around, there: Around) -> set[str]:
    """The services that `files` register on the side of `here` and nowhere on that of `there`."""
    mine, others = _named(facts, files, here.side), _named(facts, files, there.side)
    found = set()
    for word, language in mine - others:
        service = _service(word, language, here)
        if service and not _elsewhere(facts, word, language, there):
            found.add(service)
    return found


def served(facts: Facts, names: set[str], around: Around) -> Iterator[Endpoint]:
    """What the services of those names answer, by the files that declare them."""
    paths = [path for path in facts.change.tree("head") if path.endswith(".proto")][:_MOST] if names else []
    for path in paths:
        text = around.text(path) or ""
        if any(re.search(rf"\bservice\s+{name}\s*\{{", text) for name in names):
            yield from (one for one in declared(path, text, around) if _of(one, names))


def without(endpoints: Iterable[Endpoint], names: set[str]) -> list[Endpoint]:
    """The endpoints that are not of the services of those names."""
    return [one for one in endpoints if not (one.path.endswith(".proto") and _of(one, names))]


def _of(endpoint: Endpoint, names: set[str]) -> bool:
    return endpoint.handler.partition(".")[0] in names


def _speaks(facts: Facts, file: File) -> bool:
    texts = (facts.sources.text(file.path, side) or "" for side in ("head", "base"))
    return any("grpc" in text.lower() for text in texts)


def _named(facts: Facts, files: Iterable[File], side: Side) -> set[tuple[str, str]]:
    """What the files of one side register or make: the word that does it, and its language."""
    found = set()
    for file in files:
        text = facts.sources.text(file.path, side) or ""
        found |= {(word, file.language) for word in _words(text, file.language)}
    return found


def _words(text: str, language: str) -> Iterator[str]:
    for one in (_OBJECT.get(language) or _FUNCTION).finditer(text):
        yield one[0].removesuffix("(") if language not in _OBJECT else one[1]


def _service(word: str, language: str, around: Around) -> str:
    """The service behind a word: told by it, or by the class of that name; "" for any other word."""
    told = _FUNCTION.fullmatch(f"{word}(")
    if told:
        return told[1] or told[2]
    for path in around.named(f"{word}.{'cs' if language == 'csharp' else language.replace('kotlin', 'kt')}"):
        head = re.search(rf"^([\s\S]*?)\bclass\s+{word}\b([^{{]*)", around.text(path) or "")
        base = _BASE.search(head[2]) if head else None
        if head and base and not _MARKED.search(head[1]):
            return base[1] or base[2]
    return ""


def _elsewhere(facts: Facts, word: str, language: str, around: Around) -> bool:
    """Whether production code that the change leaves alone does the same."""
    from reviewlint.facts.roles.bypath import role_of

    changed = {path for file in facts.files for path in (file.path, file.old_path)}
    return any(
        path not in changed
        and role_of(path, facts.settings.roles) == "source"
        and word in set(_words(around.text(path) or "", language))
        for path in around.mentioning([word])
    )
