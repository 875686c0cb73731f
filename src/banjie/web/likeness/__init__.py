"""The same matter, raised before: shown while a matter is typed, beside a case, and at the dispatch desk."""
