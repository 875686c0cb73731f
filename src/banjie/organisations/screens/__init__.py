"""Command screens: the walls that may show one, and how it is laid out. What they show is `analytics.screen`."""
