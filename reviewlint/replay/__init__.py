"""The checks over the past: how often each would have fired, before anyone enforces it."""
