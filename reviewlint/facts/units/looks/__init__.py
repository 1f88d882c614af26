"""What only changes how a page looks."""
