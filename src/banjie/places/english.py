"""What a road with a Chinese name is called in English: its sound, and what kind of road it is. Pure."""

from collections.abc import Iterator
from typing import Final

# The longer endings first. Each with its sound, as it stands at the end of the whole name's.
_KINDS: Final = (
    ("大道", "dadao", ("Avenue", "Boulevard")),
    ("大街", "dajie", ("Street", "Avenue")),
    ("公路", "gonglu", ("Highway",)),
    ("路", "lu", ("Road",)),
    ("街", "jie", ("Street",)),
    ("巷", "xiang", ("Lane",)),
    ("弄", "nong", ("Lane",)),
)
_LEAST: Final = 3


def called(name: str, sounds: str) -> Iterator[str]:
    """人民路 is Renmin Road. `sounds` are the readings of the whole name, without tones, parted by spaces."""
    for ending, sound, kinds in _KINDS:
        if not name.endswith(ending):
            continue
        for whole in sounds.split():
            own = whole.removesuffix(sound)
            if own != whole and len(own) >= _LEAST:
                yield from (f"{own.capitalize()} {kind}" for kind in kinds)
        return
