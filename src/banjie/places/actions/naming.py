"""How a name is written down: with the spellings by which it will be found."""

from banjie.places.models import PlaceName
from banjie.places.pinyin import full, initials

MOST_NAME = 100
_MOST_INITIALS = 100
_MOST_PINYIN = 600


def spelt(place: PlaceName) -> PlaceName:
    """Fills in the pinyin of the name. What does not fit is left out reading by reading."""
    place.initials = _fitting(initials(place.name), _MOST_INITIALS)
    place.pinyin = _fitting(full(place.name), _MOST_PINYIN)
    return place


def _fitting(readings: str, most: int) -> str:
    kept = readings.split()
    while len(" ".join(kept)) > most:
        kept.pop()
    return " ".join(kept)
