"""Endpoints as administrators keep them, messages that were set aside, and calls as they are answered."""
