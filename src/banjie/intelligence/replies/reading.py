"""A draft held against its matter, its claims and the answers before it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from banjie.intelligence.personal.marks import Kind
from banjie.intelligence.personal.reading import marks

from . import copying, point
from .cues import Cue, found
from .terms import Sentence, clauses, folded, sentences

_SHORT: Final = 30
_SHOWN: Final = 3
_OWN: Final = 40
_PASSAGE: Final = 120
# An answer names offices and their telephones, and greets by name; these belong into none that others may read.
_PERSONAL: Final = frozenset({Kind.IDENTITY, Kind.BANK, Kind.PASSPORT, Kind.PHONE, Kind.ACCOUNT, Kind.PLATE, Kind.DOOR})


class Aspect(StrEnum):
    """What is asked of an answer."""

    POINT = "point"
    COMPLETE = "complete"
    EXPLAINED = "explained"
    OWN_WORDS = "own_words"
    PRIVATE = "private"


class RemarkCode(StrEnum):
    """What may be wanting. Each is a question to whoever writes, never a verdict."""

    OFF_THE_POINT = "off_the_point"
    ASK_NOT_TAKEN_UP = "ask_not_taken_up"
    TOO_SHORT = "too_short"
    NO_FINDING = "no_finding"
    NO_STEP = "no_step"
    NO_DATE = "no_date"
    NO_WAY_ON = "no_way_on"
    NO_REASON = "no_reason"
    NOT_WHOSE = "not_whose"
    CLAIMS_MORE = "claims_more"
    FINDING_DIFFERS = "finding_differs"
    COPIED = "copied"
    FORMULA = "formula"
    PERSONAL = "personal"


class Side(StrEnum):
    """Where a passage stands."""

    MATTER = "matter"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of the matter's body or of the reply, by their start and end there."""

    side: Side
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Remark:
    """`earlier` is the key of an earlier answer, `percent` how much of the draft's own words stands there."""

    aspect: Aspect
    code: RemarkCode
    passages: tuple[Passage, ...] = ()
    earlier: str = ""
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """`asked` counts what the matter asks for. An aspect without remarks gave no cause for any."""

    remarks: tuple[Remark, ...]
    asked: int

    def of(self, aspect: Aspect) -> tuple[Remark, ...]:
        return tuple(each for each in self.remarks if each.aspect is aspect)


@dataclass(frozen=True, slots=True)
class Matter:
    title: str
    body: str
    enquiry: bool = False


