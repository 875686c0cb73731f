"""Arranging sessions: times proposed and answered, one settled, moved or called off."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from banjie.cases.acting import Acting
from banjie.cases.reference import reference
from banjie.mediation.actions.sessions.engaged import engaged_of
from banjie.mediation.actions.sessions.sitting import (
    Sitting,
    Table,
    columns_of,
    expected_at,
    give,
    next_number,
    sitting,
    table,
)
from banjie.mediation.actions.sessions.telling import tell_all
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import (
    Consent,
    ConsentTo,
    OtherTime,
    Party,
    ProposedTime,
    SaidHow,
    Session,
    SessionKind,
    SessionState,
    Side,
    TellsOf,
    TimeAnswer,
)
from banjie.mediation.sessions import rooms, sealing
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.times import Span, Weighed, weigh
from banjie.mediation.wishes import Said, latest
from banjie.platform import crypto

MOST_TIMES = 12
_LONGEST_MINUTES = 12 * 60


def propose(
    case_id: int,
    *,
    kind: str,
    times: Sequence[Span],
    by: Acting,
    at: datetime,
    side: str = "",
    place: str = "",
    by_video: bool = False,
    lasts_minutes: int = 120,
    settled: bool = False,
) -> int:
    """A session with one or several times to choose from; `settled` takes the only one, as agreed already.

    `side` is the letter of the side with which it is held alone. Returns the session's id. Raises BadEntry.
    """
    with table(case_id, by=by, at=at) as acts:
        session = _new(acts, kind, side, by_video, lasts_minutes)
        session.place = sealing.seal_text(place, bound_to=sealing.session_binding(session.uid, "place"), limit=120)
        session.save(force_insert=True)
        found = Sitting(acts, session)
        give(found, "offer_times")
        _offer(found, times)
        if settled:
            _settle(found, _only_time(times), session)
        session.save()
        return session.id


def offer_times(
    case_id: int,
    session_id: int,
    *,
    times: Sequence[Span],
    by: Acting,
    at: datetime,
    expected: int | None = None,
) -> None:
    """Further times to choose from."""
    with sitting(case_id, session_id, by=by, at=at, expected=expected) as found:
        give(found, "offer_times")
        _offer(found, times)


def answer_times(
    case_id: int,
    session_id: int,
    *,
    who: Who,
    suits: dict[int, bool],
    by: Acting,
    at: datetime,
    how: str = SaidHow.ORALLY,
) -> None:
    """Which of the proposed times (by id) suit somebody: said by a party itself, or recorded for anybody."""
    with sitting(case_id, session_id, by=by, at=at) as found:
        give(found, "answer_times")
        columns = columns_of(found, who)
        offered = _times(found)
        for time_id, fits in suits.items():
            if time_id not in offered:
                raise BadEntry("time_unknown", "times")
            values = {"suits": fits, "how": how, "said_at": at, "recorded_by": _recorder(by)}
            TimeAnswer.objects.update_or_create(time=offered[time_id], **columns, defaults=values)


def settle_time(
    case_id: int, session_id: int, *, time_id: int, by: Acting, at: datetime, expected: int | None = None
) -> None:
    """Takes one of the proposed times, and invites everybody to it."""
    with sitting(case_id, session_id, by=by, at=at, expected=expected) as found:
        chosen = _times(found).get(time_id)
        if chosen is None:
            raise BadEntry("time_unknown", "time")
        _settle(found, Span(chosen.starts_at, chosen.ends_at), found.session)


def ask_other_time(case_id: int, session_id: int, *, who: Who, reason: str, by: Acting, at: datetime) -> int:
    """Somebody cannot come at the time arranged. Returns the wish, which the mediator grants or refuses."""
    with sitting(case_id, session_id, by=by, at=at) as found:
        give(found, "ask_other_time")
        columns = columns_of(found, who)
        wishes = OtherTime.objects.to_write(found.table.dispute).filter(session=found.session, ruled_at=None)
        if wishes.filter(**columns).exists():
            raise BadEntry("wish_waits", "who")
        bound = sealing.wish_binding(session_id, str(who))
        wish = OtherTime(
            session=found.session,
            side_id=found.session.side_id,
            reason=sealing.seal_text(reason, bound_to=bound),
            asked_at=at,
            **columns,
        )
        wish.save(force_insert=True)
        tell_all(found.session, TellsOf.OTHER_TIME, "", at=at, but_staff=_recorder(by))
        return wish.id


def refuse_other_time(case_id: int, session_id: int, *, wish_id: int, by: Acting, at: datetime) -> None:
    """The session stays when it is."""
    with sitting(case_id, session_id, by=by, at=at) as found:
        give(found, "refuse_other_time")
        _rule(found, granted=False, only=wish_id)


def put_off(case_id: int, session_id: int, *, to: Span, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Another time straight away; whoever wished for one is answered by it."""
    with sitting(case_id, session_id, by=by, at=at, expected=expected) as found:
        holds = {"time_settled"} if not blocked(_weighed(found, to)) else set[str]()
        give(found, "put_off", holds=holds)
        _take_time(found.session, to)
        _rule(found, granted=True)
        tell_all(found.session, TellsOf.MOVED, "move", at=at, but_staff=_recorder(by))


