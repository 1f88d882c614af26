"""Patterns are compiled when they are used, and what they are compiled to is kept for the next run."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from re import _compiler  # type: ignore[attr-defined]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewlint import regex

PATTERNS = (
    (r"(?i)\b(?P<word>[a-zé]+)(\d)?(?=;)", 0),
    (r"^\s*(?:(?!end)\w+|[^\W\d]{2,3}+)$", re.MULTILINE | re.DOTALL),
    (r"(?<!x)(?P<a>y)|(?P<b>z)(?P=b)", re.VERBOSE),
)


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this test's patterns are kept."""
    place = tmp_path / "__pycache__" / "patterns"
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(regex, "_PLACE", place)
    _new_run()
    yield place.with_name(f"patterns.{sys.implementation.cache_tag}.data")
    _new_run()


def _new_run() -> None:
    regex._known.cache_clear()
    regex._prepared.cache_clear()
    regex._fresh.clear()


def _use() -> list[re.Pattern[str]]:
    """The patterns, used and saved as by one run."""
    _new_run()
    for source, flags in PATTERNS:
        regex.regex(source, flags).search("")
    found = [regex._pattern(source, int(flags)) for source, flags in PATTERNS]
    regex.save()
    return found


def _said(pattern: re.Pattern[str]) -> tuple[object, ...]:
    """What tells patterns apart beside their code: ours passes over more than that of `re`."""
    return pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)


def test_what_is_kept_is_what_re_compiles(file: Path) -> None:
    _use()
    assert file.is_file()
    again = _use()
    assert not regex._fresh
    assert [_said(found) for found in again] == [_said(re.compile(*given)) for given in PATTERNS]
    assert again[0].search("ab 7; É3;")["word"] == "É"  # type: ignore[index]
    assert [found.groupindex for found in again] == [{"word": 1}, {}, {"a": 1, "b": 2}]


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\xe3\x00"])
def test_a_damaged_file_is_made_anew(file: Path, damage: bytes) -> None:
    _use()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert _use() == [re.compile(*given) for given in PATTERNS]
    assert file.read_bytes() == whole


def test_unsound_code_is_compiled_anew() -> None:
    source, flags = PATTERNS[0]
    _use()
    regex._known()[source, int(flags)] = (0, b"\xff\xff\xff\x7f" * 3, 0, {})
    regex._prepared.cache_clear()
    assert regex._pattern(source, int(flags)) == re.compile(source, flags)


