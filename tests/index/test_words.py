from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewlint.index.words import WordSegment, index, merge, words_in


def keys(segment: WordSegment, word: str) -> list[str]:
    return sorted(segment.keys[n] for n in segment.mentioning(word.encode()))


def segment(blobs: dict[str, bytes]) -> WordSegment:
    return WordSegment(memoryview(index(blobs.items())))


def test_a_word_is_found_in_the_blobs_that_hold_it_and_no_others() -> None:
    found = segment({"a": b"def pay(order): ...", "b": b"pay(1); repay(2)", "c": b"payment"})
    assert keys(found, "pay") == ["a", "b"]
    assert keys(found, "repay") == ["b"]
    assert keys(found, "refund") == []


def test_a_name_of_several_words_is_split() -> None:
    assert words_in("Invoice.total_due") == [b"Invoice", b"total_due"]
    assert words_in("query-snippets") == [b"query", b"snippets"]


def test_no_blobs_at_all() -> None:
    assert keys(segment({}), "pay") == []


def test_merging_keeps_every_word_and_each_blob_once() -> None:
    one, two = segment({"a": b"pay order", "b": b"order"}), segment({"b": b"order", "c": b"order ship"})
    both = WordSegment(memoryview(merge([one, two])))
    assert sorted(both.keys) == ["a", "b", "c"]
    assert keys(both, "order") == ["a", "b", "c"]
    assert keys(both, "ship") == ["c"]


@given(st.dictionaries(st.from_regex(r"[0-9a-f]{4}", fullmatch=True), st.binary(max_size=60), max_size=6))
def test_whatever_the_bytes_every_word_leads_back_to_its_blob(blobs: dict[str, bytes]) -> None:
    import re

    found = segment(blobs)
    for key, content in blobs.items():
        for word in re.findall(rb"[A-Za-z_]{2,}", content):
            if re.search(rb"(?<![\w\x80-\xff])" + word + rb"(?![\w\x80-\xff])", content):
                assert key in {found.keys[n] for n in found.mentioning(word)}
