"""A session from the first proposal to signed minutes, and what can go wrong on the way."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from banjie.mediation import actions
from banjie.mediation.actions import sessions
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry, DisputeNotFound, SessionNotFound, SessionRefused, StaleDispute
from banjie.mediation.models import Dispute, MinutesSignature, ReaderUnsaid, Session
from banjie.mediation.queries.minutes import lines_since, minutes_of, scan_of
from banjie.mediation.queries.session_calendar import own_notices, own_sessions
from banjie.mediation.queries.sessions import reader_of, session_page, sessions_of
from banjie.mediation.sessions import reading
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.text import Outcome
from banjie.platform.files import FileKind, Prepared
from tests.integration.cases.world import AT
from tests.integration.mediation.sitting import (
    STROKES,
    THEN,
    arrange,
    as_party,
    begin_session,
    draft,
    party,
    sign_and_lock,
    span,
    write,
)
from tests.integration.mediation.world import consent, make_begun, make_claimed, seat_alone

LATER = THEN + timedelta(hours=1)


def row(case_id, session_id) -> Session:
    return Session.objects.for_reader(reading.panel(case_id)).get(id=session_id)


def minutes(case_id, session_id):
    return minutes_of(reading.panel(case_id), session_id)


def seat_of(case_id) -> Who:
    seats = Dispute.objects.get(case_id=case_id).seats.filter(left_at=None)
    return Who(Part.SEAT, seats.get().id)


def test_times_are_proposed_answered_and_the_best_is_settled(mediation):
    case_id, (first, second) = make_begun(mediation)
    by = mediation.acting("township")
    offered = [span(), span(THEN + timedelta(days=1)), span(THEN + timedelta(days=2))]
    session_id = sessions.propose(case_id, kind="joint", times=offered, place="调解室一", by=by, at=AT)
    page = session_page(reading.panel(case_id), session_id, at=AT)
    ids = {each.weighed.span.begins: each.id for each in page.times}
    one, two, three = (ids[each.begins] for each in offered)
    sessions.answer_times(case_id, session_id, who=party(first), suits={one: False, two: True}, by=by, at=AT)
    own = as_party(second, "B1")
    sessions.answer_times(case_id, session_id, who=party(second), suits={two: True, three: True}, by=own, at=AT)
    page = session_page(reading.panel(case_id), session_id, at=AT)
    assert [each.id for each in page.times if each.best] == [two]
    assert page.times[0].weighed.suits == tuple(sorted([party(first), party(second)]))
    sessions.settle_time(case_id, session_id, time_id=two, by=by, at=AT)
    line = session_page(reading.panel(case_id), session_id, at=AT).line
    assert (line.state, line.starts_at, line.place) == ("scheduled", offered[1].begins, "调解室一")


def test_a_party_answers_for_itself_only(mediation):
    case_id, (first, second) = make_begun(mediation)
    session_id = sessions.propose(case_id, kind="joint", times=[span()], by=mediation.acting("township"), at=AT)
    time_id = session_page(reading.panel(case_id), session_id, at=AT).times[0].id
    with pytest.raises(SessionNotFound):
        sessions.answer_times(case_id, session_id, who=party(first), suits={time_id: True}, by=as_party(second), at=AT)


def test_a_mediator_is_not_in_two_sessions_at_once(mediation):
    one, _ = make_begun(mediation)
    other, _ = make_begun(mediation)
    arrange(mediation, one)
    with pytest.raises(SessionRefused) as refused:
        arrange(mediation, other, begins=THEN + timedelta(hours=1))
    assert refused.value.code == "time_settled"
    arrange(mediation, other, begins=THEN + timedelta(hours=2))


def test_nor_while_they_are_away(mediation):
    case_id, _ = make_begun(mediation)
    day = THEN.date()
    actions.record_absence(
        mediation.mediators["township"], since=day, until=day, by=mediation.acting("township"), at=AT
    )
    with pytest.raises(SessionRefused):
        arrange(mediation, case_id)


def test_nobody_settles_a_time_at_which_a_whole_side_cannot_come(mediation):
    case_id, (first, _) = make_begun(mediation)
    by = mediation.acting("township")
    session_id = sessions.propose(case_id, kind="joint", times=[span()], by=by, at=AT)
    time_id = session_page(reading.panel(case_id), session_id, at=AT).times[0].id
    sessions.answer_times(case_id, session_id, who=party(first), suits={time_id: False}, by=by, at=AT)
    with pytest.raises(SessionRefused):
        sessions.settle_time(case_id, session_id, time_id=time_id, by=by, at=AT)


def test_mediation_begins_before_a_session_does(mediation):
    case_id = make_claimed(mediation)
    actions.add_party(case_id, side="A", details=Details(name="张三"), by=mediation.acting("township"), at=AT)
    seat_alone(mediation, case_id, "township")
    session_id = arrange(mediation, case_id, side="A")
    with pytest.raises(SessionRefused) as refused:
        sessions.start(case_id, session_id, by=mediation.acting("township"), at=THEN)
    assert refused.value.code == "mediating"


def test_another_time_is_wished_for_refused_and_granted(mediation):
    case_id, (first, second) = make_begun(mediation)
    session_id = arrange(mediation, case_id)
    by = mediation.acting("township")
    own = as_party(first)
    wish = sessions.ask_other_time(case_id, session_id, who=party(first), reason="孩子住院", by=own, at=AT)
    with pytest.raises(BadEntry, match="wish_waits"):
        sessions.ask_other_time(case_id, session_id, who=party(first), reason="", by=own, at=AT)
    other = session_page(reading.of_side(case_id, "B"), session_id, at=AT)
    assert other.wishes == []
    sessions.refuse_other_time(case_id, session_id, wish_id=wish, by=by, at=AT)
    sessions.ask_other_time(case_id, session_id, who=party(second), reason="", by=by, at=AT)
    sessions.put_off(case_id, session_id, to=span(THEN + timedelta(days=1)), by=by, at=AT)
    page = session_page(reading.panel(case_id), session_id, at=AT)
    assert [each.granted for each in page.wishes] == [False, True]
    assert page.line.sequence == 1
    assert page.line.starts_at == THEN + timedelta(days=1)


def test_whoever_saw_an_older_session_writes_nothing(mediation):
    case_id, _ = make_begun(mediation)
    session_id = arrange(mediation, case_id)
    seen = row(case_id, session_id).version
    by = mediation.acting("township")
    sessions.put_off(case_id, session_id, to=span(THEN + timedelta(days=1)), by=by, at=AT)
    with pytest.raises(StaleDispute):
        sessions.cancel(case_id, session_id, reason="", by=by, at=AT, expected=seen)


def test_a_session_ends_when_somebody_came_and_goes_on_another_day(mediation):
    case_id, (first, second) = make_begun(mediation)
    by = mediation.acting("township")
    session_id = begin_session(mediation, case_id)
    with pytest.raises(SessionRefused) as refused:
        sessions.end(case_id, session_id, by=by, at=LATER)
    assert refused.value.code == "somebody_came"
    sessions.note_attendance(case_id, session_id, came={party(first): "late", party(second): "absent"}, by=by, at=LATER)
    later = span(THEN + timedelta(days=5))
    following = sessions.adjourn(case_id, session_id, reason="等待鉴定", to=later, by=by, at=LATER)
    old, new = row(case_id, session_id), row(case_id, following)
    assert (old.state, old.next_id, old.ended_at) == ("adjourned", new.id, LATER)
    assert (new.state, new.number, new.starts_at) == ("scheduled", 2, later.begins)


def test_who_represents_a_party_stands_beside_it(mediation):
    case_id, (first, second) = make_begun(mediation)
    by = mediation.acting("township")
    beside = actions.add_companion(case_id, first, role="representative", details=Details(name="王五"), by=by, at=AT)
    session_id = begin_session(mediation, case_id)
    with pytest.raises(BadEntry, match="represented_by_nobody"):
        sessions.note_attendance(
            case_id,
            session_id,
            came={party(second): "represented"},
            represented_by={party(second): beside},
            by=by,
            at=THEN,
        )
    sessions.note_attendance(
        case_id, session_id, came={party(first): "represented"}, represented_by={party(first): beside}, by=by, at=THEN
    )
    write(mediation, case_id, session_id, "代理人到场")
    sign_and_lock(mediation, case_id, session_id)
    signed = {each.name for each in minutes(case_id, session_id).signed}
    assert "王五" in signed
    assert "张三" not in signed


def test_consent_withdrawn_in_mid_session_breaks_it_off_and_keeps_what_was_said(mediation):
    case_id, (first, second) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first, second])
    to_come = arrange(mediation, case_id, begins=THEN + timedelta(days=7))
    write(mediation, case_id, session_id, "张三：我不想再谈了。")
    actions.record_consent(
        case_id, first, to="mediation", answer="withdrawn", how="orally", by=mediation.acting("township"), at=LATER
    )
    broken, called_off = row(case_id, session_id), row(case_id, to_come)
    assert (broken.state, broken.ended_at) == ("broken_off", LATER)
    assert called_off.state == "cancelled"
    assert [each.text for each in minutes(case_id, session_id).lines] == ["张三：我不想再谈了。"]
    sign_and_lock(mediation, case_id, session_id, at=LATER)
    assert minutes(case_id, session_id).locked_at == LATER


def test_two_who_write_at_once_lose_nothing(mediation):
    case_id, (first, _) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first])
    by = mediation.acting("township")
    (key,) = write(mediation, case_id, session_id, "第一句")
    mine, theirs = draft("我改的", key=key, base=1), draft("别人改的", key=key, base=1)
    (written,) = sessions.write_lines(case_id, session_id, drafts=[theirs], by=by, at=LATER)
    assert (written.outcome, written.version) == (Outcome.WRITTEN, 2)
    (told,) = sessions.write_lines(case_id, session_id, drafts=[mine], by=by, at=LATER)
    assert (told.outcome, told.version, told.text) == (Outcome.CONFLICT, 2, "别人改的")
    (again,) = sessions.write_lines(case_id, session_id, drafts=[theirs], by=by, at=LATER)
    assert again.outcome is Outcome.SAME
    kept = draft("我改的", key=key, base=told.version)
    (settled,) = sessions.write_lines(case_id, session_id, drafts=[kept], by=by, at=LATER)
    assert (settled.outcome, settled.version) == (Outcome.WRITTEN, 3)
    assert lines_since(reading.panel(case_id), session_id, {str(key): 3}) == []
    (fresh,) = lines_since(reading.panel(case_id), session_id, {})
    assert fresh["text"] == "我改的"


def test_lines_stand_by_heading_and_position_and_a_struck_one_does_not(mediation):
    case_id, (first, _) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first])
    by = mediation.acting("township")
    key = uuid4()
    drafts = [
        draft("结果", heading="result"),
        draft("后说", position=2),
        draft("先说", position=1, speaker=str(party(first))),
        draft("口误", key=key, position=3),
    ]
    sessions.write_lines(case_id, session_id, drafts=drafts, by=by, at=THEN)
    sessions.write_lines(
        case_id, session_id, drafts=[draft("口误", key=key, position=3, base=1, struck=True)], by=by, at=THEN
    )
    found = [(each.name, each.text) for each in minutes(case_id, session_id).lines]
    assert found == [("张三", "先说"), ("", "后说"), ("", "结果")]


def test_after_reading_back_there_are_additions_only_and_they_void_signatures(mediation):
    case_id, (first, second) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first, second])
    by = mediation.acting("township")
    (key,) = write(mediation, case_id, session_id, "每晚十点后施工")
    seen = sessions.read_back(case_id, session_id, by=by, at=LATER)
    with pytest.raises(BadEntry, match="read_back_already"):
        write(mediation, case_id, session_id, "又一句")
    sessions.sign(case_id, session_id, who=party(first), seen=seen, strokes=STROKES, by=by, at=LATER)
    added = sessions.add_line(
        case_id, session_id, after=key, speaker=str(party(second)), text="是九点", key=uuid4(), by=by, at=LATER
    )
    assert added != seen
    found = minutes(case_id, session_id)
    assert [(each.text, each.addition) for each in found.lines] == [("每晚十点后施工", False), ("是九点", True)]
    assert found.signed == []
    with pytest.raises(BadEntry, match="text_changed"):
        sessions.sign(case_id, session_id, who=party(first), seen=seen, strokes=STROKES, by=by, at=LATER)
    sessions.sign(case_id, session_id, who=party(first), seen=added, strokes=STROKES, by=as_party(first), at=LATER)
    with pytest.raises(BadEntry, match="signed_already"):
        sessions.sign(case_id, session_id, who=party(first), seen=added, strokes=STROKES, by=by, at=LATER)


def test_text_that_was_changed_behind_our_back_cannot_be_signed(mediation):
    case_id, (first, _) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first])
    write(mediation, case_id, session_id, "赔三千", "赔五千")
    by = mediation.acting("township")
    seen = sessions.read_back(case_id, session_id, by=by, at=LATER)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dispute_minutes_line SET position = 3 - position WHERE session_id = %s", [session_id])
    with pytest.raises(BadEntry, match="text_changed"):
        sessions.sign(case_id, session_id, who=party(first), seen=seen, strokes=STROKES, by=by, at=LATER)


@pytest.mark.parametrize(
    ("strokes", "code"),
    [
        ("M1 1L2 2", "strokes_too_few"),
        ("M1 1" + "L1 1" * 30, "strokes_too_few"),
        ('M1 1"/><script>', "strokes_unreadable"),
        ("M9999 1" + "L9999 1" * 9, "strokes_unreadable"),
        ("M1 1" + "L1 1" * 6000, "strokes_too_long"),
        ("", "strokes_unreadable"),
    ],
)
def test_what_is_no_hand_is_not_taken_for_one(mediation, strokes, code):
    case_id, (first, _) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first])
    write(mediation, case_id, session_id, "x")
    by = mediation.acting("township")
    seen = sessions.read_back(case_id, session_id, by=by, at=LATER)
    with pytest.raises(BadEntry, match=code):
        sessions.sign(case_id, session_id, who=party(first), seen=seen, strokes=strokes, by=by, at=LATER)


def test_locked_minutes_do_not_change_even_in_the_database(mediation):
    case_id, (first, second) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first, second])
    write(mediation, case_id, session_id, "一句")
    sign_and_lock(mediation, case_id, session_id)
    by = mediation.acting("township")
    for attempt in (
        lambda: write(mediation, case_id, session_id, "又一句"),
        lambda: sessions.read_back(case_id, session_id, by=by, at=LATER),
        lambda: sessions.lock(case_id, session_id, by=by, at=LATER),
    ):
        with pytest.raises(BadEntry, match="minutes_locked"):
            attempt()
    for statement in (
        "UPDATE dispute_minutes_line SET position = 9 WHERE session_id = %s",
        "UPDATE dispute_minutes_line SET sealed = 'x' WHERE session_id = %s",
        "DELETE FROM dispute_minutes_line WHERE session_id = %s",
        "UPDATE dispute_minutes_signature SET void_at = now() WHERE session_id = %s",
        "UPDATE dispute_minutes SET locked_at = NULL WHERE session_id = %s",
        "UPDATE dispute_minutes SET digest = 'x' WHERE session_id = %s",
        "INSERT INTO dispute_minutes_line (minutes_id, session_id, key, position, version, addition, written_at)"
        " SELECT session_id, session_id, gen_random_uuid(), 1, 1, false, now() FROM dispute_minutes"
        " WHERE session_id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [session_id])


def test_words_are_erased_when_their_time_is_up_and_nothing_else_is(mediation):
    case_id, (first, second) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first, second], place="调解室")
    write(mediation, case_id, session_id, "一句", "两句")
    sign_and_lock(mediation, case_id, session_id)
    assert sessions.erase_words(case_id, at=LATER) == 2
    found = minutes(case_id, session_id)
    assert found.erased
    assert [each.text for each in found.lines] == ["", ""]
    assert len(found.signed) == 3
    assert {each.strokes for each in found.signed} == {""}


def test_everybody_who_came_signs_or_it_is_noted_that_they_would_not(mediation):
    case_id, (first, second) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first, second])
    write(mediation, case_id, session_id, "一句")
    by = mediation.acting("township")
    seen = sessions.read_back(case_id, session_id, by=by, at=LATER)
    sessions.end(case_id, session_id, by=by, at=LATER)
    sessions.sign(case_id, session_id, who=seat_of(case_id), seen=seen, strokes=STROKES, by=by, at=LATER)
    scan = Prepared(b"%PDF-scan", "a" * 64, "scan.pdf", FileKind.PDF)
    paper = sessions.add_paper(case_id, session_id, scan=scan, by=by, at=LATER)
    assert sessions.add_paper(case_id, session_id, scan=scan, by=by, at=LATER) == paper
    sessions.sign_on_paper(case_id, session_id, who=party(first), seen=seen, paper_id=paper, by=by, at=LATER)
    with pytest.raises(BadEntry, match="signatures_missing"):
        sessions.lock(case_id, session_id, by=by, at=LATER)
    sessions.note_refusal(case_id, session_id, who=party(second), seen=seen, reason="不同意记录", by=by, at=LATER)
    sessions.lock(case_id, session_id, by=by, at=LATER)
    hows = {each.who: (each.how, each.words) for each in minutes(case_id, session_id).signed}
    assert hows[party(second)] == ("refused", "不同意记录")
    assert scan_of(reading.panel(case_id), session_id, paper).content == b"%PDF-scan"


def test_each_side_counts_its_own_sessions(mediation):
    case_id, _ = make_begun(mediation)
    for number, side in enumerate(("", "A", "A", "", "B")):
        arrange(mediation, case_id, side=side, begins=THEN + timedelta(days=number))
    found = {(each.side, each.number) for each in sessions_of(reading.panel(case_id)).lines}
    assert found == {("", 1), ("", 2), ("A", 1), ("A", 2), ("B", 1)}
    assert [(each.side, each.number) for each in sessions_of(reading.of_side(case_id, "B")).lines] == [
        ("B", 1),
        ("", 2),
        ("", 1),
    ]


def test_a_query_that_does_not_say_who_reads_stops(mediation):
    for attempt in (Session.objects.all, Session.objects.count, lambda: MinutesSignature.objects.filter(id=1)):
        with pytest.raises(ReaderUnsaid):
            attempt()


def test_a_row_stays_on_the_side_of_its_session(mediation):
    case_id, (first, _) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, side="A", came=[first])
    write(mediation, case_id, session_id, "一句")
    for statement in (
        "UPDATE dispute_session SET side_id = NULL, kind = 'joint' WHERE id = %s",
        "UPDATE dispute_minutes_line SET side_id = NULL WHERE session_id = %s",
        "UPDATE dispute_minutes SET side_id = NULL WHERE session_id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [session_id])


def test_video_takes_a_service_and_everybodys_consent(mediation, settings):
    case_id, parties = make_begun(mediation)
    with pytest.raises(BadEntry, match="no_video_service"):
        arrange(mediation, case_id, by_video=True)
    settings.BANJIE_VIDEO_SERVICE = "https://meet.example.cn"
    consent(mediation, case_id, parties[0], to="video")
    with pytest.raises(BadEntry, match="video_not_agreed"):
        arrange(mediation, case_id, by_video=True)
    consent(mediation, case_id, parties[1], to="video")
    session_id = arrange(mediation, case_id, by_video=True)
    link = session_page(reading.panel(case_id), session_id, at=AT).line.link
    assert link.startswith("https://meet.example.cn/banjie-")
    assert len(link.rpartition("/")[2]) >= 30
    file = sessions_of(reading.Reader(case_id, reading.ReaderKind.FILE)).lines
    assert [each.link for each in file] == [""]


def test_mediators_have_a_calendar_and_notices_for_as_long_as_they_sit(mediation):
    case_id, _ = make_begun(mediation)
    head = mediation.acting("township_head")
    actions.seat(case_id, mediation.mediators["second"], by=head, at=AT)
    session_id = arrange(mediation, case_id)
    second = mediation.acting("second").viewer
    week = {"since": AT, "until": AT + timedelta(days=7)}
    assert [each.id for each in own_sessions(second, **week)] == [session_id]
    assert [each.tells for each in own_notices(second)] == ["settled"]
    assert own_notices(mediation.acting("township").viewer) == []
    sessions.remind_due(at=THEN - timedelta(hours=25))
    assert sessions.remind_due(at=THEN - timedelta(hours=20)) == 1
    assert sessions.remind_due(at=THEN - timedelta(hours=20)) == 0
    assert [each.tells for each in own_notices(second)] == ["soon", "settled"]
    assert sessions.mark_read(staff_id=second.staff_id, at=AT) == 2
    actions.recuse(case_id, reason="亲属", by=mediation.acting("second"), at=AT)
    assert own_sessions(second, **week) == []
    assert own_notices(second) == []
    assert sessions.forget_notices(at=THEN + timedelta(days=120)) == 3


def test_a_week_of_many_disputes_is_read_by_as_many_statements_as_one(mediation, django_assert_num_queries):
    viewer, week = mediation.acting("township").viewer, {"since": AT, "until": AT + timedelta(days=7)}
    for many in (1, 2, 3):
        case_id, _ = make_begun(mediation)
        arrange(mediation, case_id, begins=THEN + timedelta(hours=3 * many))
        with django_assert_num_queries(2):
            assert len(own_sessions(viewer, **week)) == many


def test_what_is_to_come_is_called_off_when_the_reporter_takes_the_matter_back(mediation):
    from banjie.cases import actions as cases
    from banjie.cases.acting import AS_REPORTER

    case_id, _ = make_begun(mediation)
    session_id = arrange(mediation, case_id)
    assert sessions.call_off_left(at=AT) == 0
    cases.perform(case_id, "withdraw", by=AS_REPORTER, at=AT, data={"reason": "已和好"})
    assert sessions.call_off_left(at=AT) == 1
    assert row(case_id, session_id).state == "cancelled"


def test_a_session_is_no_version_of_the_dispute(mediation):
    case_id, (first, _) = make_begun(mediation)
    before = Dispute.objects.get(case_id=case_id).version
    session_id = begin_session(mediation, case_id, side="A", came=[first])
    write(mediation, case_id, session_id, "一句")
    assert Dispute.objects.get(case_id=case_id).version == before


@pytest.mark.parametrize("who", ["township_head", "second", "dispatcher", "auditor", "supervisor"])
def test_only_who_sits_writes(mediation, who):
    case_id, (first, _) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first])
    by = mediation.acting(who)
    with pytest.raises(DisputeNotFound):
        sessions.write_lines(case_id, session_id, drafts=[draft("x")], by=by, at=THEN)
    with pytest.raises(DisputeNotFound):
        sessions.cancel(case_id, session_id, reason="", by=by, at=THEN)
    with pytest.raises(SessionNotFound):
        sessions.write_lines(case_id, session_id, drafts=[draft("x")], by=as_party(first), at=THEN)
    assert reader_of(case_id, by.viewer).kind is not reading.ReaderKind.PANEL
