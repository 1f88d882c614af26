"""Units laid out as ways, so that two forms of one are the same: what is read, and how.

A way is a path through a function, as in a control-flow graph: what is done, what is asked, and both ways on from
there. `ways` reads them, `terms` are the expressions on them, `roles` says what the nodes of a grammar stand for, and
`same` compares two units.
"""
