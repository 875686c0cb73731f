"""The way to a court's own system, whichever it is: one protocol, and what speaks it.

Nothing is sent anywhere until a site names an address (BANJIE_COURT_URL). Another system is another module here that
keeps the protocol; nothing else of Banjie knows how a court is reached.
"""

from .choosing import court_system
from .protocol import Answer, CourtSystem, News, Request, Trouble, TroubleKind

__all__ = ["Answer", "CourtSystem", "News", "Request", "Trouble", "TroubleKind", "court_system"]
