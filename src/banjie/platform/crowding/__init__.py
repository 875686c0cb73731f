"""When too many come through a door at once: nobody is turned away before they could show that it costs them something.

A network address is no person: a village shares one, and so does a telephone company. So many tries from one address do
not close the door but ask the browser for some work (`task`), more of it the more there are; only far beyond that is
anybody asked to come back later. What is kept of an address is a keyed digest that changes every day, for a day.
"""

from .admitting import Admitted, Needed, admit, forget, needed
from .ladder import LADDER, Ladder

__all__ = ["LADDER", "Admitted", "Ladder", "Needed", "admit", "forget", "needed"]
