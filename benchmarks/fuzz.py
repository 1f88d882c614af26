"""Feed the readers of untrusted input with nonsense until one of them raises what it must not.

    python benchmarks/fuzz.py [--runs 1000000] [--seconds N] [--target NAME]

Coverage-guided with atheris (`pip install atheris`) where it is installed, else by seeded mutation of the examples.
The runs are shared out among the targets. A crash is printed with its input and ends the script with exit code 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from fuzz_targets import SEEDS, TARGETS, Target, run_one


def mutated(chance: random.Random, seeds: tuple[bytes, ...]) -> bytes:
    """One of the seeds, or two spliced, with a few bytes changed, doubled or cut."""
    data = bytearray(chance.choice(seeds))
    if chance.random() < 0.2:
        other = chance.choice(seeds)
        data[chance.randrange(len(data) + 1) :] = other[chance.randrange(len(other)) :]
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            data[at:at] = bytes(
                chance.choices(b"\0\n\t \"'[]{}()<>=#:-+@*\\\x80\xff0aZ", k=chance.randint(1, 8))
            )
        elif kind == 1:
            del data[at : at + chance.randint(1, 12)]
        elif kind == 2:
            piece = data[at : at + chance.randint(1, 40)]
            data[at:at] = piece * chance.choice((1, 2, 50))
        elif data:
            data[at % len(data)] = chance.randrange(256)
    return bytes(data[:20_000])


def main() -> None:
    """Run every target for its share."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=0, help="stop each target after that long")
    parser.add_argument("--target", choices=TARGETS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guided", action="store_true", help="let atheris choose the inputs of one --target")
    options = parser.parse_args()
    names = [options.target] if options.target else list(TARGETS)
    if options.guided:
        _guided(TARGETS[names[0]], options.runs)
    for name in names:
        _loop(name, options.runs // len(names), options.seconds, random.Random(f"{options.seed}/{name}"))


def _loop(name: str, runs: int, seconds: float, chance: random.Random) -> None:
    start = time.perf_counter()
    done = 0
    while done < runs and (not seconds or time.perf_counter() - start < seconds):
        data = mutated(chance, SEEDS[name])
        try:
            run_one(TARGETS[name], data)
        except BaseException as error:
            print(f"{name}: {type(error).__name__}: {error}\ninput: {data!r}", flush=True)
            raise SystemExit(1) from error
        done += 1
    print(f"{name}: {done:,} inputs in {time.perf_counter() - start:.0f} s, nothing uncaught", flush=True)


def _guided(target: Target, runs: int) -> None:
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    atheris.instrument_all()
    guided: Any = lambda data: run_one(target, bytes(data))  # noqa: E731 - atheris takes a function of bytes
    atheris.Setup([sys.argv[0], f"-atheris_runs={runs}", "-max_len=4096"], guided)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
