"""What one side says apart reaches nobody else, by any way out of the product: tried as an attacker would.

The words are in every place that takes words: the minutes, an addition, why somebody would not sign, the place of the
session, a wish for another time, why it was adjourned or called off.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.template import engines
from django.test import Client

from banjie.cases import queries as case_queries
from banjie.cases.models import Case
from banjie.mediation import actions
from banjie.mediation import queries as mediation_queries
from banjie.mediation.actions import sessions
from banjie.mediation.details import Details
from banjie.mediation.errors import DisputeNotFound, SessionNotFound
from banjie.mediation.models import Dispute, Line
from banjie.mediation.queries import sessions as session_queries
from banjie.mediation.queries.minutes import lines_since, minutes_of, papers_of, scan_of
from banjie.mediation.queries.session_calendar import letters_of, own_notices, own_sessions, proposed_of
from banjie.mediation.sessions import reading
from banjie.mediation.sessions.reading import Reader, ReaderKind
from banjie.platform import clock, jobs
from banjie.platform.files import FileKind, Prepared
from tests.integration.cases.world import AT
from tests.integration.mediation.attacking import Attack
from tests.integration.mediation.sitting import (
    STROKES,
    THEN,
    arrange,
    as_party,
    begin_session,
    party,
    span,
    write,
)
from tests.integration.mediation.world import consent, make_begun

WORDS = "其实八千元我就肯和解"
PLACE = "金丝雀茶楼二层雅间"
WISH = "金丝雀住院那天来不了"
REASON = "金丝雀要先问过儿子"
REFUSED = "金丝雀觉得记得太细"
ADDED = "金丝雀补一句不要外传"
SCAN = "金丝雀的扫描件"
CANARIES = (WORDS, PLACE, WISH, REASON, REFUSED, ADDED, SCAN)
LATER = THEN + timedelta(days=6)
OTHERS = ("township_head", "second", "dispatcher", "auditor", "supervisor", "administrator", "handler", "county")
SERVER = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}


@dataclass(frozen=True)
class Waiting:
    seen: list[str]
    jobs: list

    def later(self, wanted, *, at=None, once=None, **arguments):
        self.seen.append(f"{wanted.name} {arguments}")
        self.jobs.append((wanted, arguments))

    def run(self) -> None:
        while self.jobs:
            wanted, arguments = self.jobs.pop(0)
            wanted(**arguments)


@dataclass(frozen=True)
class Told:
    """A dispute in which side A has told its mediator something apart."""

    case_id: int
    first: int
    second: int
    joint: int
    apart: int
    paper: int
    deferred: tuple[str, ...]

    def attack(self) -> Attack:
        ids = (self.case_id, self.apart, self.paper)
        return Attack(CANARIES, ids, (str(party(self.first)), "x"))


@pytest.fixture
def deferred(monkeypatch: pytest.MonkeyPatch, settings):
    """What jobs are given; `deferred.run()` does those that wait, as a worker does once a change is there."""
    settings.MAILERS = SERVER
    waiting = Waiting([], [])
    monkeypatch.setattr(jobs, "later", waiting.later)
    return waiting


@pytest.fixture
def told(mediation, deferred, monkeypatch) -> Told:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    case_id, (first, second) = make_begun(mediation)
    by = mediation.acting("township")
    for each, name in ((first, "张三"), (second, "李四")):
        known = Details(name=name, email=f"party{each}@mail.test")
        actions.change_party(case_id, each, details=known, by=by, at=AT)
    consent(mediation, case_id, first, second, to="reminders")
    joint = arrange(mediation, case_id, begins=THEN + timedelta(days=10))
    moved = arrange(mediation, case_id, side="A", begins=THEN + timedelta(days=9), place=PLACE)
    sessions.ask_other_time(case_id, moved, who=party(first), reason=WISH, by=by, at=AT)
    deferred.run()
    sessions.cancel(case_id, moved, reason=REASON, by=by, at=AT)
    apart = begin_session(mediation, case_id, side="A", came=[first], place=PLACE)
    deferred.run()
    (key,) = write(mediation, case_id, apart, WORDS, speaker=str(party(first)))
    sessions.adjourn(case_id, apart, reason=REASON, to=span(THEN + timedelta(days=12)), by=by, at=THEN)
    sessions.read_back(case_id, apart, by=by, at=THEN)
    seen = sessions.add_line(case_id, apart, after=key, speaker="", text=ADDED, key=uuid4(), by=by, at=THEN)
    sessions.note_refusal(case_id, apart, who=party(first), seen=seen, reason=REFUSED, by=by, at=THEN)
    scan = Prepared(SCAN.encode(), "b" * 64, "scan.pdf", FileKind.PDF)
    paper = sessions.add_paper(case_id, apart, scan=scan, by=by, at=THEN)
    sessions.remind_due(at=THEN + timedelta(days=11, hours=2))
    deferred.run()
    return Told(case_id, first, second, joint, apart, paper, tuple(deferred.seen))


def client_of(mediation, who: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(mediation.people.get(who) or mediation.base.staff[who])
    return client


def test_the_canaries_are_there_to_be_found(mediation, told):
    """An attack that could find nothing would prove nothing."""
    attack = told.attack()
    client = client_of(mediation, "township")
    address = f"/work/mediation/{told.case_id}/sessions/{told.apart}/"
    for rest in ("", "minutes/reading/", f"minutes/papers/{told.paper}/"):
        attack.answer(rest, client.get(address + rest))
    found = {canary for canary in CANARIES if any(canary in each for each in attack.found)}
    assert found == {WORDS, PLACE, REASON, REFUSED, ADDED, SCAN}
    (wish,) = [
        each
        for line in session_queries.sessions_of(reading.panel(told.case_id)).lines
        for each in session_queries.session_page(reading.panel(told.case_id), line.id, at=LATER).wishes
    ]
    assert wish.reason == WISH


@pytest.mark.parametrize("reader", ["B", ReaderKind.FILE, ReaderKind.PROCEDURE])
def test_no_query_gives_the_words_to_another_reader(told, reader):
    kind = reader if isinstance(reader, ReaderKind) else ReaderKind.SIDE
    who = Reader(told.case_id, kind, reader if kind is ReaderKind.SIDE else "")
    attack = told.attack()
    attack.look("list", str(session_queries.sessions_of(who).lines))
    for ask in (
        lambda: session_queries.session_page(who, told.apart, at=LATER),
        lambda: minutes_of(who, told.apart),
        lambda: scan_of(who, told.apart, told.paper),
        lambda: lines_since(who, told.apart, {}),
    ):
        with pytest.raises(SessionNotFound) as refused:
            ask()
        attack.look("error", repr(refused.value))
    assert papers_of(who, told.apart) == []
    assert not Line.objects.for_reader(who).exists()
    attack.holds()


def test_the_other_side_cannot_tell_that_there_was_a_session(told):
    seen = session_queries.sessions_of(reading.of_side(told.case_id, "B"))
    assert [(each.id, each.number) for each in seen.lines] == [(told.joint, 1)]
    assert seen.days == ()
    missing = told.apart + 1000
    answers = []
    for session_id in (told.apart, missing):
        with pytest.raises(SessionNotFound) as refused:
            session_queries.session_page(seen.reader, session_id, at=LATER)
        answers.append((type(refused.value), str(refused.value)))
    assert answers[0] == answers[1]


def test_a_reader_of_one_dispute_reads_no_other(mediation, told):
    other, _ = make_begun(mediation)
    with pytest.raises(SessionNotFound):
        session_queries.session_page(reading.panel(other), told.apart, at=LATER)
    assert session_queries.sessions_of(reading.panel(other)).lines == []


@pytest.mark.parametrize(
    "act",
    [
        lambda told, by: sessions.answer_times(
            told.case_id, told.apart, who=party(told.second), suits={}, by=by, at=LATER
        ),
        lambda told, by: sessions.ask_other_time(
            told.case_id, told.apart, who=party(told.first), reason="", by=by, at=LATER
        ),
        lambda told, by: sessions.sign(
            told.case_id, told.apart, who=party(told.second), seen="", strokes=STROKES, by=by, at=LATER
        ),
        lambda told, by: sessions.cancel(told.case_id, told.apart, reason="", by=by, at=LATER),
        lambda told, by: sessions.lock(told.case_id, told.apart, by=by, at=LATER),
        lambda told, by: sessions.add_line(
            told.case_id, told.apart, after=uuid4(), speaker="", text="x", key=uuid4(), by=by, at=LATER
        ),
    ],
)
def test_the_other_side_can_do_nothing_to_it_and_learns_nothing_by_trying(told, act):
    with pytest.raises(SessionNotFound) as refused:
        act(told, as_party(told.second, "B1"))
    assert str(refused.value) == "no such session"


def test_nothing_stands_in_the_clear_anywhere_in_the_database(told):
    attack = told.attack()
    attack.database()
    attack.holds()


def test_letters_jobs_and_logs_say_nothing_to_the_other_side(mediation, told):
    attack = told.attack()
    for each in told.deferred:
        attack.look("job", each)
    attack.holds()
    from django.core import mail as outbox_of

    other = f"party{told.second}@mail.test"
    to_other = [each for each in outbox_of.outbox if each.to == [other]]
    attack.canaries = (*CANARIES, f"party{told.first}@mail.test", "张三")
    for letter in to_other:
        attack.look("letter", letter.message().as_string() + letter.body + str(letter.attachments))
    attack.holds()
    # The one joint session, and nothing about those of side A: neither their invitations nor their calling off.
    assert [each.subject.rpartition(" ")[0] for each in to_other] in (["Invitation to mediation"], ["调解通知"])
    own = [each for each in outbox_of.outbox if each.to == [f"party{told.first}@mail.test"]]
    assert len(own) >= 4
    assert all(each.party_id == told.first for each in letters_of(told.apart, "soon"))


@pytest.mark.slow
@pytest.mark.parametrize("who", OTHERS)
def test_other_staff_find_nothing_on_any_page(mediation, told, who):
    attack = told.attack()
    client = client_of(mediation, who)
    number = Case.objects.get(id=told.case_id).number
    with attack.logs():
        attack.crawl(
            client,
            [
                f"/work/mediation/{told.case_id}/",
                f"/work/mediation/{told.case_id}/sessions/",
                f"/work/cases/{told.case_id}/",
                f"/work/cases/?q={WORDS[:5]}",
                f"/work/cases/?q={number}",
            ],
        )
        attack.guess(client, only="/sessions/", reads_only=who not in ("township_head", "second"))
    attack.holds()


@pytest.mark.slow
def test_nobody_gets_at_it_through_the_rest_of_the_product(mediation, told):
    """Every address there is: the map, reports, exports as spreadsheet, print and PDF, the interface for machines."""
    attack = told.attack()
    with attack.logs():
        attack.guess(client_of(mediation, "dispatcher"), reads_only=True)
    attack.holds()


def test_the_reporter_with_the_code_learns_nothing(mediation, told):
    attack = told.attack()
    case = Case.objects.get(id=told.case_id)
    client = Client(raise_request_exception=False)
    attack.texts = (case.tracking_code, str(told.apart))
    with attack.logs():
        attack.crawl(client, [f"/track/{case.tracking_code}/", "/"])
        attack.guess(client, only="track")
        attack.guess(client, only="/sessions/", reads_only=True)
    attack.look("tracked", str(case_queries.tracked(case.tracking_code, at=LATER)))
    attack.holds()


@pytest.mark.parametrize("how", ["recused", "objected", "handed_up"])
def test_a_mediator_who_left_the_panel_reads_nothing_more(mediation, told, how):
    by = mediation.acting("township")
    head = mediation.acting("township_head")
    if how == "recused":
        actions.recuse(told.case_id, reason="亲属", by=by, at=LATER)
    elif how == "objected":
        seat = Dispute.objects.get(case_id=told.case_id).seats.get(left_at=None)
        objection = actions.object_to(
            told.case_id, seat.id, party_id=told.second, reason="偏袒", by=as_party(told.second, "B1"), at=LATER
        )
        actions.rule_on_objection(told.case_id, objection, upheld=True, reason="属实", by=head, at=LATER)
    else:
        Dispute.objects.filter(case_id=told.case_id).update(rung=1)
        actions.go_up(told.case_id, reason="分歧较大", by=by, at=LATER)
    attack = told.attack()
    viewer = mediation.acting("township").viewer
    week = {"since": AT, "until": LATER + timedelta(days=30)}
    attack.look("calendar", str((own_sessions(viewer, **week), own_notices(viewer), proposed_of(viewer))))
    with pytest.raises(DisputeNotFound):
        sessions.write_lines(told.case_id, told.apart, drafts=[], by=by, at=LATER)
    client = client_of(mediation, "township")
    attack.crawl(client, [f"/work/mediation/{told.case_id}/sessions/", "/work/mediation/calendar/"])
    attack.guess(client, only="/sessions/", reads_only=True)
    attack.holds()


def test_timeline_file_and_export_of_the_case_tell_nothing(mediation, told):
    attack = told.attack()
    for who in ("township", "township_head", "dispatcher"):
        acting = mediation.acting(who)
        attack.look("case", str(case_queries.case_file(told.case_id, by=acting, at=LATER)))
    attack.look(
        "file", str(mediation_queries.dispute_file(told.case_id, mediation.acting("township").viewer, at=LATER))
    )
    attack.holds()
    commands = [each.command for each in case_queries.case_file(told.case_id, by=acting, at=LATER).timeline]
    assert not [each for each in commands if "session" in each or "minutes" in each]


def test_a_fault_while_a_page_is_drawn_keeps_the_words_out_of_answer_and_log(mediation, told, monkeypatch):
    """As the template meets a line: a filter that cannot take it, and one that is called with it and fails."""
    attack = told.attack()
    client = client_of(mediation, "township")
    address = f"/work/mediation/{told.case_id}/sessions/{told.apart}/minutes/reading/"
    source = "{% for line in minutes.lines %}{{ line.text }}{{ line.text|broken }}{% endfor %}"
    library = engines["django"].engine.template_libraries["ui"]
    monkeypatch.setitem(library.filters, "broken", lambda text: text + 1)
    template = engines["django"].from_string("{% load ui %}" + source)
    monkeypatch.setattr(
        "banjie.web.mediation.sessions.minutes_views.render",
        lambda request, name, context, **more: template.render(context),
    )
    with attack.logs():
        response = client.get(address)
    assert response.status_code == 500
    attack.answer("500", response)
    attack.holds()


def test_pages_are_not_kept_and_not_compared(mediation, told):
    client = client_of(mediation, "township")
    address = f"/work/mediation/{told.case_id}/sessions/{told.apart}/"
    for rest in ("", "minutes/reading/", f"minutes/papers/{told.paper}/", "invitation.ics"):
        response = client.get(address + rest)
        assert response.status_code == 200, rest
        assert "no-store" in response["Cache-Control"]
        assert "ETag" not in response
        assert "Last-Modified" not in response


def test_the_same_words_under_another_row_do_not_open(told):
    """A sealed text that is copied to another session's row opens for nobody."""
    from banjie.mediation.actions.sessions.record import opened
    from banjie.platform.crypto import CannotDecrypt

    line = Line.objects.to_write(told.case_id).first()
    moved = Line(session_id=told.joint, key=line.key, sealed=line.sealed)
    with pytest.raises(CannotDecrypt) as refused:
        opened(moved)
    assert WORDS not in str(refused.value)
