"""Two texts that do the same in other words."""
