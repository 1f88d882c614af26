"""PHP: attributes, annotations, tables of routes, and actions served by their place or name."""
