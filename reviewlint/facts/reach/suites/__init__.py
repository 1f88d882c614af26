"""What is peculiar to suites of tests: doubles, shared cases, files of expectations, runs of the whole program."""
