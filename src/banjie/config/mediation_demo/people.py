"""Parties entered, their wishes, and who sits."""

from datetime import datetime, timedelta

from banjie.cases import actions as cases
from banjie.config.mediation_demo.playing import Play, money, verb
from banjie.config.mediation_demo.reading import Beside, Entered, Step
from banjie.mediation import actions
from banjie.mediation.actions.following_up import link_relapse
from banjie.mediation.details import Details

# Numbers that nobody has, as everywhere in the demo.
_PHONE = {"zh-hans": "1990000{:04d}", "en": "555-01{:02d}"}
_MINUTE = timedelta(minutes=1)


@verb("open")
def open_(play: Play, step: Step, at: datetime) -> None:
    """Claimed, entered, seated, told of their rights and agreed: mediation begins within the half hour."""
    prepare(play, step, at)
    consents(play, step, at + 10 * _MINUTE)
    begin(play, step, at + 15 * _MINUTE)


@verb()
def prepare(play: Play, step: Step, at: datetime) -> None:
    """A mediator claims it, enters the parties if nobody has, and takes the seat."""
    play.takes_over(step)
    cases.perform(play.case_id, "claim", by=play.acting, at=at)
    if not play.parties:
        _described(play, play.by, at)
        for entered in play.told.parties:
            _enter(play, entered, at)
    play.seats[play.by] = actions.seat(play.case_id, play.stage.mediators[play.by], by=play.acting, at=at + _MINUTE)
    actions.declare_no_tie(play.case_id, by=play.acting, at=at + _MINUTE)


@verb()
def describe(play: Play, step: Step, at: datetime) -> None:
    """Whoever takes matters in says what it is about."""
    _described(play, "mb_intake" if play.told.language == "en" else "intake", at)


@verb()
def relapse(play: Play, step: Step, at: datetime) -> None:
    """It is an old quarrel come back: both files name each other. Whoever seats in both links them."""
    play.takes_over(step)
    link_relapse(play.case_id, earlier=play.stage.cases[play.told.earlier], by=play.acting, at=at)


@verb()
def consents(play: Play, step: Step, at: datetime) -> None:
    play.takes_over(step)
    for party in play.parties.values():
        _said(play, party, "mediation", "given", "signed", at, told_rights=True)


@verb()
def consent(play: Play, step: Step, at: datetime) -> None:
    """One answer of one party: whose, to what, which, how."""
    place, to, answer, how = step.arguments
    _said(play, play.parties[place], to, answer, how, at, told_rights=answer == "given")


@verb()
def begin(play: Play, step: Step, at: datetime) -> None:
    play.takes_over(step)
    actions.begin(play.case_id, by=play.acting, at=at)


@verb()
def seat(play: Play, step: Step, at: datetime) -> None:
    who = play.people(step)[0]
    play.seats[who] = actions.seat(
        play.case_id,
        play.stage.mediators[who],
        chosen_by_parties="chosen" in step.arguments,
        by=play.stage.acting(play.head()),
        at=at,
    )


@verb()
def join(play: Play, step: Step, at: datetime) -> None:
    """A mediator of another committee sits beside one's own."""
    who, why = step.arguments
    head = play.stage.acting(play.head())
    play.seats[who] = actions.seat_from_another(
        play.case_id, play.stage.mediators[who], why=why, task=step.text(), by=head, at=at
    )


@verb()
def no_tie(play: Play, step: Step, at: datetime) -> None:
    actions.declare_no_tie(play.case_id, by=play.stage.acting(play.people(step)[0]), at=at)


@verb()
def chair(play: Play, step: Step, at: datetime) -> None:
    actions.take_chair(play.case_id, play.seats[play.people(step)[0]], by=play.acting, at=at)


@verb()
def tie(play: Play, step: Step, at: datetime) -> None:
    who, kind = step.arguments
    acting = play.stage.acting(who)
    actions.declare_tie(play.case_id, play.stage.mediators[who], kind=kind, note=step.text(), by=acting, at=at)


@verb()
def recuse(play: Play, step: Step, at: datetime) -> None:
    actions.recuse(play.case_id, tie=step.arguments[0], reason=step.text(), by=play.acting, at=at)
    del play.seats[play.by]


@verb("object")
def object_(play: Play, step: Step, at: datetime) -> None:
    place, who = step.arguments
    play.objected_to = who
    play.objection = actions.object_to(
        play.case_id, play.seats[who], party_id=play.parties[place], reason=step.text(), by=play.acting, at=at
    )


@verb("uphold", "overrule")
def rule(play: Play, step: Step, at: datetime) -> None:
    head = play.stage.acting(play.head())
    upheld = step.verb == "uphold"
    actions.rule_on_objection(play.case_id, play.objection, upheld=upheld, reason=step.text(), by=head, at=at)
    if upheld:
        del play.seats[play.objected_to]


@verb()
def wish(play: Play, step: Step, at: datetime) -> None:
    """Everybody wishes to ask the court for confirmation."""
    for party in play.parties.values():
        _said(play, party, "confirmation", "given", "signed", at)


def agree_to(play: Play, to: str, about: str, at: datetime) -> None:
    for party in play.parties.values():
        _said(play, party, to, "given", "orally", at, about=about)


def _said(
    play: Play, party: int, to: str, answer: str, how: str, at: datetime, *, about: str = "", told_rights: bool = False
) -> None:
    actions.record_consent(
        play.case_id,
        party,
        to=to,
        answer=answer,
        how=how,
        about=about,
        told_rights=told_rights,
        by=play.acting,
        at=at,
    )


def _described(play: Play, by: str, at: datetime) -> None:
    told = play.told
    actions.describe(
        play.case_id,
        kind=told.kind,
        claimed=money(told.claimed) if told.claimed else None,
        people=told.people,
        brought_by=told.brought_by or None,
        by=play.stage.acting(by),
        at=at,
    )


def _enter(play: Play, entered: Entered, at: datetime) -> None:
    details = Details(
        name=entered.name,
        sex=entered.sex,
        phone=_phone(play, entered.place),
        address=entered.address,
        occupation=entered.occupation,
        relation=entered.relation,
        headed_by=_headed_by(entered),
    )
    party = actions.add_party(
        play.case_id,
        side=entered.place[0],
        details=details,
        kind="organisation" if entered.organisation else "person",
        minor=entered.minor,
        reads=play.told.language if entered.reads == "zh-hans" else entered.reads,
        stands_for=entered.stands_for,
        by=play.acting,
        at=at,
    )
    play.parties[entered.place] = party
    play.beside[entered.place] = [_beside(play, party, each, at) for each in entered.beside]


def _beside(play: Play, party: int, beside: Beside, at: datetime) -> tuple[str, int]:
    made = actions.add_companion(
        play.case_id,
        party,
        role=beside.role,
        authority=beside.authority,
        details=Details(name=beside.name, relation=beside.relation),
        paper=play.stage.paper.digest if beside.authority == "special" else "",
        paper_name="授权委托书.png" if beside.authority == "special" else "",
        agreed_by=beside.elected_by,
        by=play.acting,
        at=at,
    )
    return beside.role, made


def _headed_by(entered: Entered) -> str:
    named = [each.name for each in entered.beside if each.role == "representative"]
    return named[0] if entered.organisation and named else ""


def _phone(play: Play, place: str) -> str:
    known = sorted(play.stage.cases).index(play.told.ref)
    number = known * 10 + sorted(each.place for each in play.told.parties).index(place)
    form = _PHONE[play.told.language]
    return form.format(number % 10_000 if play.told.language == "zh-hans" else number % 100)
