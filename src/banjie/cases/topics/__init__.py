"""Hot topics: what many cases of the last weeks are about, and what is done about it."""
