"""What a party is asked just now, most pressing first, and what it may do about the whole. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from banjie.mediation.queries import OwnAgreement, OwnObligation, OwnPage, OwnQuestion, OwnSeat, OwnSession

_BEFORE_END: Final = frozenset({"received", "accepted", "assigned", "returned", "consulting", "mediating", "suspended"})
_MAY_TRY_AGAIN: Final = frozenset({"failed", "unsettled"})


@dataclass(frozen=True, slots=True)
class Ask:
    """`kind` names the template under party/asks/. Exactly one of the others is given where the kind needs it."""

    kind: str
    seat: OwnSeat | None = None
    question: OwnQuestion | None = None
    session: OwnSession | None = None
    obligation: OwnObligation | None = None


def asks(
    page: OwnPage,
    agreement: OwnAgreement | None,
    sessions: Sequence[OwnSession],
    obligations: Sequence[OwnObligation],
) -> Sequence[Ask]:
    found = [Ask("got", obligation=each) for each in obligations if each.to_confirm]
    if agreement is not None and agreement.can_sign:
        found.append(Ask("sign"))
    found += [Ask("times", session=each) for each in sessions if each.unanswered]
    if agreement is not None and agreement.confirm_until is not None and not _said_since(page, agreement):
        found.append(Ask("confirmation"))
    return [*found, *_asks(page)]


def can_stop(page: OwnPage) -> bool:
    """Whether there is a mediation that the party could refuse or leave."""
    return page.state in _BEFORE_END and page.answer_to("mediation") in {"", "given"}


def may_try_again(page: OwnPage) -> bool:
    """Whether it could wish to. Whoever ended it themselves is not pressed: they find it further down."""
    return page.state in _MAY_TRY_AGAIN and _wish(page) != "given"


def _asks(page: OwnPage) -> Iterator[Ask]:
    if page.state in _BEFORE_END:
        if page.answer_to("mediation") != "given":
            yield Ask("mediation")
        for seat in page.seats:
            if not seat.accepted and seat.objection is None:
                yield Ask("mediator", seat=seat)
        for question in page.questions:
            if not question.answer:
                yield Ask(question.to, question=question)
    if page.agreed and may_try_again(page):
        yield Ask("try_again")


def _said_since(page: OwnPage, agreement: OwnAgreement) -> bool:
    said = page.said.get("confirmation")
    return said is not None and agreement.binding_at is not None and said.said_at >= agreement.binding_at


def _wish(page: OwnPage) -> str:
    """The wish counts only if it was said after the end."""
    said = page.said.get("try_again")
    fresh = said is not None and page.ended_at is not None and said.said_at > page.ended_at
    return said.answer if said is not None and fresh else ""
