"""Signals in documents, through the telemetry fact of real commits."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.changed import telemetry

RULES = """\
groups:
  - name: shop
    rules:
      - record: job:errors:rate5m
        expr: rate(errors[5m])
      - alert: ErrorRateHigh  # alert: NotThis
        expr: |
          rate(errors[5m]) > 1
          alert: NorThis
      # - alert: Commented
"""
DEPLOYMENT = """\
apiVersion: apps/v1
metadata:
  name: shop
spec:
  containers:
    - name: shop
      {{- if .Values.probes }}
      livenessProbe:
        httpGet: { path: /livez, port: 80 }
      {{- end }}
"""
DASHBOARD = '{"title": "Shop", "schemaVersion": 39, "panels": [\n {"title": "Errors"}]}'
TERRAFORM = '# resource "datadog_monitor" "old" {}\nresource "datadog_monitor" "errors" {\n  name = "x"\n}\n'
MIXIN = "{ groups+:: [ {\n  rules: [\n    {\n      alert: 'ShopDown',\n      expr: '1',\n    },\n  ] } ] }\n"
SLO = "version: prometheus/v1\nservice: shop\nslos:\n  - name: availability\n    objective: 99.9\n"
ALARM = "Resources:\n  Errors:\n    Type: AWS::CloudWatch::Alarm\n"
COMPOSE = "services:\n  web:\n    image: x\n    healthcheck:\n      test: curl localhost\n"


@pytest.mark.parametrize(
    ("path", "text", "kind", "name", "line"),
    [
        ("ops/rules.yml", RULES, "alert", "ErrorRateHigh", 6),
        ("deploy/templates/shop.yaml", DEPLOYMENT, "health", "containers livenessProbe", 8),
        ("grafana/shop.json", DASHBOARD, "dashboard", "Errors", 2),
        ("ops/main.tf", TERRAFORM, "alert", "datadog_monitor.errors", 2),
        ("mixin/shop.libsonnet", MIXIN, "alert", "ShopDown", 4),
        ("ops/slo.yaml", SLO, "slo", "availability", 4),
        ("template.yaml", ALARM, "alert", "Errors", 3),
        ("docker-compose.yml", COMPOSE, "health", "web healthcheck", 4),
        ("Dockerfile", "FROM x\n# HEALTHCHECK no\nHEALTHCHECK CMD curl /\n", "health", "HEALTHCHECK", 3),
    ],
)
def test_a_new_document(tmp_path: Path, path: str, text: str, kind: str, name: str, line: int) -> None:
    added = telemetry(tmp_path, {}, {path: text}).added
    assert (kind, name, line) in [(s.kind, s.name, s.line) for s in added]
    assert not {"NotThis", "NorThis", "Commented", "datadog_monitor.old"} & {s.name for s in added}


@pytest.mark.parametrize(
    "files",
    [
        {"app.yml": "alert: true\nmessage: hello\n"},
        {"Dockerfile": "FROM x\nHEALTHCHECK NONE\n"},
        {"menu.json": '{"title": "Dashboard", "panels": [], "version": 1}'},
        {"main.tf": 'resource "datadog_role" "x" {\n}\n'},
        {"docs/rules.yml": RULES},
        {"tests/rules.yml": RULES},
    ],
)
def test_what_only_looks_like_one(tmp_path: Path, files: dict[str, str]) -> None:
    assert telemetry(tmp_path, {}, dict(files)).added == ()


def test_a_rule_that_moved_to_another_file_is_neither(tmp_path: Path) -> None:
    found = telemetry(
        tmp_path, {"a/rules.yml": RULES}, {"a/rules.yml": None, "b/rules.yml": "# moved\n" + RULES}
    )
    assert (found.added, found.removed) == ((), ())


def test_a_new_panel_and_a_removed_one(tmp_path: Path) -> None:
    after = DASHBOARD.replace("Errors", "Latency")
    found = telemetry(tmp_path, {"grafana/shop.json": DASHBOARD}, {"grafana/shop.json": after})
    assert [s.name for s in found.added] == ["Latency"]
    assert [s.name for s in found.removed] == ["Errors"]


def test_a_broken_dashboard_is_named(tmp_path: Path) -> None:
    found = telemetry(tmp_path, {}, {"grafana/shop.json": DASHBOARD[:-1]})
    assert [u.path for u in found.unseen] == ["grafana/shop.json"]


def test_hostile_nesting_is_named_and_survived(tmp_path: Path) -> None:
    deep = '{"schemaVersion": 1, "panels": ' + "[" * 100_000 + "]" * 100_000 + "}"
    found = telemetry(tmp_path, {}, {"grafana/deep.json": deep})
    assert [u.path for u in found.unseen] == ["grafana/deep.json"]
