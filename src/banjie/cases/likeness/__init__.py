"""The same matter, raised before: found by text, place and time, and never by who raised it (DESIGN section 2)."""
