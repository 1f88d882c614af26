"""Addresses that a test puts together: `ORDERS_URL + "/" + id`, `${BASE}/orders`, with constants of its own file."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reviewlint.enclosed import open_at
from reviewlint.facts.reach.testcode import browses, in_browser
from reviewlint.facts.reach.words import words
from reviewlint.regex import regex, word
from reviewlint.syntax.language import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reviewlint.facts.reach.code import CodeFile
    from reviewlint.syntax.model import Literal

_PART = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[A-Za-z_$][\w.$]*(?:\([^()\n]*\))?)"
_SUM = regex(rf"{_PART}(?:\s*[+]\s*{_PART})+")
_PHP_PART = r"(?:\"[^\"\n]*\"|'[^'\n]*'|\$?[A-Za-z_]\w*(?:(?:->|\?->|::)\$?\w+|\([^()\n]*\))*)"
_PHP_SUM = regex(rf"{_PHP_PART}(?:\s*\.\s*{_PHP_PART})+")
_PHP_ONE = regex(_PHP_PART)
_ONE = regex(_PART)
_OWNER = regex(r"^.*(?:\.|::|->)")  # `self::BASE`, `this.base`
_NAME = regex(r"[#$]?\{\s*(?:this\.|self\.|\$this->)?([A-Za-z_]\w*)\s*\}|\$([A-Za-z_]\w*)")
_VERBS = regex(  # a part of an address is none: `postJson("carts/delete")`
    r"(?<![/-])\b(get|post|put|patch|delete|GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete)\b(?![/-])"
)
_HOLE = regex(r"\{(\w*)\}|%[sdv]")
_FORMATTED = regex(r"([\"'])([^\"'\n]*)\1\s*(?:,|\.format(?:ted)?\(|%\s*\(?)\s*([^()\n]*)")
_ARGUMENT = regex(r"(^|,)\s*(?:(\w+)\s*=\s*)?([^,]*)")
_ORIGIN = regex(r"^\s*\w[\w+.-]*://[^/?#\s]*")
_IN_QUERY = regex(r"^[^?]*\?(?:[^#]*&)?r=/?(?=[a-z])")  # Yii's `index.php?r=cart/show`
_VISITS = regex(r"(?i)\b(?:visit|goto|navigate|open|navigateTo|load|push|replace)\w*\s*[(\s]\s*[\"'`]")
_LINK = regex(r"\ba(?:\.[\w-]+)*\[href\s*=\s*\\?[\"']?([^\"'\\\]]+)\\?[\"']?\s*\]")
_CLICKS = regex(r"(?i)\bclick\w*\s*\(|\.click\b")
_BEFORE_PAGE = regex(
    r"(?:/[a-z]{2}(?:[-_][A-Za-z]{2})?|\{\}|/\{\})?"
)  # a language, or an origin that is not known
_HASH, _PLACE = regex(r"#!?$"), regex(r"(?:\{\})?(?:/[\w.-]+){1,3}")
_REQUESTS = regex(
    r"(?i)\b(?:get|post|put|patch|delete|head|options|visit|goto|navigate|request|fetch|call|send|exchange|json|client|rest|api)\b"
    r"|(?:url|uri|path|route|endpoint|href|location|resource|json|async)s?\b|\b(?:get|post|put|patch|delete)[A-Z_]\w*\("
)
_LOADS = regex(
    r"^\s*(?:import\b|export\b[^=]*\bfrom\b|\}\s*from\b)|\b(?:require|import)\(|\b(?:vi|jest)\.(?:\w*[mM]ock|\w*Actual)\("
)
_LONGER = regex(r"[<\"'\n]")  # a page, a document: what stands in it is asked for by nobody
_ELSEWHERE = regex(  # the address of a database, of a page of the world, a sentence that mentions an address
    r"(?i)\s*(?:jdbc:|[\w.-]+\+https?://|(?:tcp|udp|tls|quic|mqtts?|stun|turns?|smtps?|imaps?|s?ftps?)\d?://|[^/?#\s]*@\w*\("
    r"|(?:postgres\w*|mysql|mariadb|mongodb|rediss?|amqps?|nats|kafka|sqlite\w*|sqlserver|mssql"
    r"|clickhouse|cockroach\w*|oracle|ldaps?|memcached?|file|s3|gs|ssh|git)(?:\+\w+)?://)"
    r"|\s*https?://(?:[\w-]+\.)*(?:github|githubusercontent|gitlab|bitbucket|w3|wikipedia|schemastore)\.(?:com|org|io)\b"
    r"|(?!\s*(?:curl|wget)\b)[^/?#]*[a-z][^\w\s]*\s+\w+://"
)
_SERVES = regex(r"\b(HandleFunc|Handle|add_url_rule|add_route|addRoute|stub_request)\s*\(")  # no request


def spoken(file: CodeFile, literal: Literal) -> tuple[str, ...]:
    """What `literal` says, and what the sum or the template that it stands in says with constants filled in."""
    has_places = _HOLE.search(literal.value) is not None and not _LONGER.search(literal.value)
    return literal.value, *_filled(file, literal.line, has_places)


@lru_cache(maxsize=1 << 16)
def _filled(file: CodeFile, number: int, has_places: bool) -> tuple[str, ...]:
    """The texts that the sums of a line make, and the texts of the line with constants in their places."""
    line = file.line(number)
    found = []
    sums, one = (_PHP_SUM, _PHP_ONE) if file.language == "php" else (_SUM, _ONE)
    if "+" in line or file.language == "php":
        for added in sums.finditer(line):
            parts = [_said(file, part) for part in one.findall(added[0])]
            found.append("".join(part if part is not None else "{}" for part in parts))
    if has_places:
        filled = _NAME.sub(lambda name: _constant(file, name[1] or name[2]) or "{}", line)
        found += re.findall(r"[\"'`]([^\"'`\n]*)[\"'`]", filled) if filled != line else []
        found += [_given(file, one[2], one[3]) for one in _FORMATTED.finditer(line) if _HOLE.search(one[2])]
    return tuple(found)


def _given(file: CodeFile, text: str, given: str) -> str:
    """A text whose places are filled by what follows it: `"{}/new".format(base)`, `fmt.Sprintf("%s/new", base)`."""
    named = {name or str(n): value.strip() for n, (_, name, value) in enumerate(_ARGUMENT.findall(given))}
    order = iter(named)
    return _HOLE.sub(lambda hole: _said(file, named.get(hole[1] or next(order, ""), "")) or "{}", text)


def asks_for(said: str, pattern: re.Pattern[str]) -> bool:
    """Whether a text is the address of a route, with or without that of a server; not one that only mentions it, nor
    the address of a database or of a page elsewhere."""
    path = _ORIGIN.sub("", _IN_QUERY.sub("/", said))
    found = pattern.search(path)
    return found is not None and not _ELSEWHERE.match(said) and not _LONGER.search(path, 0, found.start())


def is_asked(file: CodeFile, literal: Literal) -> bool:
    """Whether the line of a literal that may be an address asks for something: a bare word is a name of much else, and
    what is loaded is no address."""
    if literal.value.startswith(("./", "../")) or _LOADS.search(file.line(literal.line)):
        return False
    if literal.scope < 0 and any(entry.module == literal.value for entry in file.outline.imports):
        return False
    return "/" in literal.value or _REQUESTS.search(file.line(literal.line)) is not None


def visits(file: CodeFile, literal: Literal) -> bool:
    """Whether the line of a literal goes to a page, or clicks the link to it that the literal selects."""
    line = file.line(literal.line)
    return _VISITS.search(line) is not None or _clicked(line, literal.value) != ""


def _clicked(line: str, said: str) -> str:
    """The address of the link that a line clicks, `get("a[href='/orders']").click()`; "" where it clicks none."""
    link = _LINK.search(said)
    return link[1] if link is not None and _CLICKS.search(line) else ""


def shows(
    file: CodeFile, literal: Literal, pattern: re.Pattern[str], below: Callable[[], bool] = bool
) -> bool:
    """Whether a test shows the page whose address is `pattern`: the whole of it, in a browser or in a test of the
    pages' own languages. In a browser it may stand behind a `#`, or, if `below` says so, at some place of a server."""
    goes = visits(file, literal)
    for said in spoken(file, literal):
        path = _ORIGIN.sub("", _clicked(file.line(literal.line), said) or said)
        found = pattern.search(path)
        if found is None:
            continue
        before = path[: found.start()]
        if goes and (_HASH.search(before) or (_PLACE.fullmatch(before) and below())):
            return True
        if _BEFORE_PAGE.fullmatch(before) and (path[:1] == "/" or goes):
            return goes or file.language in SCRIPTS or in_browser(file.path) or browses(file.text)
    return False


