"""The lives of what belongs to a dispute, declared as its own life is: sessions and what else follows one."""

from .loading import process

__all__ = ["process"]
