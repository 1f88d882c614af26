"""What data cannot say about routes: one small reader for each framework family."""
