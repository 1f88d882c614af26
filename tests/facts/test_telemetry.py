"""Signals in code, through the telemetry fact of real commits."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewlint.errors import ConfigError
from reviewlint.facts.facts import FactSettings
from reviewlint.facts.model import Telemetry
from tests.facts.changed import facts_of, telemetry

SIGNALS = [
    ("a.py", "from prometheus_client import Counter as C\nR = C('hits', 'help')\n", "metric", "hits", ""),
    ("a.py", "import statsd\nc = statsd.StatsClient()\ndef f():\n    c.incr('f.calls')\n",
     "metric", "f.calls", "f"),
    ("a.py", "from opentelemetry import trace\nt = trace.get_tracer('x')\n@t.start_as_current_span('work')\n"
     "def f():\n    pass\n", "trace", "work", "f"),
    ("a.py", "from shop.metrics import ORDERS\nclass A:\n    def f(self):\n        ORDERS.inc()\n",
     "metric", "ORDERS", "A.f"),
    ("a.go", 'package a\nimport "github.com/prometheus/client_golang/prometheus"\n'
     'var r = prometheus.NewCounter(prometheus.CounterOpts{\n\tName: "hits",\n})\n', "metric", "hits", ""),
    ("a.go", 'package a\nimport "github.com/hashicorp/go-metrics"\n'
     'func F(s T) { metrics.MeasureSince([]string{"shop", "rows", "read"}, s) }\n', "metric", "shop.rows.read", "F"),
    ("a.go", 'package a\nimport "go.opentelemetry.io/otel"\n'
     'func F() { ctx, s := otel.Tracer("a").Start(ctx, "work") }\n', "trace", "work", "F"),
    ("a.go", 'package a\nfunc (s *S) F() { s.metrics.hits.WithLabelValues("a").Inc() }\n',
     "metric", "s.metrics.hits.WithLabelValues", "S.F"),
    ("A.java", "import io.micrometer.core.instrument.MeterRegistry;\nclass A { MeterRegistry registry;\n"
     ' void f() { registry.counter("hits").increment(); } }\n', "metric", "hits", "A.f"),
    ("A.kt", 'import io.opentelemetry.instrumentation.annotations.WithSpan\nclass A {\n  @WithSpan("work")\n'
     "  fun f() {}\n}\n", "trace", "work", "A.f"),
    ("a.ts", 'import { Counter } from "prom-client";\nexport const c = new Counter({ name: "hits" });\n',
     "metric", "hits", ""),
    ("a.rb", "class A\n  def f\n    StatsD.increment('hits')\n  end\nend\n", "metric", "hits", "A.f"),
    ("a.rs", 'use metrics::counter;\nfn f() { counter!("hits").increment(1); }\n', "metric", "hits", "f"),
    ("a.cs", "using System.Diagnostics;\nclass A { void F() { var a = S.StartActivity(\"work\"); } }\n",
     "trace", "work", "A.F"),
    ("a.php", "<?php\nclass A { function f($r) { $r->getOrRegisterCounter('shop', 'hits', 'h'); } }\n",
     "metric", "shop", "A.f"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "kind", "name", "scope"), SIGNALS)
def test_a_signal(tmp_path: Path, path: str, text: str, kind: str, name: str, scope: str) -> None:
    added = telemetry(tmp_path, {}, {path: text}).added
    assert [(s.kind, s.name, s.scope) for s in added] == [(kind, name, scope)]


LOOK_ALIKES = [
    ("a.py", "from collections import Counter\nimport prometheus_client\nC = Counter('abc')\n"),
    ("a.py", "# from prometheus_client import Counter; Counter('a', 'b')\nprint('statsd.incr(1)')\n"),
    ("a.py", "def f(d):\n    d.gauge('x')\n    d.set(1)\n"),
    ("a.go", "package a\nfunc f() { metric.Gauge(); wg.Add(1); tracer.Start() }\n"),
    ("a.ts", 'import { timer } from "rxjs";\ntimer(1);\ncounter.inc();\nset.increment();\n'),
    ("A.java", "class A { void f() { counter.builder(); registry.counter(\"x\"); } }\n"),
    ("a.py", "from opentelemetry import trace\ntrace.get_current_span().set_attribute('a', 1)\n"),
    ("tests/a.py", "from prometheus_client import Counter\nR = Counter('hits', 'help')\n"),
    ("docs/a.py", "from prometheus_client import Counter\nR = Counter('hits', 'help')\n"),
    ("vendor/a.py", "from prometheus_client import Counter\nR = Counter('hits', 'help')\n"),
    ("a_pb2.py", "from prometheus_client import Counter\nR = Counter('hits', 'help')\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text"), LOOK_ALIKES)
def test_a_look_alike(tmp_path: Path, path: str, text: str) -> None:
    assert telemetry(tmp_path, {}, {path: text}).added == ()


BODY = "from prometheus_client import Counter\nA = Counter('a', 'h')\nB = Counter('b', 'h')\n"


def test_what_moved_is_neither_added_nor_removed(tmp_path: Path) -> None:
    found = telemetry(tmp_path, {"m.py": BODY}, {"m.py": None, "n.py": '"""Moved."""\n\n' + BODY})
    assert (found.added, found.removed) == ((), ())


def test_reformatting_and_comments_change_nothing(tmp_path: Path) -> None:
    after = BODY.replace("('a', 'h')", "(  # first\n    'a',\n    'h',\n)")
    found = telemetry(tmp_path, {"m.py": BODY}, {"m.py": after})
    assert (found.added, found.removed) == ((), ())


def test_a_signal_taken_along_into_another_function_moved(tmp_path: Path) -> None:
    before = "from shop.metrics import A\ndef f():\n    A.inc()\n    return 1\n"
    after = "from shop.metrics import A\ndef g():\n    A.inc()\ndef f():\n    g()\n    return 1\n"
    found = telemetry(tmp_path, {"m.py": before}, {"m.py": after})
    assert (found.added, found.removed) == ((), ())


def test_one_of_two_equal_signals_is_new(tmp_path: Path) -> None:
    once = "from shop.metrics import A\ndef f():\n    A.inc()\n"
    found = telemetry(tmp_path, {"m.py": once}, {"m.py": once + "    A.inc()\n"})
    assert [(s.name, s.line) for s in found.added] == [("A", 4)]
    assert found.removed == ()


def test_a_removed_signal(tmp_path: Path) -> None:
    found = telemetry(tmp_path, {"m.py": BODY}, {"m.py": BODY.replace("B = Counter('b', 'h')\n", "")})
    assert found.added == ()
    assert [(s.name, s.path, s.line) for s in found.removed] == [("b", "m.py", 3)]


def test_a_file_that_cannot_be_parsed_is_named(tmp_path: Path) -> None:
    text = "from prometheus_client import Counter\nC = Counter('a', 'h')\nx = " + "[" * 500 + "]" * 500
    assert [u.path for u in telemetry(tmp_path, {}, {"m.py": text}).unseen] == ["m.py"]


def own(tmp_path: Path, idiom: str) -> Telemetry:
    """The telemetry of a new call of `ourlib`, with a file of idioms of the repository's own."""
    folder = tmp_path / "own" / "telemetry"
    folder.mkdir(parents=True)
    header = 'languages = ["python"]\nmarkers = ["ourlib"]\n[[signal]]\n'
    folder.joinpath("ours.toml").write_text(header + idiom)
    after = {"a.py": "import ourlib\nourlib.bump('hits')\n"}
    with facts_of(tmp_path, {}, after, FactSettings(frameworks=(tmp_path / "own",))) as facts:
        return facts.telemetry


def test_idioms_of_ones_own(tmp_path: Path) -> None:
    found = own(tmp_path, 'name = "ourlib"\nkind = "slo"\nmodules = ["ourlib"]\ncalls = ["bump"]\n')
    assert [(s.kind, s.name, s.ecosystem) for s in found.added] == [("slo", "hits", "ourlib")]


@pytest.mark.parametrize(
    ("idiom", "said"),
    [
        ('name = "o"\nreceivers = "("\ncalls = ["bump"]\n', "receivers is no regular expression"),
        ('name = "o"\nkind = "metrics"\ncalls = ["bump"]\n', "kind out of metric"),
        ('calls = ["bump"]\n', "needs a name"),
    ],
)
def test_a_broken_idiom_is_told_with_its_file(tmp_path: Path, idiom: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as told:
        own(tmp_path, idiom)
    assert "ours.toml" in str(told.value)
