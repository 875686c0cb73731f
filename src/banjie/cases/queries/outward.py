"""Cases as they are told outwards, to other systems and to strangers: how they stand, and what was told the reporter.

Without a viewer only what is public is told (`visibility.shown_publicly`). Of that no words but those that were read
and released for the public (`publishing`), no files, and the place no more exactly than its category says: a pin may
stand on somebody's own door. Contacts are never part of it; a system without the scope for words as they were written
is told them masked, and no files, which cannot be (`masking`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from banjie.cases.errors import CaseNotFound
from banjie.cases.masking import Outgoing
from banjie.cases.models import Answer, Attachment, Case, TimelineEntry
from banjie.cases.models.timeline import TOLD
from banjie.cases.publishing import rules, showing
from banjie.cases.reference import reference
from banjie.cases.visibility import shown_publicly, visible_to
from banjie.catalogue.vocabulary import PublicPlace
from banjie.organisations.permissions import Viewer
from banjie.platform import crypto

_COLUMNS = (
    *("id", "number", "is_open", "state", "kind", "category_path", "area_path", "longitude", "latitude"),
    *("lead_unit_id", "received_at", "due_at", "closed_at", "reopens"),
)
# What the reporter wrote: how to find the place may name a door.
_WORDS = {"body_": F("text__body"), "place_text_": F("place_text")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to. `area` is a path; with `elsewhere` also what lies outside every area.

    `since` and `until` bound the receipt, `updated_since` and `updated_until` the last news. `page` counts from 1.
    """

    area: str = ""
    elsewhere: bool = True
    numbers: Collection[str] = ()
    categories: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    updated_since: datetime | None = None
    updated_until: datetime | None = None
    is_open: bool | None = None
    page: int = 1
    size: int = 1000


@dataclass(frozen=True, slots=True)
class OutwardCase:
    """One case. `updated_at`: when it ended, or when the reporter was last told anything.

    `body` and `place_text` are empty and `attachment_id` None where the asker may not read them; `reply` is the
    newest approved answer of a round that is over.
    """

    id: int
    number: str
    is_open: bool
    state: str
    kind: str
    category_path: str
    area_path: str
    place_text: str
    longitude: float | None
    latitude: float | None
    lead_unit_id: int | None
    received_at: datetime
    updated_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    body: str
    reply: str
    attachment_id: int | None


def outward_list(viewer: Viewer | None, wanted: Wanted) -> tuple[list[OutwardCase], bool]:
    """A page of what the viewer may see, or of what is public, the newest first; and whether there is more."""
    columns = _columns(with_words=viewer is not None)
    rows: list[Any] = []
    if wanted.updated_since is not None:
        # Whatever came in since has news since: where these fill the page, nothing older need be found and sorted.
        moment = max(wanted.updated_since, wanted.since or wanted.updated_since)
        rows = _page(_narrowed(_seen(viewer), replace(wanted, since=moment, updated_since=None)), wanted, columns)
    if len(rows) <= wanted.size:
        rows = _page(_narrowed(_seen(viewer), wanted), wanted, columns)
    files = Q() if viewer is not None and viewer.reads_as_written else None
    made = _outward(rows[: wanted.size], files)
    return _for_viewer(made, viewer) if viewer is not None else _for_strangers(made), len(rows) > wanted.size


def _page(found: QuerySet[Case], wanted: Wanted, columns: dict[str, Any]) -> list[Any]:
    """The rows of the page, and one more where there is any."""
    start = (wanted.page - 1) * wanted.size
    return list(found.order_by("-received_at", "-id").values(**columns)[start : start + wanted.size + 1])


def outward_case(number: str, *, viewer: Viewer | None, area: str = "", elsewhere: bool = True) -> OutwardCase:
    """One case by its number. Raises CaseNotFound, also for what may not be seen or lies outside the area."""
    found, _ = outward_list(viewer, Wanted(area=area, elsewhere=elsewhere, numbers=[number], size=1))
    if not found:
        raise CaseNotFound(number)
    return found[0]


def outward_by_code(code: str, *, area: str = "", elsewhere: bool = True) -> OutwardCase:
    """The case of a tracking code, as its reporter sees it. Raises CaseNotFound."""
    normal = crypto.normalise_tracking_code(code)
    found = in_area(Case.objects.filter(tracking_code=normal), area, elsewhere=elsewhere)
    rows: list[Any] = list(found.values(**_columns(with_words=True))) if normal else []
    if not rows:
        raise CaseNotFound(code)
    return _outward(rows, Q(resident_sees=True))[0]


def _seen(viewer: Viewer | None) -> QuerySet[Case]:
    cases = Case.objects.all()
    return visible_to(viewer, cases) if viewer is not None else shown_publicly(cases)


def _columns(*, with_words: bool) -> dict[str, Any]:
    """`values` under names of our own, so that the text is read only where it may be told."""
    return {f"{name}_": F(name) for name in _COLUMNS} | (_WORDS if with_words else {})


