"""How often the program agrees with labelled truth, and what changed since the last committed measurement.

    python benchmarks/accuracy.py --mirror DIR --commits FILE --routes FILE --tested FILE [--show] [--save]
    python benchmarks/accuracy.py --commits FILE --second FILE [--show]

DIR holds bare clones of the labelled repositories as OWNER+NAME. Each FILE is JSON lines; `benchmarks/README.md`
says what a row holds. `--show` prints every disagreement, `--save` writes `benchmarks/accuracy.json`, with which
the next run is compared. `--sure 0.8`: only commits whose reader was at least so sure. `--second`: labels that other
readers gave some of the same commits, compared in the place of the program, whose ceiling that is. Exit 0 always: this
measures, it judges nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from labelled import commits, routes, tested
from labelled.tally import Tally

KEPT = Path(__file__).with_name("accuracy.json")
MODES = {"commits": commits.measure, "routes": routes.measure, "tested": tested.measure}

Figures = dict[str, dict[str, Any]]


def main() -> None:
    """Measure what was given, print the table, keep it when asked to."""
    options = _options()
    if options.second is not None:
        rows, second = _rows(options.commits, "commits"), _rows(options.second, "commits")
        _print("commits", commits.between(rows, second), [], {}, show=options.show)
        return
    known: Figures = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    fresh: Figures = {}
    for mode, measure in MODES.items():
        labels: Path | None = getattr(options, mode)
        if labels is None:
            continue
        rows = [row for row in _rows(labels, mode) if row.get("confidence", 1) >= options.sure]
        tallies, errors = measure(rows[: options.limit], options.mirror.resolve(), options.command)
        _print(mode, tallies, errors, known, show=options.show)
        fresh |= {f"{mode}: {question}": _figures(tally) for question, tally in tallies.items()}
    if options.save:
        KEPT.write_text(json.dumps(known | fresh, indent=1) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mirror", type=Path, default=Path())
    parser.add_argument("--second", type=Path)
    for mode in MODES:
        parser.add_argument(f"--{mode}", type=Path)
    parser.add_argument("--command", default=f"{sys.executable} -m reviewlint")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--sure", type=float, default=0.0)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--save", action="store_true")
    return parser.parse_args()


def _rows(labels: Path, mode: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in labels.read_text().splitlines() if line.strip()]
    if mode == "routes":  # the core: exact expectations, source that a grammar reads, no option of the peer's
        return [
            row for row in rows
            if row["group"] == "source" and row["exact"] and row["ast_grep_code_langs"] and not row.get("options")
        ]  # fmt: skip
    if mode == "tested":
        return [row for row in rows if not row["stub"] and not row["nested"]]
    return rows


def _print(mode: str, tallies: dict[str, Tally], errors: list[str], known: Figures, *, show: bool) -> None:
    print(
        f"\n{mode:32} {'right':>6} {'alarm':>6} {'miss':>6} {'quiet':>6}   prec  recall     f1   f1 since last"
    )
    for question, tally in tallies.items():
        before = known.get(f"{mode}: {question}", {}).get("f1")
        numbers = f"{tally.hits:6} {tally.alarms:6} {tally.misses:6} {tally.quiet:6}"
        shares = f"{_shown(tally.precision)} {_shown(tally.recall)} {_shown(tally.f1)}"
        print(f"{question:32} {numbers}  {shares}   {_change(before, tally.f1)}")
    print(f"runs without an answer: {len(errors)}")
    if show:
        for question, tally in tallies.items():
            print(*(f"  {question}: {wrong}" for wrong in tally.wrong), sep="\n")
        print(*(f"  error: {error}" for error in errors), sep="\n")


def _figures(tally: Tally) -> dict[str, Any]:
    counts = {"right": tally.hits, "alarms": tally.alarms, "missed": tally.misses, "quiet": tally.quiet}
    shares = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return counts | {name: None if value is None else round(value, 4) for name, value in shares.items()}


def _shown(value: float | None) -> str:
    return "     –" if value is None else f"{value:6.2f}"


def _change(before: float | None, now: float | None) -> str:
    if before is None or now is None:
        return "new" if before is None else "gone"
    return "=" if abs(now - before) < 0.005 else f"{now - before:+.2f}"


if __name__ == "__main__":
    main()
