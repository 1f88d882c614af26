"""From a unit back to the tests that exercise it, over references that resolve by syntax.

`search` leads; `users` finds who uses a definition and `holders` what stands around a use. `imports` says where a name
leads, `types` of which class an object may be, `dispatch` what a call runs that it does not name, `frameworks` what is
called by others than the repository, `routes` who answers a request, `browser` what pages and components run, and
`suites` what tests do in a way of their own.
"""
