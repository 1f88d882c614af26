"""Source text to definitions, calls, imports, literals and comments: one interface for all languages."""
