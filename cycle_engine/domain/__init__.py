"""Pure values and rules: no clock, no disk, no database."""
