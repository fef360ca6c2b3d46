"""Files that people write, read into domain values."""
