"""Code that stands elsewhere than before."""
