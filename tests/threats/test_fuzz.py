"""A short run of the fuzzer: every reader of untrusted input answers or refuses in our own words."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from fuzz import mutated
from fuzz_targets import SEEDS, TARGETS, run_one

INPUTS = {"description": 60, "alerts": 400}


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_raises_what_is_not_ours(name: str) -> None:
    chance = random.Random(7)
    for seed in SEEDS[name]:
        run_one(TARGETS[name], seed)
    for _ in range(INPUTS.get(name, 1_500)):
        run_one(TARGETS[name], mutated(chance, SEEDS[name]))


def test_an_escape_of_git_that_is_none_is_a_character() -> None:
    run_one(TARGETS["patch"], b'diff --git "a/\\9" "b/\\9"\nrename from "\\9"\nrename to x\n')
