"""Labelled truth against what the program says: one module per kind of label."""
