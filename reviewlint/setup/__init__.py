"""What is written into a repository so that reviewlint works there: a check to start from, and the set-up itself."""
