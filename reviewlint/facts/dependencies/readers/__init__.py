"""One module for each kind of manifest: its text to what it asks for. A broken one raises ValueError."""
