"""What a change does, established from both sides' syntax. Facts know nothing of policy."""
