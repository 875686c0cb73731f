"""Bringing in many articles that were written and read elsewhere, as from an older knowledge base or with the demo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from banjie.cases.acting import Acting
from banjie.knowledge.actions import columns
from banjie.knowledge.checking import checked
from banjie.knowledge.content import ArticleWords
from banjie.knowledge.days import local_day
from banjie.knowledge.models import Article, Record, Tally, Version
from banjie.knowledge.rules import Act
from banjie.knowledge.shelf import STAMP
from banjie.platform import stamps


@dataclass(frozen=True, slots=True)
class Ready:
    """An article as it comes: its words, since when they have been confirmed, and how often they helped (by `What`)."""

    words: ArticleWords
    confirmed_at: datetime
    tallies: Sequence[tuple[str, int]] = ()


@transaction.atomic
def bring_in(articles: Sequence[Ready], *, written: Acting, published: Acting) -> Sequence[int]:
    """Publishes all of them by a few statements, or none. Returns their ids. Raises ArticleRefused."""
    areas = [checked(each.words)[1] for each in articles]
    rows = Article.objects.bulk_create([Article(changed_at=each.confirmed_at) for each in articles])
    versions = Version.objects.bulk_create(
        [
            Version(
                article=row,
                number=1,
                **columns(each.words, codes),
                written_at=each.confirmed_at,
                written_by=written.actor.id,
                written_name=written.actor.name[:80],
            )
            for row, each, codes in zip(rows, articles, areas, strict=True)
        ]
    )
    for row, version, each in zip(rows, versions, articles, strict=True):
        row.live, row.latest, row.entries = version, version, 2
        row.published_at, row.published_by = each.confirmed_at, published.actor.id
        row.confirmed_on = local_day(each.confirmed_at)
        row.confirm_by = row.confirmed_on + timedelta(days=each.words.confirm_every)
    Article.objects.bulk_update(
        rows,
        ["live", "latest", "entries", "published_at", "published_by", "confirmed_on", "confirm_by"],
        batch_size=500,
    )
    Record.objects.bulk_create(
        Record(
            article=version.article,
            sequence=sequence,
            act=act,
            at=each.confirmed_at,
            by_kind=by.actor.kind,
            by_id=by.actor.id,
            by_name=by.actor.name[:80],
            version=version,
        )
        for version, each in zip(versions, articles, strict=True)
        for sequence, act, by in ((1, Act.WRITE, written), (2, Act.PUBLISH, published))
    )
    Tally.objects.bulk_create(
        Tally(article=row, day=local_day(each.confirmed_at), what=what, count=count)
        for row, each in zip(rows, articles, strict=True)
        for what, count in each.tallies
    )
    stamps.bump(STAMP)
    return [int(row.pk) for row in rows]
