"""What may be shown of a case, and how exactly. Pure.

A case is shown only where its reporter agreed and did not ask to be known to the centre alone, where its category
allows it today, and never a complaint about a unit nor a dispute. Of its place strangers learn what the category says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from banjie.catalogue.tree import CategoryNode
from banjie.catalogue.vocabulary import Kind, PublicPlace
from banjie.intelligence.personal.marks import Kind as Personal
from banjie.intelligence.personal.reading import marks

type Point = tuple[float, float]

# What ended so was not taken on, or goes on elsewhere: there is nothing for the public to follow.
NOT_FOLLOWED: Final = frozenset({"declined", "withdrawn", "merged"})
# Three decimals of a degree are 110 metres from north to south.
_NEAR_DECIMALS: Final = 3


_CONFIDENTIAL: Final = "confidential"


class Standing(StrEnum):
    """How a case stands before the public, once anything was said of it."""

    PROPOSED = "proposed"
    RELEASED = "released"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    # Shown until a stranger said that it gives somebody away, and not read again since.
    WITHHELD = "withheld"


class Act(StrEnum):
    """What is done about showing a case; each is a command on its timeline."""

    PROPOSE = "propose_public"
    RELEASE = "publish"
    REFUSE = "refuse_public"
    TAKE_BACK = "take_back"
    AGREE = "agree_public"
    KEEP_PRIVATE = "keep_private"
    WITHHOLD = "withhold_public"


ACTS: Final = frozenset(Act)

# From where each may be done; None: nothing was said of it yet.
_FROM: Final[Mapping[Act, frozenset[str | None]]] = MappingProxyType(
    {
        Act.PROPOSE: frozenset({None, Standing.PROPOSED, Standing.REFUSED, Standing.TAKEN_BACK, Standing.WITHHELD}),
        Act.RELEASE: frozenset({None, *Standing}),
        Act.REFUSE: frozenset({None, Standing.PROPOSED}),
        Act.TAKE_BACK: frozenset({Standing.RELEASED, Standing.WITHHELD}),
    }
)


class ConcernKind(StrEnum):
    """What a stranger may say of words and photos that are shown."""

    PERSONAL = "personal"
    INSULT = "insult"
    UNTRUE = "untrue"
    ADVERT = "advert"
    OTHER = "other"


def hides(kind: ConcernKind, *, upheld: bool) -> bool:
    """Whether it is hidden before anybody has looked: what gives a person away cannot be called back.

    `upheld`: these words were read again after an earlier concern, and kept.
    """
    return kind is ConcernKind.PERSONAL and not upheld


class Showable(Protocol):
    """The columns of a case that decide whether it may be shown."""

    kind: str
    identity: str
    public: bool
    state: str
    about_unit_path: str


def why_hidden(case: Showable, category: CategoryNode | None) -> str:
    """The reason why a case may not be shown, as a code; empty where it may.

    That its reporter has not agreed comes last: it is said only where they still could.
    """
    if case.kind == Kind.DISPUTE:
        return "public_never_disputes"
    if case.about_unit_path:
        return "public_never_about_units"
    if case.identity == _CONFIDENTIAL:
        return "public_confidential"
    if category is None:
        return "public_not_classified"
    if not category.public or category.sensitive:
        return "public_not_category"
    if case.state in NOT_FOLLOWED:
        return "public_not_followed"
    return "" if case.public else "public_not_agreed"


def fits(act: Act, standing: str | None) -> bool:
    return standing in _FROM[act]


def blurred(longitude: float | None, latitude: float | None, place: PublicPlace) -> Point | None:
    """The point (WGS-84) as strangers are told it; None where they are told the area only, or there is none."""
    if longitude is None or latitude is None or place is PublicPlace.AREA:
        return None
    if place is PublicPlace.EXACT:
        return longitude, latitude
    return round(longitude, _NEAR_DECIMALS), round(latitude, _NEAR_DECIMALS)


# What reaches somebody at once, or is used against them. The rest is for its reader to weigh.
NEVER_RELEASED: Final = frozenset(
    {Personal.ACCOUNT, Personal.BANK, Personal.EMAIL, Personal.IDENTITY, Personal.PASSPORT, Personal.PHONE}
)
_SEVERITY: Final = {kind: place for place, kind in enumerate(Personal)}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text that may tell who somebody is, and what it says."""

    kind: Personal
    text: str


def findings(*texts: str) -> list[Finding]:
    """What a reader for the public should look at twice, each once, the gravest first."""
    seen = dict.fromkeys((mark.kind, text[mark.start : mark.end]) for text in texts for mark in marks(text))
    return [Finding(kind, words) for kind, words in sorted(seen, key=lambda each: _SEVERITY[each[0]])]
