"""Evidence, points and offers."""

from datetime import datetime

from banjie.config.mediation_demo.playing import Play, money, verb
from banjie.config.mediation_demo.reading import Step
from banjie.mediation import actions


@verb()
def exhibit(play: Play, step: Step, at: datetime) -> None:
    """By whom (M for the mediators), what kind, in what form, how many pages; its name and what it is to show."""
    place, kind, form, pages = step.arguments
    side = "" if place == "M" else place[0]
    made = actions.hand_in(
        play.case_id,
        side=side,
        party_id=play.parties.get(place),
        item=actions.Item(step.text(), step.text(1), kind, form, int(pages)),
        by=play.acting,
        at=at,
    )
    number = 1 + sum(each[0] == place[0] for each in play.exhibits)
    play.exhibits[f"{place[0]}{number}"] = made


@verb()
def answer(play: Play, step: Step, at: datetime) -> None:
    side, exhibited, says, *doubts = step.arguments
    actions.answer_evidence(
        play.case_id,
        play.exhibits[exhibited],
        side=side,
        says=says,
        doubts=doubts[0].split(",") if doubts else (),
        reason=step.text(),
        by=play.acting,
        at=at,
    )


@verb("return")
def return_(play: Play, step: Step, at: datetime) -> None:
    actions.return_evidence(play.case_id, play.exhibits[step.arguments[0]], to=step.text(), by=play.acting, at=at)


@verb()
def point(play: Play, step: Step, at: datetime) -> None:
    says = dict(text.split(": ", 1) for text in step.texts[1:])
    standing = step.arguments[0]
    actions.raise_point(play.case_id, text=step.text(), says=says, standing=standing, by=play.acting, at=at)


@verb()
def offer(play: Play, step: Step, at: datetime) -> None:
    _offer(play, step.arguments[0], step.arguments[1], step.text(), at)


@verb()
def counter(play: Play, step: Step, at: datetime) -> None:
    number, place, amount = step.arguments
    _offer(play, place, amount, step.text(), at, counter_to=play.offers[int(number) - 1])


@verb("accept_offer", "refuse_offer")
def reply(play: Play, step: Step, at: datetime) -> None:
    number, *sides = step.arguments
    for side in sides:
        actions.reply_to_offer(
            play.case_id,
            play.offers[int(number) - 1],
            side=side,
            accepts=step.verb == "accept_offer",
            by=play.acting,
            at=at,
        )


@verb()
def withdraw_offer(play: Play, step: Step, at: datetime) -> None:
    actions.withdraw_offer(play.case_id, play.offers[int(step.arguments[0]) - 1], by=play.acting, at=at)


def _offer(play: Play, place: str, amount: str, text: str, at: datetime, counter_to: int | None = None) -> None:
    currency = "USD" if play.told.language == "en" else "CNY"
    made = actions.make_offer(
        play.case_id,
        side="" if place == "M" else place[0],
        proposal=actions.Proposal(text, money(amount) if amount != "-" else None, currency),
        counter_to=counter_to,
        by=play.acting,
        at=at,
    )
    play.offers.append(made)
