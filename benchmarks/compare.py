"""Time `reviewlint check` beside its peers on the same real changes: whole processes, in turn.

    python benchmarks/compare.py --mirror DIR [--sizes S,M,L,XL] [--rounds 11] [--json FILE]

DIR holds bare clones as OWNER+NAME (getredash/redash; ansible/ansible for XL). The peers are installed from PyPI
below --work on the first call. Each round runs every command once; a ratio is the median over rounds of ours
divided by theirs in the same round, so that it holds when the machine's speed drifts. Beside the clock it takes the CPU
time of a process and those below it, which others on the machine touch less. All run as in CI: no outcome of an
earlier run over the same change is used, only the index of the repository.

S changes 3 files; M 50 files and 3,000 lines; L 1,000 files and 100,000 lines; XL 10,000 files and a million lines.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from labelled.program import bare

CHANGES = {
    "S": ("getredash/redash", "51ef625a30867b126bc981b77617681046ede3c9", ""),
    "M": ("getredash/redash", "2c98f0425d58ec2d127cc55cf24e08e1e99e9f98", ""),
    "L": ("getredash/redash", "v10.0.0", "v8.0.0"),
    "XL": ("ansible/ansible", "v2.9.0", "v2.7.0"),
}
PEERS = {"gitlint": "gitlint-core", "diff-cover": "diff-cover"}

Commands = dict[str, list[str]]


@dataclass(frozen=True)
class Change:
    """A clone with the head of a change checked out, and both of its ids."""

    where: Path
    base: str
    head: str


@dataclass(frozen=True)
class Run:
    """One process: seconds by the clock and of CPU, its own peak in MiB, exit code."""

    seconds: float
    cpu: float
    mib: float
    code: int


def main() -> None:
    """Measure each size and print its table."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    result = {}
    for size in options.sizes.split(","):
        change = _change(options.work, options.mirror, size)
        commands = _commands(options, size, change)
        for command in commands.values():
            _once(command, change.where)  # warm: files in memory, the index of the repository built
        rounds = options.rounds if size in "SM" else max(3, options.rounds // 3)
        runs = [
            {name: _once(command, change.where) for name, command in commands.items()} for _ in range(rounds)
        ]
        result[size] = _print(size, runs)
        if size == "S":
            _cold(change, commands["reviewlint"], rounds)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mirror", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "reviewlint-compare")
    parser.add_argument("--command", default="reviewlint")
    parser.add_argument("--sizes", default="S,M")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def _change(work: Path, mirror: Path, size: str) -> Change:
    name, head, base = CHANGES[size]
    where = work / "changes" / size
    if not where.exists():
        source = bare(mirror, name)
        subprocess.run(
            ["git", "clone", "-q", "--shared", "--no-checkout", str(source), str(where)], check=True
        )
        subprocess.run(["git", "-C", str(where), "checkout", "-q", "-f", "--detach", head], check=True)
    return Change(where, _id(where, base or f"{head}^"), _id(where, head))


def _id(where: Path, name: str) -> str:
    command = ["git", "-C", str(where), "rev-parse", f"{name}^{{commit}}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _commands(options: argparse.Namespace, size: str, change: Change) -> Commands:
    base, head = change.base, change.head
    report = options.work / f"coverage-{size}.xml"
    _coverage(change, report)
    tools = {peer: _venv(options.work, peer, package) for peer, package in PEERS.items()}
    return {
        "reviewlint": [*options.command.split(), "check", f"{base}..{head}"],
        "reviewlint --version": [*options.command.split(), "--version"],
        "python -c pass": [sys.executable, "-c", "pass"],
        "git diff -U0": ["git", "diff", "--no-ext-diff", "--no-renames", "-U0", base, head],
        "gitlint": [str(tools["gitlint"] / "gitlint"), "-C", os.devnull, "--commit", head],
        "diff-cover": [str(tools["diff-cover"] / "diff-cover"), str(report), f"--compare-branch={base}"],
    }


def _venv(work: Path, name: str, package: str) -> Path:
    folder = work / "venvs" / name
    if not (folder / "bin" / name).exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin" / "pip"), "-q", "install", package], check=True)
    return folder / "bin"


def _coverage(change: Change, report: Path) -> None:
    """A Cobertura report in which the first lines of every changed file ran: what diff-cover works from."""
    command = ["git", "-C", str(change.where), "diff", "--name-only", change.base, change.head]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    lines = "".join(f'<line number="{number}" hits="1"/>' for number in range(1, 60))
    classes = "".join(
        f'<class filename="{name}"><lines>{lines}</lines></class>'
        for name in names
        if name.endswith((".py", ".js", ".jsx", ".ts", ".tsx")) and '"' not in name
    )
    report.write_text(
        '<?xml version="1.0"?><coverage line-rate="1"><sources><source>.</source></sources><packages><package>'
        f"<classes>{classes}</classes></package></packages></coverage>"
    )


def _once(command: list[str], where: Path) -> Run:
    start = time.perf_counter()
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=where, stdin=nowhere, stdout=nowhere, stderr=nowhere, env={**os.environ, "CI": "true"}
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds, cpu = time.perf_counter() - start, used.ru_utime + used.ru_stime
    return Run(seconds, cpu, used.ru_maxrss / 1024, process.returncode)


def _print(size: str, runs: list[dict[str, Run]]) -> dict[str, dict[str, float]]:
    print(f"\n{size}: {len(runs)} rounds")
    print(f"{'command':22} {'median ms':>10} {'CPU ms':>8} {'peak MiB':>9}  ours / it, of CPU")
    table = {}
    for name in runs[0]:
        ms = statistics.median(run[name].seconds for run in runs) * 1e3
        cpu = statistics.median(run[name].cpu for run in runs) * 1e3
        mib = statistics.median(run[name].mib for run in runs)
        ratio = statistics.median(run["reviewlint"].seconds / run[name].seconds for run in runs)
        of_cpu = statistics.median(run["reviewlint"].cpu / max(run[name].cpu, 0.001) for run in runs)
        codes = sorted({run[name].code for run in runs})
        print(f"{name:22} {ms:10.1f} {cpu:8.1f} {mib:9.1f}  {ratio:.2f} {of_cpu:.2f}   exit {codes}")
        table[name] = {
            "ms": round(ms, 1),
            "cpu": round(cpu, 1),
            "mib": round(mib, 1),
            "ratio": round(ratio, 3),
        }
    start = statistics.median(
        run["reviewlint --version"].seconds / run["python -c pass"].seconds for run in runs
    )
    print(f"reviewlint --version / python -c pass: {start:.2f}")
    return table


def _cold(change: Change, command: list[str], rounds: int) -> None:
    """A run that must build the index of the repository first, beside the one that follows it."""
    ratios = []
    for _ in range(rounds):
        for kept in (change.where / ".git" / "reviewlint").glob("*"):
            kept.unlink()
        cold, warm = _once(command, change.where), _once(command, change.where)
        ratios.append(warm.seconds / cold.seconds)
    print(f"with the index at hand / without it: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
