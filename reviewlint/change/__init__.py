"""The change under review: where it comes from, its files, their contents, its description."""
