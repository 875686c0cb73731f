"""Suggestions of categories: shown while a matter is typed, weighed at the desk, and kept by administrators."""
