from __future__ import annotations

from pathlib import Path

from reviewlint.index.slots import MOST_BYTES, SLOTS, Slots


def test_what_was_put_is_there_for_the_next_run(tmp_path: Path) -> None:
    Slots(tmp_path / "kept", "things").put(b"one", {"a": (1, "x")})
    assert Slots(tmp_path / "kept", "things").get(b"one") == {"a": (1, "x")}
    assert Slots(tmp_path / "kept", "others").get(b"one") is None


def test_a_key_that_takes_the_place_of_another_is_never_taken_for_it(tmp_path: Path) -> None:
    slots = Slots(tmp_path, "things")
    keys = [f"key {number}".encode() for number in range(3 * SLOTS)]
    for key in keys:
        slots.put(key, key.decode())
    found = [(key, slots.get(key)) for key in keys]
    assert slots.get(keys[-1]) == keys[-1].decode()
    assert all(value in (None, key.decode()) for key, value in found)
    assert len(list(tmp_path.iterdir())) <= SLOTS


def test_one_flipped_bit_is_noticed(tmp_path: Path) -> None:
    slots = Slots(tmp_path, "things")
    slots.put(b"one", "value")
    (place,) = tmp_path.iterdir()
    content = bytearray(place.read_bytes())
    content[-1] ^= 1
    place.write_bytes(content)
    assert slots.get(b"one") is None


def test_nothing_is_kept_that_is_too_large_or_has_no_folder(tmp_path: Path) -> None:
    Slots(tmp_path, "things").put(b"one", "x" * MOST_BYTES)
    assert list(tmp_path.iterdir()) == []
    nowhere = Slots(None, "things")
    nowhere.put(b"one", 1)
    assert nowhere.get(b"one") is None


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    slots = Slots(tmp_path / "file" / "kept", "things")
    slots.put(b"one", 1)
    assert slots.get(b"one") is None
