"""What a cold index of a whole repository costs beside `ast-grep scan` with one rule over the same tree.

    python benchmarks/index.py --ast-grep PROGRAM --checkout DIR [--language TypeScript] [--rounds 3]

DIR is a clone with its newest commit checked out; the program comes with `pip install ast-grep-cli`. Both are given
one thread, and CPU time is taken, children included: git hands us the texts.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

OURS = """
import sys
from pathlib import Path
from reviewlint.change.open import Request, open_change
from reviewlint.facts.facts import Facts, FactSettings
change = open_change(Request(directory=Path(sys.argv[1]), range="HEAD^..HEAD"))
facts = Facts(change, FactSettings(cache=False))
facts.index.mentioning(["handler"])
print(len(facts.index.paths))
change.close()
"""
RULE = "id: one\nlanguage: {language}\nrule:\n  pattern: handler($A)\n"


def main() -> None:
    """Print the median of both and of their ratio."""
    options = _options()
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as rule:
        rule.write(RULE.format(language=options.language))
        rule.flush()
        peer = [options.ast_grep, "scan", "-r", rule.name, "-j", "1", "."]
        ours = [sys.executable, "-c", OURS, "."]
        rounds = [(_cpu(ours, options.checkout), _cpu(peer, options.checkout)) for _ in range(options.rounds)]
    files = subprocess.run(ours, cwd=options.checkout, capture_output=True, text=True, check=True).stdout
    mine, theirs = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(mine / theirs for mine, theirs in rounds)
    print(f"{files.strip()} files: ours {mine:.2f} s, ast-grep {theirs:.2f} s, ratio {ratio:.2f}")


def _cpu(command: list[str], where: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ast-grep", required=True)
    parser.add_argument("--checkout", required=True, type=Path)
    parser.add_argument("--language", default="TypeScript")
    parser.add_argument("--rounds", default=3, type=int)
    return parser.parse_args()


if __name__ == "__main__":
    main()
