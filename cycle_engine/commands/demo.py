"""``cycle demo``: a rehearsed school year."""
