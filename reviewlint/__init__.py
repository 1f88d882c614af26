"""A code-review checklist that fills itself in."""

__version__ = "0.1.0"
