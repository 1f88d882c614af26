"""What data cannot say about routes: one small reader for each framework family, by language.

`families` and `resolvers` say which has something to read in a file; none is loaded before that. `files` (routes by the
paths of files) and `documents` are for all languages.
"""
