"""Units laid out as ways, so that two forms of one are the same: what is read, and how."""
