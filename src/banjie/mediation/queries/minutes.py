"""Minutes, for whoever may read them."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from banjie.mediation.actions.sessions.head import names_of
from banjie.mediation.actions.sessions.record import opened, said
from banjie.mediation.actions.sessions.signing import missing, signers
from banjie.mediation.errors import SessionNotFound
from banjie.mediation.models import Line, Minutes, MinutesSignature, Paper, Session
from banjie.mediation.sessions import sealing
from banjie.mediation.sessions.headings import headings
from banjie.mediation.sessions.people import Who
from banjie.mediation.sessions.reading import Reader, ReaderKind
from banjie.mediation.sessions.text import in_order
from banjie.platform import crypto


@dataclass(frozen=True, slots=True)
class MinutesLine:
    key: str
    version: int
    position: int
    heading: str
    speaker: str
    name: str
    text: str
    addition: bool
    written_at: datetime


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """`strokes` is SVG path data of a hand on the screen; `words` why somebody would not sign."""

    who: Who
    name: str
    how: str
    strokes: str
    words: str
    paper_id: int | None
    signed_at: datetime
    void: bool


@dataclass(frozen=True, slots=True)
class MinutesRead:
    """`head` holds the facts fixed at the reading back, empty before. `unsigned` are those whose hands are missing."""

    session_id: int
    lines: Sequence[MinutesLine]
    head: Mapping[str, Any]
    digest: str
    begun_at: datetime
    read_back_at: datetime | None
    locked_at: datetime | None
    erased: bool
    signatures: Sequence[SignatureLine]
    unsigned: Sequence[tuple[Who, str]]

    @property
    def signed(self) -> Sequence[SignatureLine]:
        return [each for each in self.signatures if not each.void]


@dataclass(frozen=True, slots=True)
class Scan:
    kind: str
    content: bytes


def minutes_of(reader: Reader, session_id: int) -> MinutesRead | None:
    """The minutes of a session; None where there are none, or none yet for this reader.

    Mediators read them as they are written, a side once they were read back, the head of the committee those of
    sessions with everybody once they are locked. Raises SessionNotFound.
    """
    session = Session.objects.for_reader(reader).filter(id=session_id).first()
    if session is None:
        raise SessionNotFound
    minutes = Minutes.objects.for_reader(reader).filter(session=session).first()
    if minutes is None:
        return None
    rows = Line.objects.for_reader(reader).filter(session=session, struck_at=None).select_related("follows")
    by_key = {str(row.key): row for row in rows}
    ordered = in_order([said(row) for row in by_key.values()], list(headings()))
    signatures = list(MinutesSignature.objects.for_reader(reader).filter(session=session).order_by("id"))
    head = sealing.opened_json(minutes.head, bound_to=sealing.minutes_binding(session.id, "head")) or {}
    names = _names(head, [Who.read(line.speaker) for line in ordered], signers(session), signatures)
    under = {each.who: each for each in signatures if each.void_at is None}
    return MinutesRead(
        session.id,
        [_line(by_key[line.key], names) for line in ordered],
        head,
        minutes.digest,
        minutes.begun_at,
        minutes.read_back_at,
        minutes.locked_at,
        minutes.erased_at is not None,
        [_signature(each, names) for each in signatures],
        [(who, names.get(who, "")) for who in missing(signers(session), under)],
    )


def scan_of(reader: Reader, session_id: int, paper_id: int) -> Scan:
    """The picture of signed minutes. Raises SessionNotFound, also once it has been erased."""
    paper = Paper.objects.for_reader(reader).filter(session_id=session_id, id=paper_id).first()
    if paper is None or paper.sealed is None:
        raise SessionNotFound
    content = crypto.decrypt(paper.sealed, bound_to=sealing.paper_binding(session_id, paper.digest))
    return Scan(paper.kind, base64.b64decode(content))


def papers_of(reader: Reader, session_id: int) -> list[tuple[int, datetime]]:
    rows = Paper.objects.for_reader(reader).filter(session_id=session_id).order_by("id")
    return list(rows.values_list("id", "added_at"))


def lines_since(reader: Reader, session_id: int, known: Mapping[str, int]) -> list[dict[str, Any]]:
    """Lines that others wrote or changed meanwhile, for a page that knows some by key and version. Mediators only."""
    if reader.kind is not ReaderKind.PANEL:
        raise SessionNotFound
    found = []
    for row in Line.objects.for_reader(reader).filter(session_id=session_id, addition=False):
        if known.get(str(row.key)) != row.version:
            heading, speaker, text = opened(row)
            found.append(
                {
                    "key": str(row.key),
                    "version": row.version,
                    "position": row.position,
                    "heading": heading,
                    "speaker": speaker,
                    "text": text,
                    "struck": row.struck_at is not None,
                }
            )
    return found


def _names(
    head: Mapping[str, Any],
    speakers: Sequence[Who | None],
    expected: Sequence[Who],
    signatures: Sequence[MinutesSignature],
) -> dict[Who, str]:
    """As the head of the paper has them, since that stays; else as they are known now."""
    people = {who for who in speakers if who is not None} | set(expected) | {each.who for each in signatures}
    fixed = {who: each["name"] for each in head.get("people", ()) if (who := Who.read(each["who"])) and each["name"]}
    return names_of(people) | fixed


def _line(row: Line, names: Mapping[Who, str]) -> MinutesLine:
    heading, speaker, text = opened(row)
    who = Who.read(speaker)
    return MinutesLine(
        str(row.key),
        row.version,
        row.position,
        heading,
        speaker,
        names.get(who, "") if who is not None else "",
        text,
        row.addition,
        row.written_at,
    )


def _signature(row: MinutesSignature, names: Mapping[Who, str]) -> SignatureLine:
    bound = sealing.signature_binding(row.session_id, str(row.who), row.digest)
    words = sealing.opened_text(row.strokes, bound_to=bound)
    on_screen = row.how == "on_screen"
    return SignatureLine(
        row.who,
        names.get(row.who, ""),
        row.how,
        words if on_screen else "",
        "" if on_screen else words,
        row.paper_id,
        row.signed_at,
        row.void_at is not None,
    )
