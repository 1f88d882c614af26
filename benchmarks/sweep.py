"""Ask every check about the last commits of a real repository, and say what broke and what took long.

    python benchmarks/sweep.py --mirror DIR --repo OWNER/NAME [--commits 200] [--preset strict] [--cli 20] [--out FILE]

DIR holds bare clones as OWNER+NAME. The commits are judged one after the other in this process; every one of `--cli`
spread over them is judged once more by the command itself, with its message as the text of a request. `--out` keeps
each checklist as a line of JSON, to be read. Exit 1 if a check, or the command, broke.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from labelled.program import bare

from reviewlint.change.history import History, Step
from reviewlint.checklist import selection
from reviewlint.checklist.run import run
from reviewlint.config import load
from reviewlint.errors import ChangeError, NothingToJudge
from reviewlint.facts.facts import Facts, FactSettings
from reviewlint.index.memory import Memory
from reviewlint.report.json import render
from reviewlint.report.model import Report
from reviewlint.syntax.language import language_of

Row = dict[str, Any]


def main() -> int:
    """Judge them all, print the table; 1 when something broke."""
    options = _options()
    repository = bare(options.mirror, options.repo)
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "sweep.toml"
        config.write_text(f'[reviewlint]\nextends = ["{options.preset}"]\n')
        rows = _kept(_judged(options, repository, config), options.out)
    _print(options.repo, rows)
    return 1 if any(row["broke"] for row in rows) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mirror", type=Path, required=True)
    parser.add_argument("--repo", required=True)
    parser.add_argument("--commits", type=int, default=200)
    parser.add_argument("--preset", default="strict")
    parser.add_argument("--cli", type=int, default=20)
    parser.add_argument("--command", default=f"{sys.executable} -m reviewlint")
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def _judged(options: argparse.Namespace, repository: Path, config: Path) -> Iterator[Row]:
    history = History(repository)
    steps = history.steps(None, options.commits)
    ahead = dict.fromkeys(oid for path, oid in history.blobs(steps) if language_of(path))
    memory = Memory(Path(history.git_dir) / "reviewlint", ahead, shared=True)
    try:
        every = max(1, len(steps) // options.cli) if options.cli else len(steps) + 1
        for number, step in enumerate(steps, 1):
            row = _here(history, step, config, memory)
            yield row
            refused = any(result["status"] == "refused" for result in row["results"])
            if number % every == 0 and not refused:
                yield _by_command(options.command, repository, history, step, config)
            gc.collect()
    finally:
        memory.save()
        history.close()


def _here(history: History, step: Step, config: Path, memory: Memory) -> Row:
    """One commit, judged in this process."""
    settings = FactSettings()
    start = time.perf_counter()
    broke: list[str] = []
    results: list[Row] = []
    try:
        change = history.change(step)
        facts = Facts(change, settings)
        facts.memory = memory
        loaded = load(None, str(config))
        selected = selection.select(loaded, selection.available(loaded, None))
        heard = broke.append
        checklist = run(facts, selected, loaded, (), (), lambda error: heard(repr(error)[:200]))
        results = json.loads(render(Report(checklist, None)))["results"]
    except (ChangeError, NothingToJudge) as refused:
        results = [{"check": "", "status": "refused", "summary": refused.what}]
    except Exception as error:  # what a sweep is for: the next commit is judged all the same
        broke.append(repr(error)[:200])
    return _row("here", step, time.perf_counter() - start, broke, results)


def _by_command(command: str, repository: Path, history: History, step: Step, config: Path) -> Row:
    """One commit, judged by the command, its message handed over as the text of a request."""
    said = history.change(step).description
    text = f"{said.title}\n\n{said.body}\n"
    start = time.perf_counter()
    asked = [*command.split(), "-C", str(repository), "--config", str(config), "check", "--format", "json"]
    done = subprocess.run(
        [*asked, "--description", "-", f"{step.parent}..{step.commit}"],
        input=text, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    broke = [] if done.returncode in (0, 1, 3) else [f"exit {done.returncode}: {done.stderr.strip()[-200:]}"]
    try:
        results = json.loads(done.stdout)["results"]
    except ValueError:
        results = []
        broke += [] if done.returncode == 3 else [f"no JSON: {done.stderr.strip()[-200:]}"]
    broke += [r["summary"] for r in results if r["summary"].startswith("the check broke")]
    return _row("command", step, seconds, broke, results)


def _row(by: str, step: Step, seconds: float, broke: list[str], results: list[Row]) -> Row:
    taken = round(seconds, 2)
    return {"by": by, "commit": step.commit, "seconds": taken, "broke": broke, "results": results}


def _kept(rows: Iterator[Row], out: Path | None) -> list[Row]:
    """The rows, each written to `out` as it comes."""
    if out is None:
        return list(rows)
    kept = []
    with out.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row) + "\n")
            file.flush()
            kept.append(row)
    return kept


def _print(name: str, rows: list[Row]) -> None:
    by = Counter(row["by"] for row in rows)
    print(f"\n{name}: {by['here']} commits, {by['command']} of them by the command too")
    for status, columns in _statuses(rows).items():
        print(f"{status:22} {columns}")
    here = [row for row in rows if row["by"] == "here"]
    if here:
        slow = max(here, key=lambda row: float(row["seconds"]))
        middle = statistics.median(row["seconds"] for row in here)
        print(f"median {middle:.2f} s, longest {slow['seconds']:.1f} s ({slow['commit'][:9]})")
    broken = [row for row in rows if row["broke"]]
    print(f"broke: {len(broken)}", *(f"  {row['commit'][:9]} {row['broke'][0]}" for row in broken), sep="\n")


def _statuses(rows: list[Row]) -> dict[str, str]:
    """For each check how often it answered what."""
    tallies: dict[str, Counter[str]] = {}
    for row in rows:
        for result in row["results"]:
            tallies.setdefault(result["check"] or "refused", Counter())[result["status"]] += 1
    return {check: ", ".join(f"{n} {s}" for s, n in tally.most_common()) for check, tally in tallies.items()}


if __name__ == "__main__":
    sys.exit(main())
