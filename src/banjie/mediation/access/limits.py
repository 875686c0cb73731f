"""How long and how often: the figures of a party's way in."""

from datetime import timedelta
from typing import Final

# From giving the code until the number must have been given.
ENTRY: Final = timedelta(minutes=30)
PROOF: Final = timedelta(minutes=10)
TRIES: Final = 5
# Numbers sent for one code within an hour: each brings five guesses in a million.
LETTERS_AN_HOUR: Final = 5
MISSES_A_DAY: Final = 30

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=4)
SEEN_EVERY: Final = timedelta(minutes=1)

KEPT: Final = timedelta(days=1)
