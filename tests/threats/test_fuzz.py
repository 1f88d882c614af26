"""A short run of the fuzzer: every reader of untrusted input answers or refuses in our own words."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from fuzz import mutated
from fuzz_targets import SEEDS, TARGETS, run_one

from reviewlint.change.patchfile import split_patch

INPUTS = {"description": 60, "alerts": 400, "units": 400}


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_raises_what_is_not_ours(name: str) -> None:
    chance = random.Random(7)
    assert any(run_one(TARGETS[name], seed) for seed in SEEDS[name])
    inputs = [mutated(chance, SEEDS[name]) for _ in range(INPUTS.get(name, 1_500))]
    read = [
        run_one(TARGETS[name], data) for data in inputs
    ]  # anything but a refusal of ours ends the test here
    assert len(read) == len(inputs)
    assert any(read)


def test_an_escape_of_git_that_is_none_is_a_character() -> None:
    (file,) = split_patch(b'diff --git "a/\\9" "b/x"\nrename from "\\9"\nrename to x\n', "a patch")
    assert (file.old, file.new) == (b"9", b"x")
