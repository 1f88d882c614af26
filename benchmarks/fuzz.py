"""Feed the readers of untrusted input with nonsense until one of them raises what it must not.

    python benchmarks/fuzz.py [--runs 1000000] [--seconds N] [--target NAME] [--guided]

By seeded mutation of the examples, or with --guided by what atheris (`pip install atheris`) finds to reach new code.
The runs are shared out among the targets. Of each it says how many inputs were read (the rest was refused in our own
words) and which took longest. A crash is printed with its input and ends the script with exit code 1.
"""

from __future__ import annotations

import argparse
import atexit
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

from fuzz_targets import SEEDS, TARGETS, run_one

SLOW = 0.3  # seconds of CPU for one input of at most 20 kB: something runs wild


class Tally:
    """What became of the inputs of one target."""

    def __init__(self, name: str) -> None:
        self.name, self.start = name, time.perf_counter()
        self.done = self.read = 0
        self.longest, self.slowest = 0.0, b""

    def play(self, data: bytes) -> None:
        """One input. Raises what the target raised, with the input printed."""
        began = time.process_time()
        try:
            self.read += run_one(TARGETS[self.name], data)
        except BaseException as error:
            print(f"{self.name}: {type(error).__name__}: {error}\ninput: {data!r}", flush=True)
            raise
        self.done += 1
        took = time.process_time() - began
        if took > self.longest:
            self.longest, self.slowest = took, data
            if took > SLOW:
                print(f"{self.name}: slow, {took:.1f} s: {data!r}", flush=True)

    def __str__(self) -> str:
        seconds = time.perf_counter() - self.start
        read = f"{self.read:,} read and {self.done - self.read:,} refused in {seconds:.0f} s"
        slowest = f"{self.longest:.2f} s of CPU for the slowest ({len(self.slowest):,} bytes)"
        return f"{self.name}: {self.done:,} inputs, {read}; {slowest}; nothing uncaught"


def mutated(chance: random.Random, seeds: tuple[bytes, ...]) -> bytes:
    """One of the seeds, or two spliced, with a few bytes changed, doubled or cut."""
    data = bytearray(chance.choice(seeds))
    if chance.random() < 0.2:
        other = chance.choice(seeds)
        data[chance.randrange(len(data) + 1) :] = other[chance.randrange(len(other)) :]
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
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
    parser.add_argument("--guided", action="store_true", help="let atheris choose the inputs")
    options = parser.parse_args()
    names = [options.target] if options.target else list(TARGETS)
    share = options.runs // len(names)
    for name in names:
        if not options.guided:
            _mutated(name, share, options.seconds, random.Random(f"{options.seed}/{name}"))
        elif options.target:
            _guided(name, share, options.seconds, options.seed)
        else:  # atheris ends the process it runs in, so each target has one
            _alone(name, share, options.seconds, options.seed)


def _mutated(name: str, runs: int, seconds: float, chance: random.Random) -> None:
    tally = Tally(name)
    while tally.done < runs and (not seconds or time.perf_counter() - tally.start < seconds):
        try:
            tally.play(mutated(chance, SEEDS[name]))
        except BaseException as error:
            raise SystemExit(1) from error
    print(tally, flush=True)


def _alone(name: str, runs: int, seconds: float, seed: int) -> None:
    how = ["--guided", "--target", name, "--runs", str(runs), "--seconds", str(seconds), "--seed", str(seed)]
    code = subprocess.run([sys.executable, __file__, *how], check=False).returncode
    if code:
        raise SystemExit(1)


def _guided(name: str, runs: int, seconds: float, seed: int) -> None:
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    for data in SEEDS[name]:  # loads all that is loaded late, so that all of it is watched
        run_one(TARGETS[name], data)
    atheris.instrument_all()
    tally = Tally(name)
    atexit.register(lambda: print(tally, flush=True))
    with TemporaryDirectory() as examples:
        for number, data in enumerate(SEEDS[name]):
            (Path(examples) / str(number)).write_bytes(data)
        flags = [f"-atheris_runs={runs}", f"-max_total_time={int(seconds)}", f"-seed={seed}", "-max_len=4096"]
        atheris.Setup([sys.argv[0], *flags, examples], lambda data: tally.play(bytes(data)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
