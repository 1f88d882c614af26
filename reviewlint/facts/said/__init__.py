"""What the description of a change says."""
