"""What waits to be read for the public, and one case as its reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from banjie.cases.acting import Acting
from banjie.cases.errors import CaseNotFound
from banjie.cases.models import Answer, Case, Identity
from banjie.cases.models.case import LIVE
from banjie.cases.models.publishing import Concern, Publication
from banjie.cases.publishing import acts, concerns, picking, rules
from banjie.cases.publishing.concerns import ConcernLine
from banjie.cases.publishing.rules import Act, Finding, Standing
from banjie.cases.queries.detail import AttachmentLine
from banjie.cases.queries.listing import COLUMNS, CaseLine, line
from banjie.cases.reference import reference
from banjie.cases.visibility import shown_publicly, visible_to
from banjie.catalogue.vocabulary import PublicPlace
from banjie.intelligence.personal.reading import masked
from banjie.organisations.permissions import Permission, Viewer

MOST: Final = 50
_READERS: Final = (Permission.CASES_PUBLISH, Permission.CASES_PROPOSE_PUBLIC)


class Pile(StrEnum):
    """Why a case waits: strangers objected, never read, words proposed, or answered since; or it does not wait."""

    CONCERNS = "concerns"
    NEW = "new"
    PROPOSED = "proposed"
    REPLY = "reply"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Reading:
    """A case before its reader. `may` are the acts that are theirs now; `hidden` is why it cannot be shown at all.

    `title`, `text` and `reply` are what was last proposed or released, else what was said with what tells of persons
    masked: a beginning, not a release; `masked` says that it is that. `findings` are of all that stands on the page.
    """

    line: CaseLine
    standing: str
    reason: str
    said: str
    given: str
    title: str
    text: str
    reply: str
    chosen: Sequence[int]
    photos: Sequence[AttachmentLine]
    place: PublicPlace
    masked: bool
    findings: Sequence[Finding]
    hidden: str
    may: frozenset[Act]
    concerns: Sequence[ConcernLine]


def may_read(viewer: Viewer) -> bool:
    return any(viewer.scopes(each) for each in _READERS)


def waiting(viewer: Viewer, pile: Pile) -> tuple[Sequence[CaseLine], int]:
    """The cases of a pile, the longest waiting first (of the released, the newest), and how many there are."""
    found = _of(viewer, pile)
    order = ("-publication__changed_at", "-id") if pile is Pile.RELEASED else ("received_at", "id")
    look_up = reference()
    return [line(row, look_up) for row in found.order_by(*order).values_list(*COLUMNS)[:MOST]], found.count()


def count(viewer: Viewer) -> int:
    """How many cases wait for somebody who releases; 0 for anybody else."""
    if not viewer.scopes(Permission.CASES_PUBLISH):
        return 0
    return sum(_of(viewer, pile).count() for pile in Pile if pile is not Pile.RELEASED)


def reading(case_id: int, *, by: Acting, at: datetime) -> Reading:
    """Raises CaseNotFound, also where the viewer may not see the case or reads nothing for the public."""
    viewer = by.viewer
    found = visible_to(viewer, Case.objects.filter(id=case_id)) if viewer is not None else Case.objects.none()
    case = found.select_related("text").first()
    if case is None or viewer is None or not any(acts.allows(viewer, each, case.area_path) for each in _ACTS):
        raise CaseNotFound(case_id)
    look_up = reference()
    category = look_up.category_at(case.category_path)
    row = Publication.objects.filter(case_id=case_id).first() or Publication(case=case)
    answer = picking.told_answer(case)
    given = answer.public_reply if answer is not None else ""
    title, text = row.title or masked(case.title), row.text or masked(case.text.body)
    reply = row.reply if answer is not None and row.answer_id == answer.id else masked(given)
    hidden = rules.why_hidden(case, category)
    return Reading(
        line=line([getattr(case, name) for name in COLUMNS], look_up),
        standing=row.standing,
        reason=row.reason,
        said=case.text.body,
        given=given,
        title=title,
        text=text,
        reply=reply,
        chosen=list(row.photos),
        photos=[_attachment(each) for each in picking.photos_of(case.id)],
        place=category.public_place if category is not None else PublicPlace.NEAR,
        masked=(not row.title and title != case.title)
        or (not row.text and text != case.text.body)
        or (reply != given and reply == masked(given)),
        findings=rules.findings(title, text, reply, case.title, case.text.body, given),
        hidden=hidden,
        may=frozenset(_may(viewer, case, row.standing or None, hidden)),
        concerns=concerns.concerns(case.id),
    )


_ACTS: Final = (Act.PROPOSE, Act.RELEASE, Act.REFUSE, Act.TAKE_BACK)


def _may(viewer: Viewer, case: Case, standing: str | None, hidden: str) -> Sequence[Act]:
    return [
        act
        for act in _ACTS
        if acts.allows(viewer, act, case.area_path)
        and rules.fits(act, standing)
        and not (hidden and act in {Act.PROPOSE, Act.RELEASE})
    ]


def _attachment(row: object) -> AttachmentLine:
    return AttachmentLine(*(getattr(row, name) for name in AttachmentLine.__slots__))


def _of(viewer: Viewer, pile: Pile) -> QuerySet[Case]:
    cases = visible_to(viewer, shown_publicly(Case.objects.all()))
    if pile is Pile.CONCERNS:
        # Whatever has become of the matter since: what strangers said is to be read.
        waiting = Concern.objects.filter(case_id=OuterRef("id"), settled_at=None)
        held = Q(publication__standing=Standing.WITHHELD)
        return visible_to(viewer, Case.objects.all()).filter(held | Exists(waiting), publication__isnull=False)
    cases = cases.exclude(identity=Identity.CONFIDENTIAL).exclude(state__in=rules.NOT_FOLLOWED)
    match pile:
        case Pile.NEW:
            return cases.filter(LIVE).filter(~Exists(Publication.objects.filter(case_id=OuterRef("id"))))
        case Pile.PROPOSED:
            return cases.filter(publication__standing=Standing.PROPOSED)
        case Pile.REPLY:
            newest = Answer.objects.filter(case_id=OuterRef("id"), approved_at__isnull=False).order_by("-id")
            told = cases.filter(Q(is_open=False) | Q(reopens__gt=0), publication__standing=Standing.RELEASED)
            told = told.annotate(newest_answer=Subquery(newest.values("id")[:1])).filter(newest_answer__isnull=False)
            return told.exclude(publication__answer_id=F("newest_answer"), publication__answer_id__isnull=False)
        case Pile.RELEASED:
            return cases.filter(publication__standing=Standing.RELEASED)
