"""Whether agreements are kept; visits; the court's confirmation."""

from datetime import date, datetime

from banjie.config.mediation_demo.moves import moment
from banjie.config.mediation_demo.playing import Play, day_of, money, verb, year_in
from banjie.config.mediation_demo.reading import Step
from banjie.mediation.actions import confirming, following_up
from banjie.mediation.actions import keeping as acts
from banjie.mediation.confirmation.eligibility import QUESTIONS
from banjie.mediation.performance.owing import Owed, owed_in


@verb()
def kept(play: Play, step: Step, at: datetime) -> None:
    """Obligations by their numbers: done, and the other side says so."""
    for number in step.arguments:
        each = _owed(play, number, at)
        if each.state != "reported":
            told = acts.Told(amount=each.rest if each.amount is not None else None)
            acts.perform(play.case_id, each.id, told=told, whole=True, by=play.acting, at=at)
        acts.settle(play.case_id, each.id, "confirm", told=_by_creditor(play, each), by=play.acting, at=at)


@verb("part", "reported")
def performed(play: Play, step: Step, at: datetime) -> None:
    """Something came in: the number, how much; with `reported` of a deed, nothing more."""
    number, *amount = step.arguments
    told = acts.Told(amount=money(amount[0]) if amount else None, how=step.text())
    owed = _owed(play, number, at)
    acts.perform(play.case_id, owed.id, told=told, whole=step.verb == "reported", by=play.acting, at=at)


_SETTLING = {
    "breach": "report_breach",
    "dispute_paid": "dispute",
    "in_court": "go_to_court",
    "lapse": "lapse",
    "takeback": "take_back",
    "waive": "waive",
}


@verb(*_SETTLING)
def settle(play: Play, step: Step, at: datetime) -> None:
    """A step that carries no sum: the number, and the party that says so."""
    number, place = step.arguments
    told = acts.Told(said_by=play.parties[place], how="orally", note=step.text())
    owed = _owed(play, number, at)
    acts.settle(play.case_id, owed.id, _SETTLING[step.verb], told=told, by=play.acting, at=at)


@verb()
def correct(play: Play, step: Step, at: datetime) -> None:
    number, amount = step.arguments
    owed = _owed(play, number, at)
    acts.correct(play.case_id, owed.id, amount=money(amount), by=play.acting, at=at)


@verb()
def condition(play: Play, step: Step, at: datetime) -> None:
    """A condition has come about: the number, days until it is due."""
    number, days = step.arguments
    owed = _owed(play, number, at)
    acts.meet_condition(play.case_id, owed.id, due_on=day_of(at, int(days)), by=play.acting, at=at)


@verb()
def visit(play: Play, step: Step, at: datetime) -> None:
    occasion, finding, how = step.arguments
    following_up.record_visit(
        play.case_id, occasion=occasion, finding=finding, how=how, note=step.text(), by=play.acting, at=at
    )


@verb()
def court(play: Play, step: Step, at: datetime) -> None:
    """The parties' set is prepared: for which court, and why for that one."""
    *name, ground = step.arguments
    confirming.begin_confirmation(play.case_id, court=" ".join(name), ground=ground, by=play.acting, at=at)
    confirming.review(play.case_id, answers=dict.fromkeys(QUESTIONS, False), by=play.acting, at=at)


@verb()
def court_papers(play: Play, step: Step, at: datetime) -> None:
    if "property" in step.arguments:
        confirming.review(play.case_id, answers={"property_papers": True}, by=play.acting, at=at)
    for kind in ("application", "agreement", "certificate", *step.arguments):
        _paper(play, kind, None, at)
    for place, party in play.parties.items():
        _paper(play, "identity", party, at)
        _paper(play, "address", party, at)
        if any(each.authority in {"special", "general"} for each in play.entered(place).beside):
            _paper(play, "authority", party, at)


@verb()
def submit(play: Play, step: Step, at: datetime) -> None:
    confirming.submit(play.case_id, by=play.acting, at=at)


@verb()
def court_received(play: Play, step: Step, at: datetime) -> None:
    number = year_in(" ".join(step.arguments), at)
    confirming.court_received(play.case_id, number=number, on=day_of(at), by=play.acting, at=at)


@verb()
def correction(play: Play, step: Step, at: datetime) -> None:
    """The court wants something added, by a day."""
    until = _day(play, step.arguments[0])
    confirming.court_asks_correction(play.case_id, until=until, why=step.text(), by=play.acting, at=at)


@verb()
def corrected(play: Play, step: Step, at: datetime) -> None:
    confirming.corrected(play.case_id, by=play.acting, at=at)


@verb("confirmed", "court_refused")
def ruled(play: Play, step: Step, at: datetime) -> None:
    confirming.court_rules(
        play.case_id,
        confirmed=step.verb == "confirmed",
        on=day_of(at),
        number=year_in(" ".join(step.arguments), at),
        why=step.text(),
        by=play.acting,
        at=at,
    )


@verb()
def withdraw_court(play: Play, step: Step, at: datetime) -> None:
    confirming.withdraw_confirmation(play.case_id, by=play.acting, at=at)


def _day(play: Play, word: str) -> date:
    return day_of(moment(play, [word, "09:00"])[0])


def _paper(play: Play, kind: str, party: int | None, at: datetime) -> None:
    scan = play.stage.paper
    confirming.add_paper(
        play.case_id, kind=kind, party_id=party, digest=scan.digest, name=scan.name, by=play.acting, at=at
    )


def _owed(play: Play, number: str, at: datetime) -> Owed:
    """The obligation with this number in the agreement that binds."""
    found = {each.number: each for each in owed_in(play.case_id, today=day_of(at))}
    return found[int(number)]


def _by_creditor(play: Play, owed: Owed) -> acts.Told:
    """Said by whoever is owed; by the first on another side than the debtor where nobody is named."""
    debtor = next(place for place, party in play.parties.items() if party == owed.owed_by)
    others = [party for place, party in play.parties.items() if place[0] != debtor[0]]
    return acts.Told(said_by=owed.owed_to or others[0], how="orally")
