"""Writing to articles: each act under its rules, on its record, in one transaction."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from banjie.cases.acting import Acting
from banjie.knowledge import rules
from banjie.knowledge.checking import allows, checked, reach_of, who
from banjie.knowledge.content import ArticleWords
from banjie.knowledge.days import local_day
from banjie.knowledge.errors import ArticleNotFound, ArticleRefused, Code, StaleArticle
from banjie.knowledge.models import Article, Record, Version
from banjie.knowledge.rules import Act, Stand, Standing
from banjie.knowledge.shelf import STAMP
from banjie.organisations.permissions import Permission
from banjie.platform import stamps


@transaction.atomic
def write(
    *,
    words: ArticleWords,
    by: Acting,
    at: datetime,
    article_id: int | None = None,
    expected: int | None = None,
    from_case: int | None = None,
) -> int:
    """Keeps words as the draft of an article, of a new one without `article_id`. Returns its id.

    `from_case` is the case whose answer they began with. Raises ArticleNotFound, StaleArticle, ArticleRefused.
    """
    reach, areas = checked(words)
    if not allows(by.viewer, Permission.KNOWLEDGE_WRITE, reach):
        raise ArticleRefused(Code.NOT_YOURS, "unit")
    if article_id is None:
        article = Article.objects.create(changed_at=at)
    else:
        article = _held(article_id, Act.WRITE, by, expected)
    version = Version.objects.create(
        article=article, number=_next_number(article), **columns(words, areas), **_written(by, at)
    )
    article.draft, article.latest, article.standing = version, version, Standing.WRITING
    _record(article, Act.WRITE, by, at, version, {"case": from_case} if from_case is not None else {})
    return int(article.pk)


@transaction.atomic
def propose(article_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Puts the draft before whoever publishes. Raises ArticleNotFound, StaleArticle, ArticleRefused."""
    article = _held(article_id, Act.PROPOSE, by, expected)
    article.standing = Standing.PROPOSED
    _record(article, Act.PROPOSE, by, at, article.draft)


@transaction.atomic
def publish(article_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Shows the draft to everybody, as confirmed today. Raises ArticleNotFound, StaleArticle, ArticleRefused.

    Words of one's own are another's to publish, unless the installation says otherwise.
    """
    article = _held(article_id, Act.PUBLISH, by, expected)
    if is_own(article, by):
        raise ArticleRefused(Code.OWN_WORDS)
    version = article.draft
    assert version is not None  # the rules let nothing else through
    article.live, article.draft, article.standing = version, None, Standing.NONE
    article.published_at, article.published_by = at, by.actor.id
    _confirmed(article, version, at)
    _record(article, Act.PUBLISH, by, at, version)


@transaction.atomic
def send_back(article_id: int, *, reason: str, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Gives a proposed draft back to be written again. Raises ArticleNotFound, StaleArticle, ArticleRefused."""
    article = _held(article_id, Act.SEND_BACK, by, expected)
    article.standing = Standing.SENT_BACK
    _record(article, Act.SEND_BACK, by, at, article.draft, {"reason": reason})


@transaction.atomic
def discard(article_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Gives the draft up; what is published stays. Raises ArticleNotFound, StaleArticle, ArticleRefused."""
    article = _held(article_id, Act.DISCARD, by, expected)
    version, article.draft, article.standing = article.draft, None, Standing.NONE
    _record(article, Act.DISCARD, by, at, version)


@transaction.atomic
def confirm(article_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Says that what is published still holds today. Raises ArticleNotFound, StaleArticle, ArticleRefused."""
    article = _held(article_id, Act.CONFIRM, by, expected)
    assert article.live is not None  # the rules let nothing else through
    _confirmed(article, article.live, at)
    _record(article, Act.CONFIRM, by, at, article.live)


@transaction.atomic
def withdraw(article_id: int, *, reason: str, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Takes an article from everybody's sight at once. Raises ArticleNotFound, StaleArticle, ArticleRefused.

    Its words become a draft again where there is none, so that they can be mended.
    """
    article = _held(article_id, Act.WITHDRAW, by, expected)
    version, article.live = article.live, None
    if article.draft is None:
        article.draft, article.standing = version, Standing.WRITING
    _record(article, Act.WITHDRAW, by, at, version, {"reason": reason})


def is_own(article: Article, by: Acting) -> bool:
    """Whether somebody had a hand in the draft since it was last published, and therefore may not publish it.

    Where the installation leaves both to one person, nothing is anybody's own.
    """
    return settings.BANJIE_KNOWLEDGE_FOUR_EYES and rules.is_own(who(by), _writers_of(article))


def _writers_of(article: Article) -> set[rules.Who]:
    published = article.records.filter(act=Act.PUBLISH).order_by("-sequence").values_list("sequence", flat=True)
    written = article.records.filter(act=Act.WRITE, sequence__gt=published.first() or 0).order_by("sequence")
    return set(written.values_list("by_kind", "by_id"))


def at_hand(article: Article) -> list[Version]:
    """The versions by which it is decided whose an article is: the one everybody reads and the one being written."""
    found = [version for version in (article.live, article.draft) if version is not None]
    return found or [version for version in (article.latest,) if version is not None]


def columns(words: ArticleWords, areas: object) -> dict[str, Any]:
    """The columns of a version that holds these words."""
    values = words.model_dump(exclude={"unit", "areas"})
    return values | {
        "unit_id": words.unit,
        "areas": areas,
        "asked_as": list(words.asked_as),
        "categories": list(words.categories),
        "sources": [source.model_dump() for source in words.sources],
    }


def _written(by: Acting, at: datetime) -> dict[str, Any]:
    return {"written_at": at, "written_by": by.actor.id, "written_name": by.actor.name[:80]}


def _next_number(article: Article) -> int:
    return (article.versions.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _confirmed(article: Article, version: Version, at: datetime) -> None:
    article.confirmed_on = local_day(at)
    article.confirm_by = article.confirmed_on + timedelta(days=version.confirm_every)


def _held(article_id: int, act: Act, by: Acting, expected: int | None) -> Article:
    """The article, its row held, once it is known that this may be done to it by this person."""
    found = (
        Article.objects.select_for_update(of=("self",)).select_related("live", "draft", "latest").filter(pk=article_id)
    )
    article = found.first()
    if article is None:
        raise ArticleNotFound(article_id)
    reaches = [reach_of(version) for version in at_hand(article)]
    if not any(allows(by.viewer, each, reach) for each in _SEEING for reach in reaches):
        raise ArticleNotFound(article_id)
    needed = Permission.KNOWLEDGE_PUBLISH if act in rules.PUBLISHERS else Permission.KNOWLEDGE_WRITE
    if not all(allows(by.viewer, needed, reach) for reach in reaches):
        raise ArticleRefused(Code.NOT_YOURS)
    if expected is not None and expected != article.entries:
        raise StaleArticle(article_id, expected, article.entries)
    if not rules.fits(act, Stand(article.live_id is not None, Standing(article.standing))):
        raise ArticleRefused(Code.WRONG_STAND)
    return article


_SEEING = (Permission.KNOWLEDGE_WRITE, Permission.KNOWLEDGE_PUBLISH)


def _record(
    article: Article, act: Act, by: Acting, at: datetime, version: Version | None, data: Mapping[str, Any] = {}
) -> None:
    article.entries += 1
    article.changed_at = at
    article.save()
    Record.objects.create(
        article=article,
        sequence=article.entries,
        act=act,
        at=at,
        by_kind=by.actor.kind,
        by_id=by.actor.id,
        by_name=by.actor.name[:80],
        version=version,
        data=dict(data),
    )
    stamps.bump(STAMP)