@dataclass(frozen=True, slots=True)
class Claims:
    """What the answer's own fields say; None or empty where nothing was chosen yet."""

    found_true: bool | None = None
    within_duty: bool | None = None
    solved: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    reply: str
    claims: Claims = Claims()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer that the same unit gave before, to another case. `key` is handed back."""

    key: str
    title: str
    reply: str


def read_reply(matter: Matter, draft: Draft, earlier: Sequence[Earlier] = ()) -> Reading:
    """Remarks in the order of the aspects; none about a draft that is empty."""
    said = sentences(draft.reply)
    if not said:
        return Reading((), 0)
    weigh = point.weights([each.reply for each in earlier])
    words = point.said_in(draft.reply)
    wanted = point.asks(matter.title, matter.body, draft.reply, weigh)
    remarks = (
        *_on_the_point(matter, words, wanted, weigh),
        *_complete(matter, draft, said),
        *_explained(draft, said),
        *_own_words(matter, draft, earlier),
        *_private(draft),
    )
    return Reading(remarks, len(wanted))


def _on_the_point(
    matter: Matter, words: frozenset[str], wanted: Sequence[point.Ask], weigh: point.Weigh
) -> Iterator[Remark]:
    if point.on_the_point(matter.title, matter.body, words, weigh) < point.OFF_THE_POINT:
        yield Remark(Aspect.POINT, RemarkCode.OFF_THE_POINT)
        return
    missed = [each.sentence for each in wanted if each.cover < point.TAKEN_UP]
    if missed:
        passages = tuple(_passage(Side.MATTER, each) for each in missed[:_SHOWN])
        yield Remark(Aspect.POINT, RemarkCode.ASK_NOT_TAKEN_UP, passages)


def _complete(matter: Matter, draft: Draft, said: Sequence[Sentence]) -> Iterator[Remark]:
    text, solved = folded(draft.reply), draft.claims.solved
    if len(text.strip()) < _SHORT:
        yield Remark(Aspect.COMPLETE, RemarkCode.TOO_SHORT)
        return
    if not matter.enquiry and not any(found(cue, text) for cue in (Cue.FINDING, Cue.DONE, Cue.REASON)):
        yield Remark(Aspect.COMPLETE, RemarkCode.NO_FINDING)
    coming = [each for each in said if found(Cue.COMING, each.folded)]
    settled = matter.enquiry or draft.claims.found_true is False or solved == "explained"
    if not (settled or coming or found(Cue.DONE, text) or found(Cue.ELSEWHERE, text)):
        yield Remark(Aspect.COMPLETE, RemarkCode.NO_STEP)
    if coming and not any(found(Cue.WHEN, each.folded) for each in coming) and solved != "solved":
        yield Remark(Aspect.COMPLETE, RemarkCode.NO_DATE, (_passage(Side.REPLY, coming[0]),))
    if solved in {"partly", "not_solved"} and not (coming or found(Cue.ELSEWHERE, text)):
        yield Remark(Aspect.COMPLETE, RemarkCode.NO_WAY_ON)


def _explained(draft: Draft, said: Sequence[Sentence]) -> Iterator[Remark]:
    text, claims = folded(draft.reply), draft.claims
    refuses = claims.found_true is False or claims.within_duty is False or claims.solved in {"partly", "not_solved"}
    if refuses and not found(Cue.REASON, text):
        yield Remark(Aspect.EXPLAINED, RemarkCode.NO_REASON)
    if claims.within_duty is False and not found(Cue.ELSEWHERE, text):
        yield Remark(Aspect.EXPLAINED, RemarkCode.NOT_WHOSE)
    coming = [each for each in said if found(Cue.COMING, each.folded)]
    if claims.solved == "solved" and coming and not found(Cue.DONE, text):
        yield Remark(Aspect.EXPLAINED, RemarkCode.CLAIMS_MORE, (_passage(Side.REPLY, coming[0]),))
    if claims.found_true is not None:
        opposite, same = (Cue.REFUTED, Cue.CONFIRMED) if claims.found_true else (Cue.CONFIRMED, Cue.REFUTED)
        against = [each for each in said if found(opposite, each.folded)]
        if against and not found(same, text):
            yield Remark(Aspect.EXPLAINED, RemarkCode.FINDING_DIFFERS, (_passage(Side.REPLY, against[0]),))


def _own_words(matter: Matter, draft: Draft, earlier: Sequence[Earlier]) -> Iterator[Remark]:
    copy = copying.copied(matter.title, draft.reply, [(each.title, each.reply) for each in earlier])
    if copy is not None:
        passage = Passage(Side.REPLY, copy.start, copy.end)
        percent = round(100 * copy.share)
        yield Remark(Aspect.OWN_WORDS, RemarkCode.COPIED, (passage,), earlier[copy.index].key, percent)
    own = sum(len(each.folded) for each in clauses(draft.reply) if not found(Cue.FORMULA, each.folded))
    if own < _OWN and 2 * own < len(draft.reply.strip()):
        yield Remark(Aspect.OWN_WORDS, RemarkCode.FORMULA)


def _private(draft: Draft) -> Iterator[Remark]:
    told = [each for each in marks(draft.reply) if each.kind in _PERSONAL]
    if told:
        passages = tuple(Passage(Side.REPLY, each.start, each.end) for each in told[:_SHOWN])
        yield Remark(Aspect.PRIVATE, RemarkCode.PERSONAL, passages)


def _passage(side: Side, sentence: Sentence) -> Passage:
    return Passage(side, sentence.start, min(sentence.end, sentence.start + _PASSAGE))
