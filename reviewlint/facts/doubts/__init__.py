"""Whether a test that was not seen may be there, and whether one is plainly due."""
