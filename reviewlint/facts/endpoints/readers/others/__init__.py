"""Languages with a reader or two each: C++, Dart, Elixir, Haskell, Lua, Rust."""
