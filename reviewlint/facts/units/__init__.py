"""Which definitions a change touches, and whether what they do changed."""
