"""Where a name leads that a file imports, or has by the package or project that it stands in."""
