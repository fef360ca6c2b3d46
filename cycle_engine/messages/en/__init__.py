"""The texts of one language, one module an area."""