def propose_again(
    case_id: int,
    session_id: int,
    *,
    times: Sequence[Span],
    by: Acting,
    at: datetime,
    expected: int | None = None,
) -> None:
    """Back to choosing a time: what was arranged is called off, and others are proposed."""
    with sitting(case_id, session_id, by=by, at=at, expected=expected) as found:
        give(found, "propose_again")
        old = ProposedTime.objects.to_write(found.table.dispute).filter(session=found.session, withdrawn_at=None)
        old.update(withdrawn_at=at)
        _offer(found, times)
        found.session.sequence += 1
        _rule(found, granted=True)
        tell_all(found.session, TellsOf.CALLED_OFF, "cancel", at=at, but_staff=_recorder(by))


def cancel(
    case_id: int, session_id: int, *, reason: str, by: Acting, at: datetime, expected: int | None = None
) -> None:
    """Calls a session off that has not begun."""
    with sitting(case_id, session_id, by=by, at=at, expected=expected) as found:
        was_arranged = found.session.state == SessionState.SCHEDULED
        give(found, "cancel")
        call_off(found.session, was_arranged=was_arranged, reason=reason, at=at, but_staff=_recorder(by))


def call_off(session: Session, *, was_arranged: bool, reason: str, at: datetime, but_staff: int | None = None) -> None:
    """What follows from it; letters go to those only who had been invited."""
    session.sequence += 1
    session.reason = sealing.seal_text(reason, bound_to=sealing.session_binding(session.uid, "reason"))
    tell_all(session, TellsOf.CALLED_OFF, "cancel" if was_arranged else "", at=at, but_staff=but_staff)


def blocked(weighed: Weighed) -> bool:
    """Whether a time cannot be taken at all: over, or a mediator is in another session or away then."""
    return weighed.past or bool(weighed.clashes or weighed.away)


def _new(acts: Table, kind: str, side: str, by_video: bool, lasts_minutes: int) -> Session:
    if kind not in SessionKind.values:
        raise BadEntry("kind_unknown", "kind")
    if not 15 <= lasts_minutes <= _LONGEST_MINUTES:
        raise BadEntry("length_unknown", "lasts_minutes")
    alone = Side.objects.filter(dispute=acts.dispute, letter=side).first() if side else None
    if (kind == SessionKind.SEPARATE and alone is None) or (side and alone is None):
        raise BadEntry("side_needed", "side")
    if kind == SessionKind.JOINT and alone is not None:
        raise BadEntry("joint_has_no_side", "side")
    uid = uuid4()
    room = crypto.encrypt(rooms.new_room(), bound_to=sealing.session_binding(uid, "room")) if by_video else None
    session = Session(
        dispute=acts.dispute,
        side=alone,
        number=next_number(acts.dispute, alone.id if alone is not None else None),
        kind=kind,
        by_video=by_video,
        room=room,
        lasts_minutes=lasts_minutes,
        uid=uid,
        created_at=acts.at,
        created_by=_recorder(acts.by),
    )
    if by_video:
        _may_be_by_video(session)
    return session