def is_compared(file: CodeFile, literal: Literal) -> bool:
    """Whether a test only compares something with `literal`: nobody asks for it there, unless a browser came to it."""
    line = file.line(literal.line)
    start = line.find(literal.value.partition("{}")[0]) if literal.value[:2] != "{}" else -1
    before = line[: max(start, 0)].rstrip("\"'`").removesuffix("s").removesuffix("f")
    if words().spied.search(before):
        return True
    if not before.strip() or words().arrives.search(line):
        return False
    at = next(open_at(before, len(before)), -1)
    by_call = at >= 0 and before[at] == "(" and words().compares.search(before[:at]) is not None
    return by_call or words().compared.search(before) is not None


def _said(file: CodeFile, part: str) -> str | None:
    return part[1:-1] if part[:1] in ("'", '"') else _constant(file, _OWNER.sub("", part).lstrip("$"))


@lru_cache(maxsize=1 << 16)
def _constant(file: CodeFile, name: str) -> str | None:
    """The text that `name` stands for in `file`; None where it stands for none, or for more than one."""
    if not name.isidentifier():
        return None
    given = re.findall(rf"{word(name)}[^=\n]{{0,30}}=\s*([\"'`])([^\"'`\n]*)\1", file.text)
    values = {value for _, value in given}
    return values.pop() if len(values) == 1 else None


def same_verb(method: str, line: str) -> bool:
    """Whether a line that names a route may ask for it, and by that method."""
    if _SERVES.search(line):
        return False
    verbs = {found.upper() for found in _VERBS.findall(line)}
    return method == "ANY" or not verbs or method in verbs
