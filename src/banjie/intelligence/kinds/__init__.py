"""What somebody wants by how they put it: a kind to propose, with the words that speak for it. Pure."""

from .reading import Proposed, propose

__all__ = ["Proposed", "propose"]
