"""What editors see: the piles of articles that are theirs, and one article with its draft and its record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import QuerySet, Sum

from banjie.cases.acting import Acting
from banjie.cases.publishing.rules import Finding, findings
from banjie.knowledge import rules
from banjie.knowledge.actions import at_hand, is_own
from banjie.knowledge.checking import Reach, allows, reach_of
from banjie.knowledge.days import local_day
from banjie.knowledge.errors import ArticleNotFound
from banjie.knowledge.models import Article, Version
from banjie.knowledge.rules import Act, Freshness, Stand, Standing
from banjie.knowledge.shelf import shelf
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer
from banjie.places import queries as places

PAGE: Final = 50
MOST_PAGES: Final = 200
_MOST_FOUND: Final = 100
_EDITORS: Final = (Permission.KNOWLEDGE_WRITE, Permission.KNOWLEDGE_PUBLISH)


class Pile(StrEnum):
    """Why an article lies before an editor."""

    PROPOSED = "proposed"
    TO_CONFIRM = "to_confirm"
    WRITING = "writing"
    PUBLISHED = "published"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class EditorLine:
    """An article in a list of an editor. The words are those of the draft where there is one."""

    id: int
    question: str
    unit_id: int
    categories: Sequence[str]
    standing: Standing
    is_live: bool
    confirm_by: date | None
    freshness: Freshness | None
    valid_until: date | None
    changed_at: datetime
    written_name: str


@dataclass(frozen=True, slots=True)
class RecordLine:
    at: datetime
    act: Act
    by_name: str
    by_kind: str
    version: int | None
    reason: str
    case_id: int | None


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article before its editor. `may` are the acts that are theirs now; `is_own` that they wrote in the draft."""

    id: int
    entries: int
    live: Version | None
    draft: Version | None
    standing: Standing
    confirmed_on: date | None
    confirm_by: date | None
    freshness: Freshness | None
    records: Sequence[RecordLine]
    versions: Sequence[Version]
    tallies: Mapping[str, int]
    findings: Sequence[Finding]
    is_own: bool
    may: frozenset[Act]

    @property
    def shown(self) -> Version:
        """The words at hand: of the draft, else those published, else the last there were."""
        return self.draft or self.live or self.versions[0]


def may_edit(viewer: Viewer) -> bool:
    return any(viewer.scopes(each) for each in _EDITORS)


def pile(viewer: Viewer, which: Pile, *, today: date, page: int = 1, q: str = "") -> tuple[Sequence[EditorLine], int]:
    """A page of a pile, what presses most first, and how many there are in all. `q` looks among the published."""
    order = {
        Pile.PROPOSED: ("changed_at", "id"),
        Pile.TO_CONFIRM: ("confirm_by", "id"),
        Pile.WRITING: ("-changed_at", "-id"),
        Pile.PUBLISHED: ("-published_at", "-id"),
        Pile.GIVEN_UP: ("-changed_at", "-id"),
    }[which]
    start = (min(max(page, 1), MOST_PAGES) - 1) * PAGE
    ids = _theirs(viewer, _pile(which, today).order_by(*order), _EDITORS)
    if q.strip():
        found = {find.id: place for place, find in enumerate(shelf().index.find(q, limit=_MOST_FOUND))}
        ids = sorted((each for each in ids if each in found), key=lambda each: found[each])
    rows = Article.objects.select_related("live", "draft", "latest").in_bulk(ids[start : start + PAGE])
    return [_line(rows[each], today) for each in ids[start : start + PAGE]], len(ids)


def waiting(viewer: Viewer, *, today: date) -> int:
    """How many lie before this editor: proposed for whoever publishes, past their day for whoever confirms. Reckoned
    from what is in memory, since every page of theirs asks.
    """
    held = shelf()
    proposed = [_reach(*each) for each in held.proposed] if viewer.scopes(Permission.KNOWLEDGE_PUBLISH) else []
    past = [_reach(each.unit_id, each.areas) for each in held.entries.values() if each.confirm_by < today]
    if not viewer.scopes(Permission.KNOWLEDGE_WRITE):
        past = []
    return sum(allows(viewer, Permission.KNOWLEDGE_PUBLISH, reach) for reach in proposed) + sum(
        allows(viewer, Permission.KNOWLEDGE_WRITE, reach) for reach in past
    )


def _reach(unit_id: int, areas: Sequence[str]) -> Reach:
    unit = organisations.units_index().get(unit_id)
    return Reach(unit.path if unit is not None else "", areas)


