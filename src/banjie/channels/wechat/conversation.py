"""How a matter is told message by message: what happened, where, a photo, and yes. Pure.

Only the matter that is just being told is remembered, and only until it is in, given up, or an hour old.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, Self

MOST_TEXT: Final = 5_000
MOST_FILES: Final = 9
MOST_PLACE: Final = 200
_SKIP: Final = {"0", "跳过", "没有", "skip", "none"}
_GIVE_UP: Final = {"取消", "放弃", "cancel"}
_YES: Final = {"1", "确认", "提交", "是", "好", "yes", "ok", "submit"}


class Step(StrEnum):
    """What is awaited."""

    TEXT = "text"
    PLACE = "place"
    PHOTO = "photo"
    CONFIRM = "confirm"


class Say(StrEnum):
    """What is answered; worded in `phrases`. Alphabetised."""

    ASK_CODE = "ask_code"
    ASK_CONFIRM = "ask_confirm"
    ASK_PHOTO = "ask_photo"
    ASK_PLACE = "ask_place"
    ASK_TEXT = "ask_text"
    GIVEN_UP = "given_up"
    NOT_HEARD = "not_heard"
    NOTHING = "nothing"
    WELCOME = "welcome"


@dataclass(frozen=True, slots=True)
class Draft:
    """The matter as far as it was told. `media` are WeChat's ids of photos and recordings."""

    step: Step = Step.TEXT
    text: str = ""
    place: str = ""
    longitude: float | None = None
    latitude: float | None = None
    media: tuple[str, ...] = ()

    def wire(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        return cls(**dict(told) | {"step": Step(told["step"]), "media": tuple(told["media"])})


@dataclass(frozen=True, slots=True)
class Heard:
    """What came: a text (typed or recognised), a place, a file, or a pressed key of the menu."""

    text: str = ""
    place: str = ""
    longitude: float | None = None
    latitude: float | None = None
    media: str = ""
    pressed: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where it stands now: the draft (None: there is none), what is said, and whether the matter is to be taken in."""

    draft: Draft | None
    say: Say
    submit: bool = False
    details: Sequence[str] = field(default=())


def turn(draft: Draft | None, heard: Heard) -> Turn:
    if heard.pressed:
        return _pressed(draft, heard.pressed)
    word = heard.text.strip().lower().rstrip("。.!！")
    if word in _GIVE_UP:
        return Turn(None, Say.GIVEN_UP if draft is not None else Say.WELCOME)
    if heard.media:
        return _with_file(draft or Draft(), heard.media)
    if heard.longitude is not None:
        return _with_point(draft or Draft(), heard)
    if not heard.text.strip():
        return Turn(draft, Say.NOT_HEARD)
    if draft is None:
        return _began(heard.text)
    return _answered(draft, heard.text, word)


def _pressed(draft: Draft | None, key: str) -> Turn:
    match key:
        case "report":
            begun = draft or Draft()
            return Turn(begun, _asking(begun.step), details=_details(begun))
        case "track":
            return Turn(draft, Say.ASK_CODE)
    return Turn(draft, Say.WELCOME)


def _began(text: str) -> Turn:
    if len(text.strip()) < 4:
        # "hi" and "1" are no matter.
        return Turn(None, Say.WELCOME)
    return Turn(Draft(Step.PLACE, text.strip()[:MOST_TEXT]), Say.ASK_PLACE)


def _answered(draft: Draft, text: str, word: str) -> Turn:
    said = text.strip()
    match draft.step:
        case Step.TEXT:
            whole = f"{draft.text}\n{said}".strip()[:MOST_TEXT]
            return _on(replace(draft, text=whole), Step.PLACE)
        case Step.PLACE:
            return _on(draft if word in _SKIP else replace(draft, place=said[:MOST_PLACE]), Step.PHOTO)
        case Step.PHOTO:
            if word in _SKIP:
                return _on(draft, Step.CONFIRM)
            return Turn(_more(draft, said), Say.ASK_PHOTO)
        case Step.CONFIRM:
            if word in _YES:
                return Turn(None, Say.NOTHING, submit=True)
            return Turn(_more(draft, said), Say.ASK_CONFIRM, details=_details(_more(draft, said)))


def _more(draft: Draft, said: str) -> Draft:
    return replace(draft, text=f"{draft.text}\n{said}".strip()[:MOST_TEXT])


def _with_file(draft: Draft, media: str) -> Turn:
    if len(draft.media) < MOST_FILES and media not in draft.media:
        draft = replace(draft, media=(*draft.media, media))
    if draft.step is Step.PHOTO:
        return _on(draft, Step.CONFIRM)
    return Turn(draft, _asking(draft.step), details=_details(draft))


def _with_point(draft: Draft, heard: Heard) -> Turn:
    draft = replace(
        draft, place=heard.place[:MOST_PLACE] or draft.place, longitude=heard.longitude, latitude=heard.latitude
    )
    if draft.step is Step.PLACE:
        return _on(draft, Step.PHOTO)
    return Turn(draft, _asking(draft.step), details=_details(draft))


def _on(draft: Draft, step: Step) -> Turn:
    """To the next step that is still open: what was sent unasked is not asked for."""
    if step is Step.PLACE and (draft.place or draft.longitude is not None):
        step = Step.PHOTO
    if step is Step.PHOTO and draft.media:
        step = Step.CONFIRM
    moved = replace(draft, step=step)
    return Turn(moved, _asking(step), details=_details(moved))


def _asking(step: Step) -> Say:
    return {
        Step.TEXT: Say.ASK_TEXT,
        Step.PLACE: Say.ASK_PLACE,
        Step.PHOTO: Say.ASK_PHOTO,
        Step.CONFIRM: Say.ASK_CONFIRM,
    }[step]


def _details(draft: Draft) -> tuple[str, str, str]:
    """Text, place and number of files, for the question whether it is right."""
    return draft.text[:200], draft.place, str(len(draft.media))
