"""The engine: decides and remembers; knows no e-mail."""
