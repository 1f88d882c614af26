"""How a call leads to what it does not name: by a value handed on, a name in a text, a trait or a module taken in."""