def article_file(article_id: int, *, by: Acting, at: datetime) -> ArticleFile:
    """Raises ArticleNotFound, also for what is not this editor's."""
    today = local_day(at)
    article = Article.objects.select_related("live", "draft", "latest").filter(pk=article_id).first()
    if article is None:
        raise ArticleNotFound(article_id)
    versions = list(article.versions.order_by("-number"))
    reaches = [reach_of(each) for each in at_hand(article)]
    if not any(allows(by.viewer, each, reach) for each in _EDITORS for reach in reaches):
        raise ArticleNotFound(article_id)
    stand = Stand(article.live_id is not None, Standing(article.standing))
    own = article.draft is not None and is_own(article, by)
    may = {
        act
        for act in Act
        if rules.fits(act, stand) and all(allows(by.viewer, _needed(act), reach) for reach in reaches)
    }
    draft = article.draft or article.live or versions[0]
    return ArticleFile(
        id=article.pk,
        entries=article.entries,
        live=article.live,
        draft=article.draft,
        standing=stand.draft,
        confirmed_on=article.confirmed_on,
        confirm_by=article.confirm_by,
        freshness=_freshness(article, today),
        records=_records(article),
        versions=versions,
        tallies=tallies_of([article.pk]).get(article.pk, {}),
        findings=findings(draft.question, draft.answer, draft.question_en, draft.answer_en),
        is_own=own,
        may=frozenset(may),
    )


def tallies_of(ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How often articles helped, by `counting.What`, over all days."""
    rows = (
        Article.objects.filter(pk__in=ids, tallies__isnull=False)
        .values("pk", "tallies__what")
        .annotate(count=Sum("tallies__count"))
        .order_by("pk", "tallies__what")
    )
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["pk"], {})[row["tallies__what"]] = row["count"]
    return found


def units_for(viewer: Viewer) -> list[Any]:
    """The units for which this editor may write."""
    grants = viewer.scopes(Permission.KNOWLEDGE_WRITE)
    return [
        unit
        for unit in organisations.units_index()
        if unit.active and any(grant.covers(area_path=unit.area_path, unit_path=unit.path) for grant in grants)
    ]


def _needed(act: Act) -> Permission:
    return Permission.KNOWLEDGE_PUBLISH if act in rules.PUBLISHERS else Permission.KNOWLEDGE_WRITE


def _pile(which: Pile, today: date) -> QuerySet[Article]:
    found = Article.objects.order_by()
    match which:
        case Pile.PROPOSED:
            return found.filter(standing=Standing.PROPOSED)
        case Pile.TO_CONFIRM:
            return found.filter(live__isnull=False, confirm_by__lte=today + rules.SOON)
        case Pile.WRITING:
            return found.filter(standing__in=[Standing.WRITING, Standing.SENT_BACK])
        case Pile.PUBLISHED:
            return found.filter(live__isnull=False)
        case Pile.GIVEN_UP:
            return found.filter(live=None, draft=None)


def _theirs(viewer: Viewer, articles: QuerySet[Article], permissions: Collection[Permission]) -> list[int]:
    """Those of some articles that are this editor's, in their order. A few thousand at most, so they are looked at one
    by one: areas are kept by their codes, which stay when an area goes elsewhere.
    """
    columns = [f"{version}__{name}" for version in ("draft", "live", "latest") for name in ("unit_id", "areas")]
    found = []
    for key, *values in articles.values_list("id", *columns):
        unit_id, areas = next((pair for pair in zip(values[::2], values[1::2], strict=True) if pair[0]), (0, []))
        reach = reach_of(Version(unit_id=unit_id, areas=areas))
        if any(allows(viewer, permission, reach) for permission in permissions):
            found.append(key)
    return found


def _line(article: Article, today: date) -> EditorLine:
    words = article.draft or article.live or article.latest
    assert words is not None  # an article begins with its first version
    return EditorLine(
        id=article.pk,
        question=words.question or words.question_en,
        unit_id=words.unit_id,
        categories=words.categories,
        standing=Standing(article.standing),
        is_live=article.live_id is not None,
        confirm_by=article.confirm_by if article.live_id is not None else None,
        freshness=_freshness(article, today),
        valid_until=words.valid_until,
        changed_at=article.changed_at,
        written_name=words.written_name,
    )


def _freshness(article: Article, today: date) -> Freshness | None:
    if article.live_id is None or article.confirm_by is None:
        return None
    return rules.freshness(article.confirm_by, today)


def _records(article: Article) -> list[RecordLine]:
    """The newest first."""
    columns = ("at", "act", "by_name", "by_kind", "version__number", "data")
    rows = article.records.order_by("-sequence").values_list(*columns)
    return [
        RecordLine(at, Act(act), by_name, by_kind, number, data.get("reason", ""), data.get("case"))
        for at, act, by_name, by_kind, number, data in rows
    ]


def area_paths(version: Version) -> Sequence[str]:
    """Where a version holds."""
    return [area.path for code in version.areas if (area := places.area(code)) is not None]
