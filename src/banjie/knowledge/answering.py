"""From an article to a case and back: an enquiry answered on the spot with a published article, and an article begun
with what one enquiry was answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from banjie.cases import actions as cases
from banjie.cases import queries
from banjie.cases.acting import Acting
from banjie.cases.actions import Performed, Submitted
from banjie.cases.commands.change import Insert
from banjie.cases.errors import CaseNotFound
from banjie.cases.intake.draft import Submission
from banjie.cases.publishing.rules import Finding, findings
from banjie.knowledge import counting
from banjie.knowledge.counting import What
from banjie.knowledge.days import local_day
from banjie.knowledge.editing import may_edit
from banjie.knowledge.errors import ArticleNotFound, ArticleRefused, Code
from banjie.knowledge.models import Article
from banjie.knowledge.queries import PublicArticle, public_article
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission

COMMAND: Final = "answer_at_once"
_ENQUIRY: Final = "enquiry"
_BY_PHONE, _IN_PERSON, _NOT_NEEDED = "phone", "visit", "not_needed"
# How somebody who came by a channel has been told, once it is done.
_TOLD: Final = {"hotline": _BY_PHONE, "counter": _IN_PERSON, "field": _IN_PERSON}


@transaction.atomic
def answer_caller(
    submission: Submission,
    *,
    article_id: int,
    channel: str,
    by: Acting,
    at: datetime,
    language: str,
    key: str | None = None,
    origin: Mapping[str, Any] | None = None,
) -> Submitted:
    """Takes an enquiry in and answers it at once with an article: one case, closed, with the reply on it.

    Without a category it gets the article's. `origin` as of `cases.submit`. Raises SubmissionRefused, CommandRefused,
    ArticleNotFound, ArticleRefused.
    """
    article = public_article(article_id, language=language, today=local_day(at))
    first = next(iter(article.line.categories), None)
    asked = submission.model_copy(update={"kind": _ENQUIRY, "category": submission.category or first})
    made = cases.submit(asked, channel=channel, by=by, at=at, key=key, origin=origin)
    if made.repeated:
        return made
    done = _answer(made.case_id, article, by=by, at=at, told=_TOLD.get(channel, _NOT_NEEDED))
    return Submitted(made.case_id, made.number, made.tracking_code, done.state)


@transaction.atomic
def answer_case(
    case_id: int, *, article_id: int, by: Acting, at: datetime, language: str, expected: int | None = None
) -> Performed:
    """Answers an enquiry that waits to be accepted or dispatched with an article, and closes it.

    Raises CaseNotFound, StaleCase, CommandRefused, ArticleNotFound, ArticleRefused.
    """
    article = public_article(article_id, language=language, today=local_day(at))
    return _answer(case_id, article, by=by, at=at, told=_NOT_NEEDED, expected=expected)


def may_answer(by: Acting, case_id: int, *, at: datetime) -> bool:
    """Whether this person could answer this case with an article just now."""
    if not _accepts(by):
        return False
    try:
        found = queries.brief(case_id, by)
        offer = queries.offer_beside(
            case_id, by, capability="knowledge", capacities=frozenset(), holds=_holds(found), at=at
        )
    except CaseNotFound:
        return False
    return COMMAND in offer.allowed


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an article can begin with. `findings` are what in it may tell of somebody and is to be taken out."""

    case_id: int
    number: str
    values: dict[str, Any]
    findings: Sequence[Finding]


def beginning_of(case_id: int, *, by: Acting, at: datetime) -> Beginning:
    """The reply to a closed enquiry as the beginning of an article; nothing is written.

    Raises CaseNotFound, also for what this person may not see; ArticleRefused: not_yours, not_closed, no_reply.
    """
    if by.viewer is None or not may_edit(by.viewer):
        raise ArticleRefused(Code.NOT_YOURS)
    seen = queries.as_reporter_sees(case_id, by=by, at=at)
    if seen.is_open:
        raise ArticleRefused(Code.NOT_CLOSED)
    if not seen.replies:
        raise ArticleRefused(Code.NO_REPLY)
    brief = queries.brief(case_id, by)
    category = brief.category_path.rpartition(".")[2]
    values = {
        "question": seen.title[:200],
        "answer": seen.replies[0][2][:8_000],
        "categories": [category] if category else [],
        "unit": brief.lead_unit_id,
    }
    return Beginning(case_id, seen.number, values, findings(seen.title, *seen.replies[0][1:3]))


def _answer(
    case_id: int, article: PublicArticle, *, by: Acting, at: datetime, told: str, expected: int | None = None
) -> Performed:
    if not _accepts(by):
        raise ArticleRefused(Code.NOT_YOURS)
    brief = queries.brief(case_id, by)
    beside = cases.Beside(
        "knowledge", frozenset(), _holds(brief), _change(brief.lead_unit_id, article, by=by, at=at, told=told)
    )
    done = cases.perform_beside(case_id, COMMAND, beside, by=by, at=at, expected=expected)
    counting.count(article.line.id, What.TOLD, at=at)
    return done


def _holds(case: queries.CaseBrief) -> frozenset[str]:
    met = {"is_enquiry": case.kind == _ENQUIRY, "first_round": case.reopens == 0}
    return frozenset(condition for condition, holds in met.items() if holds)


def _accepts(by: Acting) -> bool:
    return by.viewer is None or bool(by.viewer.scopes(Permission.CASES_ACCEPT))


def _change(lead: int | None, article: PublicArticle, *, by: Acting, at: datetime, told: str) -> cases.Change:
    """The answer as it is kept: the article's words, approved by whoever published them."""
    unit = organisations.units_index().get(lead or by.actor.unit_id)
    if unit is None:
        raise ArticleRefused(Code.UNIT_UNKNOWN)
    given: dict[str, Any] = {
        "found_true": True,
        "within_duty": True,
        "contacted_how": told,
        "contacted_at": at if told != _NOT_NEEDED else None,
        "solved": "explained",
        "unsolved_reason": "",
        "internal_account": _account(article),
        "public_reply": article.answer,
    }
    publisher = Article.objects.values_list("published_by", flat=True).filter(pk=article.line.id).first()
    if publisher is None and not Article.objects.filter(pk=article.line.id).exists():
        raise ArticleNotFound(article.line.id)
    values = given | {"unit_id": unit.id, "round": 0, "answered_at": at, "answered_by": by.actor.id}
    values |= {"approved_at": at, "approved_by": publisher}
    fields: dict[str, object] = {"answered_at": at, "accepted_at": at}
    if lead is None:
        fields |= {"lead_unit_id": unit.id, "lead_unit_path": unit.path, "assigned_at": at}
    return cases.Change(
        fields=fields,
        inserts=[Insert("Answer", values)],
        data={"article": article.line.id, "version": article.version, "public_reply": article.answer},
    )


def _account(article: PublicArticle) -> str:
    """It stands in the case for good, so in the language of the installation, whoever acted."""
    with override(settings.LANGUAGE_CODE):
        words = gettext("Answered with article %(number)s, version %(version)s: %(question)s")
    return words % {"number": article.line.id, "version": article.version, "question": article.line.question}
