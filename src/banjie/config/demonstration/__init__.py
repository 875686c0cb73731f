"""Fills an empty installation with the invented county and town of `demo/`, every case by its own actions."""

from .apart import NotLoaded, load_by_two
from .beginnings import BeingLoaded, Left, forget, what_was_left
from .staging import DISTRICTS, PASSWORD
from .whole import load

__all__ = [
    "DISTRICTS",
    "PASSWORD",
    "BeingLoaded",
    "Left",
    "NotLoaded",
    "forget",
    "load",
    "load_by_two",
    "what_was_left",
]
