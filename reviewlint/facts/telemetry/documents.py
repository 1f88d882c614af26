"""Signals in documents: alert rules, SLOs, dashboards and probes in YAML, JSON and Terraform."""

from __future__ import annotations

from pathlib import Path

from reviewlint.facts.model import Signal, Unseen


def read_document(path: str, text: str, folders: tuple[Path, ...], unseen: list[Unseen]) -> list[Signal]:
    """The signals that the document at `path` defines; `unseen` gets the file if it cannot be parsed."""
    return []