def test_nothing_is_written_where_python_writes_no_bytecode(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _use()
    assert not file.exists()


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    wrong = regex.regex("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_no_group_is_repeated_possessively() -> None:
    """Python 3.11 before 3.11.5 matches such groups wrongly (python/cpython#106052); single signs are right."""
    root = Path(__file__).parent.parent
    files = [*root.glob("reviewlint/**/*.py"), *root.glob("checks/*.py"), *root.glob("config/**/*.toml")]
    possessive = re.compile(r"(?<!\\)\)[*+?]\+")
    assert files
    found = [
        f"{path.name}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if possessive.search(line)
    ]
    assert not found


@pytest.mark.parametrize(
    "text", ["rate", "a rate.", "rate-rate", "rated, rate", "prorate: rate", "crate rate_"]
)
def test_a_word_is_found_where_boundaries_around_it_say_so(text: str) -> None:
    spans = [found.span() for found in re.finditer(regex.word("rate"), text)]
    assert spans == [found.span() for found in re.finditer(r"\brate\b", text)]


@given(st.text(alphabet="ab.$_é ²", max_size=10), st.text(alphabet="ab$", min_size=1, max_size=3))
def test_a_name_stands_where_a_pattern_finds_it(text: str, name: str) -> None:
    found = re.finditer(rf"(?<![\w$.]){re.escape(name)}(?![\w$])", text)
    assert list(regex.standing(text, name, "$.", "$")) == [one.start() for one in found]
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    assert list(regex.standing(text, name)) == [one.start() for one in found]


GUARDED = (
    r"(?<![\w.])([a-z]{1,3})\s+(?:I?Logger|(?i:log)ging)\b(?!\s*[.(\w])",
    r"\b(?:getters|mutations)\b",
    r"(?:abc)+?x|\w*abcabc",
    r"abc(?:def)?|def",
    r"(?x) a b c  # a remark\n | (?P<last>cba)$",
    r"(?=abc)\w+|(?!abc)cab(?:a|b){2}",
    "(?<![^\x1f])(?:abc|cab)\x1f:\x1f:\x1f\\w+",
)


@given(st.sampled_from(GUARDED), st.text(alphabet="abcdefx IL", max_size=12), st.lists(st.sampled_from(
    ("abc", "ABC", "def", "cba", "cab", "getters", "mutations", " Logger", " logging", " LOGGING", "log", "\n")
), max_size=4))  # fmt: skip
def test_a_word_that_is_looked_for_first_changes_no_answer(source: str, text: str, words: list[str]) -> None:
    text = text.join(words) if words else text
    ours, plain = regex.regex(source), re.compile(source)
    assert (found := ours.search(text)) == (told := plain.search(text)) or (
        found is not None and told is not None and found.span() == told.span()
    )
    assert ours.findall(text) == plain.findall(text)
    assert [found.span() for found in ours.finditer(text)] == [told.span() for told in plain.finditer(text)]
    assert ours.sub("-", text) == plain.sub("-", text)


def test_words_are_looked_for_only_where_one_must_be_there() -> None:
    sources = (GUARDED[1], r"(?:abc)?d", r"abc|[def]", r"(?i)abc", r"ab", r"(?i:abc)|def")
    assert [regex._prepared(source, 0)[1] for source in sources] == [["getters", "mutations"], *([[]] * 5)]


def test_signs_count_where_no_letters_tell_more() -> None:
    sources = ("[ab]\x1f:\x1f:\x1f[cd]", "[ab]\x1f=\x1f(?:limit|most)", "[ab]\x1f[cd]")
    words = [regex._prepared(source, 0)[1] for source in sources]
    assert words == [["\x1f:\x1f:\x1f"], ["limit", "most"], []]


QUICK = (
    *GUARDED,
    r"\bcreate(?:SSR)?App\(|\b(?:create|hydrate)Root\(|\bnew\s+Vue",
    r"(?<![\w.])path\s*:|(?<=é)[\w-]+(?!\w)",
    r"(?i)(?:^|[\s{,.])(?:async\s+|def\s+)?(?:up|ſk|stra(?:ss|ß)e)\s*[:=(]",
    r"(?i:k)[^\W\d_]*|(?-i:K)\S",
    r"(?a)[\w.]+@\b[^\s@]",
    r"(?:a|b?)(?:c|[^\w\s]|\d+?)|(?m:^)\s*$",
    r"(x)?(?(1)y|[z\d])",
    r"(?P<quote>['\"])(?:(?!(?P=quote))\w)+(?P=quote)",
    r"\B\w|(?s:.)\Z|[\u3040-\u30ff\w]\d",
)  # fmt: skip


ALPHABET = "abckKſsSßéÉµyz019_ .:@-'\"(\n\u0130\u0131\u212a\u3042\u0660\U0001f600"
SAID = ("createApp(", "new Vue", "path:", "UP (", "up=", "STRASSE(", "def ", "xy")


@given(
    st.sampled_from(QUICK),
    st.text(alphabet=ALPHABET, max_size=14),
    st.lists(st.sampled_from(SAID), max_size=3),
)
def test_what_is_passed_over_is_no_match(source: str, text: str, words: list[str]) -> None:
    text = text.join(words) if words else text
    plain = re.compile(source)
    quick = regex._made(source, *regex._code(plain, [])[:-1])
    for method in ("search", "match", "fullmatch"):
        found, told = getattr(quick, method)(text), getattr(plain, method)(text)
        assert (found and (found.span(), found.groups())) == (told and (told.span(), told.groups()))
    assert [found.span() for found in quick.finditer(text)] == [told.span() for told in plain.finditer(text)]
    assert (quick.findall(text), quick.split(text)) == (plain.findall(text), plain.split(text))
    assert quick.sub("-", text) == plain.sub("-", text)


@pytest.mark.parametrize("source", QUICK[len(GUARDED) :])
def test_code_says_what_it_passes_over(source: str) -> None:
    plain = re.compile(source)
    assert (
        regex._code(plain, [])[1]
        != array("I", _compiler._code(_compiler._parser.parse(source), plain.flags)).tobytes()
    )
