"""Numbers to call in need: which there are where an installation stands, and how a sentence names them. Pure."""

from .model import BadNumbers, Emergency, Number, Numbers, read, shipped

__all__ = ["BadNumbers", "Emergency", "Number", "Numbers", "read", "shipped"]
