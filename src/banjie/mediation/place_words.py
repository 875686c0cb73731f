"""How a side and a party's place on it are called on pages: 甲方 and 甲方1, as on papers; side A and A1 in English."""

import re
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

_LETTERS: Final[dict[str, Promise]] = {
    "A": pgettext_lazy("a side of a dispute", "A"),
    "B": pgettext_lazy("a side of a dispute", "B"),
    "C": pgettext_lazy("a side of a dispute", "C"),
    "D": pgettext_lazy("a side of a dispute", "D"),
    "E": pgettext_lazy("a side of a dispute", "E"),
    "F": pgettext_lazy("a side of a dispute", "F"),
    "G": pgettext_lazy("a side of a dispute", "G"),
    "H": pgettext_lazy("a side of a dispute", "H"),
}
_PLACE: Final = re.compile(r"([A-H])(\d+)")


def side_letter(letter: str) -> str:
    """What stands for a side in a sentence ("side %(letter)s"): A, 甲."""
    return str(_LETTERS[letter]) if letter in _LETTERS else letter


def place_words(place: str) -> str:
    """A party's place ("A1") in the language of the page; whatever is no place, such as a name, stays as it is."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return place
    return _("%(side)s%(number)s") % {"side": side_letter(found[1]), "number": found[2]}
