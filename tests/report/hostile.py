"""A checklist as an attacker would have it: every text from the change tries to be something else."""

from __future__ import annotations

from reviewlint.change.model import Comparison
from reviewlint.checklist.model import Checklist, Evidence, Finding, Result, Waiver
from reviewlint.report.model import Report, Subject

TEXTS = (
    "plain",
    "\n::stop-commands::zz\n",
    "x##[add-mask]y",
    "a,title=ALL GOOD::ok",
    "@acme/all ping @ada",
    "![x](http://evil.example/a.png) [y](http://evil.example) <img src=x> <!-- reviewlint -->",
    "see www.evil.example and https://evil.example/#1 fixes #12",
    "</details></summary># all checks passed",
    "| a | b |\n|---|---|",
    "`code` ``more`` ```",
    "\x1b[2J\x1b]0;t\x07 \u202eevil\u2066 \u200b\u2028 \x00 \ufffe",
    "caf\udce9.py",
    "]]> <![CDATA[ & \" ' </failure>",
    "- [x] tests-exist: done",
    "~~gone~~ *strong* _em_ $math$ \\",
)


def report(texts: tuple[str, ...] = TEXTS, many: int = 0) -> Report:
    """A report in which each text stands in every place that a change can write to."""
    findings = tuple(Finding(t, f"src/{t}.py", n + 1, n + 3, f"mend {t}", t) for n, t in enumerate(texts))
    findings += tuple(Finding(f"finding {n}", "src/many.py", n + 1, symbol=f"s{n}") for n in range(many))
    evidence = tuple(Evidence(text, f"tests/{text}.py", 1) for text in texts)
    reason = " ".join(texts)
    results = (
        Result("tests-exist", "Is there a test?", "failed", "block", reason, findings, evidence),
        Result("owners", "Are they asked?", "needs-human", "ask", reason, findings[:2]),
        Result("reuse", "Does it stand elsewhere?", "waived", "block", "twice", findings[:1], (),
               Waiver("reuse", reason, reason)),
        Result("resilience", "Does it time out?", "not-evaluated", "block", reason),
        Result("docs-updated", "Did the docs follow?", "passed", "block", reason, (), evidence),
        Result("job-safety", "Is it safe?", "not-applicable", "ask", reason),
        Result("diff-template", "Is it filled in?", "failed", "block", "empty", (Finding("no text", symbol="t"),)),
    )  # fmt: skip
    subject = Subject(
        Comparison(f"{reason} onto main"), "a" * 40, "b" * 40, 3, 10, 2, "", f"src/{texts[0]}.py"
    )
    return Report(Checklist("failed", results), subject, blob="https://git.example/acme/shop/blob/bbbb/")