def in_area(cases: QuerySet[Case], area: str, *, elsewhere: bool) -> QuerySet[Case]:
    """The cases of an area; with `elsewhere` also those that lie outside every area."""
    if not area:
        return cases
    inside = Q(area_path__descendants_of=area)
    return cases.filter(inside | Q(area_path="") if elsewhere else inside)


def _narrowed(cases: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    cases = in_area(cases, wanted.area, elsewhere=wanted.elsewhere)
    if wanted.numbers:
        return cases.filter(number__in=list(wanted.numbers))
    if wanted.categories:
        known = (reference().category_at(code) for code in wanted.categories)
        cases = cases.filter(category_id__in=[each.id for each in known if each is not None])
    if wanted.is_open is not None:
        cases = cases.filter(is_open=wanted.is_open)
    if wanted.since is not None:
        cases = cases.filter(received_at__gte=wanted.since)
    if wanted.until is not None:
        cases = cases.filter(received_at__lte=wanted.until)
    if wanted.updated_since is not None:
        cases = cases.filter(_updated_since(wanted.updated_since), pk__in=_touched_since(wanted.updated_since))
    if wanted.updated_until is not None:
        cases = cases.filter(_updated_until(wanted.updated_until))
    return cases


def _updated_since(moment: datetime) -> Q:
    """The same as `updated_at >= moment`, without reckoning that for every case."""
    news = TimelineEntry.objects.filter(TOLD, case_id=OuterRef("id"), at__gte=moment)
    return Q(is_open=False, closed_at__gte=moment) | Q(Q(received_at__gte=moment) | Q(Exists(news)), is_open=True)


def _touched_since(moment: datetime) -> QuerySet[Any, Any]:
    """The ids of all that may have news, each kind found by its own index: else every case is walked through."""
    cases, told = Case.objects.order_by(), TimelineEntry.objects.order_by()
    return (
        cases.filter(received_at__gte=moment)
        .values("id")
        .union(cases.filter(closed_at__gte=moment).values("id"), told.filter(TOLD, at__gte=moment).values("case_id"))
    )


def _updated_until(moment: datetime) -> Q:
    news = TimelineEntry.objects.filter(TOLD, case_id=OuterRef("id"), at__gt=moment)
    return Q(is_open=False, closed_at__lte=moment) | Q(~Q(Exists(news)), is_open=True, received_at__lte=moment)


def _outward(rows: Sequence[dict[str, Any]], files: Q | None) -> list[OutwardCase]:
    """`files` says which files may be told of; None: none."""
    ids = [row["id_"] for row in rows]
    told = _told(row["id_"] for row in rows if row["is_open_"])
    replies = replies_to(row["id_"] for row in rows if not row["is_open_"] or row["reopens_"])
    pictures = _pictures(ids, files) if files is not None else {}
    made = []
    for row in rows:
        values = {name.removesuffix("_"): value for name, value in row.items()}
        del values["reopens"]
        key, ended = values["id"], values["closed_at"] if not values["is_open"] else None
        values["updated_at"] = ended or max(told.get(key, values["received_at"]), values["received_at"])
        values |= {"reply": replies.get(key, ""), "attachment_id": pictures.get(key)}
        made.append(OutwardCase(**{"body": "", "place_text": ""} | values))
    return made


def _for_viewer(cases: Sequence[OutwardCase], viewer: Viewer) -> list[OutwardCase]:
    told = Outgoing(viewer).words
    return [
        replace(each, body=told(each.body), place_text=told(each.place_text), reply=told(each.reply)) for each in cases
    ]


def _for_strangers(cases: Sequence[OutwardCase]) -> list[OutwardCase]:
    """With the words that were released for the public in place of those of the reporter and of the offices."""
    shown = showing.released_words(each.id for each in cases)
    look_up = reference()
    made = []
    for each in cases:
        body, reply = shown.get(each.id, ("", ""))
        category = look_up.category_at(each.category_path)
        place = category.public_place if category is not None else PublicPlace.AREA
        # The very spot is told of what somebody has looked at.
        if place is PublicPlace.EXACT and each.id not in shown:
            place = PublicPlace.NEAR
        longitude, latitude = rules.blurred(each.longitude, each.latitude, place) or (None, None)
        made.append(replace(each, body=body, reply=reply, longitude=longitude, latitude=latitude))
    return made


def _told(ids: Iterable[int]) -> dict[int, datetime]:
    """When the reporter of each was last told anything."""
    found = TimelineEntry.objects.filter(TOLD, case_id__in=list(ids)).order_by()
    return dict(found.values("case_id").annotate(last=Max("at")).values_list("case_id", "last"))


def replies_to(ids: Iterable[int]) -> dict[int, str]:
    """The newest approved reply of each."""
    approved = Answer.objects.filter(case_id__in=list(ids), approved_at__isnull=False).order_by("id")
    return dict(approved.values_list("case_id", "public_reply"))


def _pictures(ids: Collection[int], files: Q) -> dict[int, int]:
    """The first file of each."""
    found = Attachment.objects.filter(files, case_id__in=ids).order_by("-id")
    return dict(found.values_list("case_id", "id"))
