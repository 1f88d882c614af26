"""The repository's own code, indexed once per blob and cached by object id in the git directory."""
