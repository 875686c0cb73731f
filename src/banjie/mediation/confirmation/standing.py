"""How a request for confirmation stands, read into what its rules and its process ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from banjie.cases.reference import reference
from banjie.mediation.confirmation import eligibility, papers
from banjie.mediation.confirmation.eligibility import Finding, Subject
from banjie.mediation.confirmation.papers import Asks, Wanted
from banjie.mediation.confirmation.window import Window, window
from banjie.mediation.models import (
    Agreement,
    AgreementForm,
    AgreementState,
    Authority,
    Confirmation,
    ConfirmationPaper,
    ConsentTo,
    Dispute,
    DisputeDocument,
    PaperKind,
)
from banjie.mediation.performance.owing import binding, owed
from banjie.mediation.standing import standing_of
from banjie.mediation.wishes import agreed_by_all

# What was said in the same moment as the last signature was said after the agreement.
_AT_LEAST = timedelta(microseconds=1)
# The form by which the application is filled.
APPLICATION: Final = "confirmation_application"
_SIGNS_FOR = frozenset({Authority.SPECIAL, Authority.GENERAL})


@dataclass(frozen=True, slots=True)
class Stands:
    """Everything that decides whether a set may go to the court today. `unsigned`: the application in it is the one
    that was filled, not its signed copy; `signs_at_court`: why it goes so, a key of `models.SignsAtCourt`.
    """

    window: Window
    asked_by_all: bool
    findings: Sequence[Finding]
    papers: Sequence[Wanted]
    today: date
    unsigned: bool = False
    signs_at_court: str = ""

    @property
    def in_time(self) -> bool:
        return self.window.open_on(self.today)

    @property
    def eligible(self) -> bool:
        return eligibility.is_eligible(self.findings)

    @property
    def set_whole(self) -> bool:
        return not papers.missing(self.papers)

    @property
    def holds(self) -> frozenset[str]:
        found = {
            "asked_by_all": self.asked_by_all,
            "in_time": self.in_time,
            "eligible": self.eligible,
            "set_whole": self.set_whole,
            "application_signed": not self.unsigned or bool(self.signs_at_court),
            "window_closed": self.today > self.window.last,
        }
        return frozenset(name for name, holds in found.items() if holds)


def binding_agreement(dispute: Dispute) -> Agreement | None:
    return Agreement.objects.filter(dispute_id=dispute.case_id, state=AgreementState.BINDING).first()


def window_of(agreement: Agreement) -> Window:
    assert agreement.binding_at is not None
    return window(reference().calendar.date_of(agreement.binding_at), reference().calendar.is_worked)


def stands(dispute: Dispute, agreement: Agreement, asked: Confirmation | None, *, at: datetime) -> Stands:
    """`asked` is None while nobody has begun one: then no question is answered and no paper is there."""
    assert agreement.binding_at is not None
    today = reference().calendar.date_of(at)
    standing = standing_of(dispute, at=at)
    review = asked.review if asked is not None else {}
    return Stands(
        window_of(agreement),
        agreed_by_all(standing, ConsentTo.CONFIRMATION, after=agreement.binding_at - _AT_LEAST),
        eligibility.findings(_subject(dispute, agreement, review, today)),
        papers.wanted(_asking(dispute), _there(asked), property_papers=bool(review.get("property_papers"))),
        today,
        *signed(asked),
    )


def signed(asked: Confirmation | None) -> tuple[bool, str]:
    """Whether the application in the set is unsigned, and what was said of signing this very one at the court."""
    papers = asked.papers.filter(kind=PaperKind.APPLICATION, removed_at=None) if asked is not None else ()
    digest = next((each.digest for each in papers), "")
    if asked is None or not digest:
        return False, ""
    # Found by its dispute: of all papers there ever were, only those of one are looked through.
    own = DisputeDocument.objects.filter(dispute__agreements__confirmations=asked, form=APPLICATION)
    if not own.filter(pdf=digest).exists():
        return False, ""
    said = asked.entries.filter(command="sign_at_court").order_by("id").last()
    of_this = said is not None and said.data.get("application") == digest
    return True, str(said.data.get("reason", "")) if said is not None and of_this else ""


def _subject(dispute: Dispute, agreement: Agreement, review: dict[str, bool], today: date) -> Subject:
    owing = owed(binding().filter(agreement=agreement), today=today)
    return Subject(
        written=agreement.form == AgreementForm.WRITTEN,
        kind=dispute.kind,
        obligations=len(owing),
        all_kept=bool(owing) and all(each.settled for each in owing),
        answers={key: bool(value) for key, value in review.items() if key in eligibility.QUESTIONS},
    )


def _asking(dispute: Dispute) -> Sequence[Asks]:
    parties = dispute.parties.filter(left_at=None).prefetch_related("companions").order_by("side__letter", "number")
    return [
        Asks(
            party.id,
            any(each.ended_at is None and each.authority in _SIGNS_FOR for each in party.companions.all()),
        )
        for party in parties
    ]


def _there(asked: Confirmation | None) -> frozenset[tuple[str, int | None]]:
    if asked is None:
        return frozenset()
    found = ConfirmationPaper.objects.filter(confirmation=asked, removed_at=None)
    return frozenset(found.values_list("kind", "party_id"))
