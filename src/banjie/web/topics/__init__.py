"""Hot topics, for those who oversee and those who may merge."""
