"""Small kinds of change that no reviewer asks a test for."""
