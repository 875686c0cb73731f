"""The catalogue: categories with their questions, time limits and routing rules, published as releases."""
