"""From a unit back to the tests that exercise it, over references that resolve by syntax."""
