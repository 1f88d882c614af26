"""Of which class an object may be, and what its class has, inherits and leaves to others."""
