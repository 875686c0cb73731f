"""How long and how often."""

from datetime import timedelta
from typing import Final

ENTRY: Final = timedelta(minutes=15)
TRIES: Final = 5
# Numbers sent to one address within an hour: each brings five guesses in a million.
LETTERS_AN_HOUR: Final = 4
# A village committee's one network address serves a whole hall of people.
KNOCKS: Final = 40
KNOCK_WINDOW: Final = timedelta(minutes=15)
KEPT: Final = timedelta(days=1)
