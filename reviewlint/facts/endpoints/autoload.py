"""Fastify's folders of plugins: `register(AutoLoad, { dir: path.join(__dirname, "routes") })` names no file of them.

Each is served below the path of its folder, or below what it says itself as `autoPrefix` or `prefixOverride`.
"""

from __future__ import annotations

import re
from posixpath import normpath
from typing import TYPE_CHECKING

from reviewlint.facts.endpoints.paths import join
from reviewlint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewlint.facts.endpoints.around import Around

_LOADED = regex(
    r"\.register\(\s*(?:\w*[aA]uto[lL]oad\w*|(?:require|import)\(\s*['\"]@?fastify[/-]autoload['\"]\s*\))\s*,"
    r"\s*\{(?:[^{}]|\{[^{}]*\})*\}"
)
_FOLDER = regex(r"\bdir\s*:\s*((?:[^,(){}\n]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\{[^{}]*\})*)")
_PART = regex(r"['\"`](?:\$\{[^{}]*\})?([\w./-]+)['\"`]")
_PREFIX = regex(r"\bprefix\s*:\s*['\"`]([^'\"`$]*)['\"`]")
_FLAT = regex(r"\bdirNameRoutePrefix\s*:\s*false\b")
_PARAMETERS = regex(r"\brouteParams\s*:\s*true\b")
_OWN = regex(r"\b(autoPrefix|prefixOverride)\s*(?::[\w\s]+)?=\s*['\"`]([^'\"`$]*)['\"`]")


def loaded(path: str, around: Around) -> Iterator[tuple[str, str]]:
    """The files that load the folder of the file at `path`, each with the prefix of what that serves."""
    own = dict(_OWN.findall(around.text(path) or ""))
    for other in around.mentioning(["AutoLoad", "autoLoad", "autoload", "fastifyAutoload"]):
        for call in _LOADED.finditer(around.text(other) or ""):
            folder = _folder(call[0], other)
            if folder and path.startswith(f"{folder}/"):
                above = _PREFIX.search(call[0])
                inside = own.get("autoPrefix", _inside(path.removeprefix(f"{folder}/"), call[0]))
                yield other, own.get("prefixOverride", join(above[1] if above else "", inside))


def _folder(call: str, path: str) -> str:
    """The folder that a call in the file at `path` loads: all that its path is put together of."""
    told = _FOLDER.search(call)
    parts = [part.lstrip("/") for part in _PART.findall(told[1])] if told else []
    return normpath("/".join([path.rpartition("/")[0], *parts])).lstrip("/") if parts else ""


def _inside(path: str, call: str) -> str:
    """What the folders between are called in the address."""
    if _FLAT.search(call):
        return ""
    folders = path.rpartition("/")[0]
    return re.sub(r"(^|/)_(?=\w)", r"\1:", folders) if _PARAMETERS.search(call) else folders
