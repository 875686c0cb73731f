"""The counters of a hall, and where halls are kept."""
