"""Other systems that act on cases (API clients): their tokens, grants and scopes."""