def _may_be_by_video(session: Session) -> None:
    if not rooms.offered():
        raise BadEntry("no_video_service", "by_video")
    parties = [who.id for who in expected_at(session) if who.part is Part.PARTY]
    said = [
        Said(each.party_id, each.to, each.answer, each.said_at)
        for each in Consent.objects.filter(party_id__in=parties, to=ConsentTo.VIDEO).order_by("id")
    ]
    answers = latest(said, ConsentTo.VIDEO)
    if not all(party in answers and answers[party].answer == "given" for party in parties):
        raise BadEntry("video_not_agreed", "by_video")


def _offer(found: Sitting, times: Sequence[Span]) -> None:
    offered = ProposedTime.objects.to_write(found.table.dispute).filter(session=found.session)
    known = set(offered.filter(withdrawn_at=None).values_list("starts_at", flat=True))
    wanted = sorted({span for span in times if span.begins not in known})
    if not wanted or len(known) + len(wanted) > MOST_TIMES:
        raise BadEntry("times_needed" if not wanted else "too_many_times", "times")
    if any(span.begins <= found.table.at for span in wanted):
        raise BadEntry("time_is_past", "times")
    offered.filter(starts_at__in=[span.begins for span in wanted]).delete()
    for span in wanted:
        ProposedTime(
            session=found.session, side_id=found.session.side_id, starts_at=span.begins, ends_at=span.ends
        ).save(force_insert=True)


def _only_time(times: Sequence[Span]) -> Span:
    if len(times) != 1:
        raise BadEntry("one_time_needed", "times")
    return times[0]


def _times(found: Sitting) -> dict[int, ProposedTime]:
    offered = ProposedTime.objects.to_write(found.table.dispute).filter(session=found.session, withdrawn_at=None)
    return {each.id: each for each in offered.order_by("starts_at")}


def _settle(found: Sitting, span: Span, session: Session) -> None:
    weighed = _weighed(found, span)
    fits = not blocked(weighed) and not _side_missing(session, weighed)
    give(found, "settle_time", holds={"time_settled"} if fits else ())
    _take_time(session, span)
    tell_all(session, TellsOf.SETTLED, "invite", at=found.table.at, but_staff=_recorder(found.table.by))


def _take_time(session: Session, span: Span) -> None:
    session.sequence += session.starts_at is not None
    session.starts_at, session.ends_at = span.begins, span.ends


def _weighed(found: Sitting, span: Span) -> Weighed:
    session = found.session
    answers = {
        (Span(time.starts_at, time.ends_at), answer.who): answer.suits
        for time in _times(found).values()
        for answer in time.answers.all()
    }
    engaged = engaged_of(session.dispute_id, but=session.id)
    weighed = weigh([span], answers, expected_at(session), engaged, reference().calendar, at=found.table.at)
    return weighed[0]


def _side_missing(session: Session, weighed: Weighed) -> bool:
    """Whether a side would be there without anybody: all of its parties have said that they cannot."""
    cannot = {who.id for who in weighed.cannot if who.part is Part.PARTY}
    expected = [who.id for who in expected_at(session) if who.part is Part.PARTY]
    by_side: dict[int, list[int]] = {}
    for party_id, side_id in Party.objects.filter(id__in=expected).values_list("id", "side_id"):
        by_side.setdefault(side_id, []).append(party_id)
    return any(cannot.issuperset(parties) for parties in by_side.values())


def _rule(found: Sitting, *, granted: bool, only: int | None = None) -> None:
    waiting = OtherTime.objects.to_write(found.table.dispute).filter(session=found.session, ruled_at=None)
    if only is not None:
        waiting = waiting.filter(id=only)
    values = {"granted": granted, "ruled_at": found.table.at, "ruled_by": _recorder(found.table.by)}
    if not waiting.update(**values) and only is not None:
        raise BadEntry("wish_unknown", "wish")


def _recorder(by: Acting) -> int | None:
    return by.actor.id if by.viewer is not None else None
