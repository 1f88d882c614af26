from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reviewlint.index import store as module
from reviewlint.index.store import Store


def contents(store: Store) -> list[bytes]:
    return sorted(bytes(segment.data) for segment in store.read())


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", "words", "1")
    assert store.write(b"one")
    assert store.write(b"two")
    assert contents(store) == [b"one", b"two"]


def test_a_deleted_folder_is_an_empty_cache(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache", "words", "1")
    assert store.read() == []


@pytest.mark.parametrize("damage", [b"", b"x", b"garbage" * 20])
def test_a_damaged_segment_is_thrown_away(tmp_path: Path, damage: bytes) -> None:
    store = Store(tmp_path, "words", "1")
    store.write(b"one")
    (victim,) = tmp_path.iterdir()
    victim.write_bytes(damage)
    assert store.read() == []
    assert list(tmp_path.iterdir()) == []


def test_one_flipped_bit_is_noticed(tmp_path: Path) -> None:
    store = Store(tmp_path, "words", "1")
    store.write(b"one")
    (victim,) = tmp_path.iterdir()
    content = bytearray(victim.read_bytes())
    content[-1] ^= 1
    victim.write_bytes(content)
    assert store.read() == []


def test_another_version_is_not_read(tmp_path: Path) -> None:
    Store(tmp_path, "words", "1").write(b"one")
    assert Store(tmp_path, "words", "2").read() == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the permission does not bind this user")
def test_a_read_only_folder_keeps_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert not Store(tmp_path / "cache", "words", "1").write(b"one")
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_made_keeps_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should be")
    store = Store(tmp_path / "cache", "words", "1")
    assert not store.write(b"one")
    assert store.read() == []


def test_a_full_disk_leaves_no_half_written_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    script = (
        "import resource, signal, sys, pathlib; from reviewlint.index.store import Store;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        f"sys.exit(Store(pathlib.Path({str(tmp_path)!r}), 'words', '1').write(b'x' * 50_000))"
    )
    assert resource is not None
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_oldest_segments_go_when_the_cache_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 2_500)
    store = Store(tmp_path, "words", "1")
    for number in range(5):
        store.write(bytes([number]) * 1_000)
        for age, path in enumerate(sorted(tmp_path.iterdir(), key=lambda p: p.stat().st_mtime_ns)):
            os.utime(path, (1_000 + age, 1_000 + age))
    assert contents(store) == [b"\3" * 1_000, b"\4" * 1_000]


def test_a_segment_replaces_those_merged_into_it(tmp_path: Path) -> None:
    store = Store(tmp_path, "words", "1")
    for number in range(module.MAX_SEGMENTS):
        store.write(bytes([number]))
    crowd = store.crowded(store.read())
    assert len(crowd) == module.MAX_SEGMENTS
    store.write(b"all", crowd)
    assert contents(store) == [b"all"]


def test_two_processes_at_once_lose_nothing_and_read_only_whole_segments(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from reviewlint.index.store import Store;"
        f"store = Store(pathlib.Path({str(tmp_path)!r}), 'words', '1')\n"
        "for n in range(30):\n"
        "    store.write(f'{sys.argv[1]}-{n}-'.encode() * 500)\n"
        "    assert all(bytes(s.data).count(b'-') == 1000 for s in store.read())"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, name]) for name in ("a", "b")]
    assert [process.wait() for process in running] == [0, 0]
    assert len(Store(tmp_path, "words", "1").read()) == 60
