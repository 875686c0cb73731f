"""What may be shown of a case, and how exactly. Pure.

A case is shown only where its reporter agreed and did not ask to be known to the centre alone, where its category
allows it today, and never a complaint about a unit nor a dispute. Of its place strangers learn what the category says.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from banjie.catalogue.tree import CategoryNode
from banjie.catalogue.vocabulary import Kind, PublicPlace

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
    if category is None or not category.public or category.sensitive:
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


class FindingKind(StrEnum):
    """What in a text may tell of a person. The first three are never released."""

    PHONE = "phone"
    IDENTITY = "identity"
    EMAIL = "email"
    PLATE = "plate"
    DOOR = "door"
    NAME = "name"


NEVER_RELEASED: Final = frozenset({FindingKind.PHONE, FindingKind.IDENTITY, FindingKind.EMAIL})

_PATTERNS: Final[Mapping[FindingKind, re.Pattern[str]]] = MappingProxyType(
    {
        FindingKind.IDENTITY: re.compile(r"(?<!\d)\d{6}(?:18|19|20)\d{2}(?:0\d|1[0-2])[0-3]\d{4}[\dXx](?!\d)"),
        FindingKind.PHONE: re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"),
        FindingKind.EMAIL: re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"),
        FindingKind.PLATE: re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}(?![A-Z0-9])"
        ),
        FindingKind.DOOR: re.compile(r"\d{1,4}(?:号楼|栋|幢|单元)[^,。;\n]{0,8}?\d{1,4}(?:室|户|号)|\d{3,4}室"),
        FindingKind.NAME: re.compile(r"[一-鿿]{1,3}(?:先生|女士|师傅|大爷|大妈|大娘|阿姨|老师|医生)"),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text that may tell who somebody is, and what it says."""

    kind: FindingKind
    text: str


def findings(text: str) -> Iterator[Finding]:
    """What a reader for the public should look at twice, in the order of how grave it is."""
    plain = unicodedata.normalize("NFKC", text)
    for kind, pattern in _PATTERNS.items():
        seen = dict.fromkeys(match.group() for match in pattern.finditer(plain))
        yield from (Finding(kind, each) for each in seen)
