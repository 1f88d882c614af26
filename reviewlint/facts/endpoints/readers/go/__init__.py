"""Go: routes in tables, comments, controllers and functions of an own, beside the calls that data describes."""
