"""Python: view sets, trees of objects, and handlers without a framework."""
