"""Formats. A format is a module here that writes a Report; it lays out, it does not think."""

from __future__ import annotations

FORMATS = ("text", "concise", "json", "markdown", "sarif", "github", "gitlab", "junit", "rdjson")
"""Each is a module of this package with `render(report: Report) -> str`, named as people write it."""
