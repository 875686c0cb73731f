"""The map of cases."""
