"""Composes the demo's cases: stories and templates in shorthand become scripts of commands."""
