"""Cases as data: a small tree before, the files that change, and what must be said of it.

`load_cases`, `run_case` and `problems` are for checks (see `reviewlint.testing.checks`), `load_fact_cases`,
`run_facts` and `fact_problems` for facts (see `reviewlint.testing.facts`).
"""

from __future__ import annotations

from reviewlint.testing.checks import Case, Expect, load_cases, problems, run_case
from reviewlint.testing.facts import FactCase, fact_problems, load_fact_cases, run_facts
from reviewlint.testing.trees import Tree

__all__ = [
    "Case",
    "Expect",
    "FactCase",
    "Tree",
    "fact_problems",
    "load_cases",
    "load_fact_cases",
    "problems",
    "run_case",
    "run_facts",
]
