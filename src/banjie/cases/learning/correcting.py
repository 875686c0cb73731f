"""What people put right: categories, kinds and levels that were changed, units that a matter was not for.

Newest first, and revocable.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Max, Min, Q, QuerySet

from banjie.cases.models import Case, Guess, Return, Ruling, TimelineEntry, Unlearned
from banjie.cases.reference import reference
from banjie.intelligence.shelf.queries import CATEGORY, UNIT
from banjie.platform.actors import Actor, ActorKind

_MOVING = ("assign", "transfer", "rule_on_return")


@dataclass(frozen=True, slots=True)
class Correction:
    """A case of which a person changed what `purpose` names. `before` and `after` are paths of categories, codes of
    units, or kinds and levels as they are.

    `suggested` is the code that the model in use had said of it, "" where it said nothing or none was asked.
    With `withdrawn` it is not learned. `sensitive` where the catalogue holds one of the two to be confidential.
    """

    entry_id: int
    purpose: str
    case_id: int
    number: str
    before: str
    after: str
    at: datetime
    by: str
    suggested: str = ""
    share: float = 0.0
    withdrawn: bool = False
    sensitive: bool = False


def corrections(purpose: str = CATEGORY, *, limit: int = 50) -> Sequence[Correction]:
    """The newest first. For those who keep the catalogue: it tells numbers and categories, nobody's words."""
    found = list(_units(limit) if purpose == UNIT else _changed(purpose, limit))
    return _completed(found, purpose)


def unlearn(*, entry_id: int, purpose: str, by: Actor, at: datetime) -> None:
    """Has a correction not be learned from. Doing it twice is once. Raises LookupError for what is no correction."""
    entry = _entries(purpose).filter(id=entry_id).first()
    if entry is None:
        raise LookupError(entry_id)
    if _not_learned(purpose).filter(entry_id=entry_id).exists():
        return
    new = {"case_id": entry.case_id, "at": at, "by": by.name[:80], "ended_at": None}
    Unlearned.objects.update_or_create(entry_id=entry_id, purpose=purpose, defaults=new)


def relearn(*, entry_id: int, purpose: str, at: datetime) -> None:
    """Takes that back."""
    _not_learned(purpose).filter(entry_id=entry_id).update(ended_at=at)


def withdrawn(purpose: str) -> int:
    """How many corrections are not learned from."""
    return _not_learned(purpose).count()


def reconsidered(purpose: str, since: datetime, at: datetime) -> datetime | None:
    """When the oldest of those corrections was made that within a stretch of time were taken out of what is learned,
    or put back into it; None where none was.
    """
    touched = Unlearned.objects.filter(purpose=purpose).filter(
        Q(at__gt=since, at__lte=at) | Q(ended_at__gt=since, ended_at__lte=at)
    )
    entries = TimelineEntry.objects.filter(id__in=touched.values("entry_id"))
    made: datetime | None = entries.aggregate(first=Min("at"))["first"]
    return made


def corrected_cases(purpose: str = CATEGORY) -> frozenset[int]:
    """Cases whose category, kind or level a person changed and nobody has taken that back."""
    return frozenset(classified(purpose).order_by().values_list("case_id", flat=True)) - not_learned(purpose)


def corrected_units() -> frozenset[int]:
    """Cases that a unit was freed of, or that were passed on, by people."""
    returned = Return.objects.filter(ruling=Ruling.UPHELD).order_by().values_list("case_id", flat=True)
    passed = transferred().order_by().values_list("case_id", flat=True)
    return (frozenset(returned) | frozenset(passed)) - not_learned(UNIT)


def not_learned(purpose: str) -> frozenset[int]:
    """Cases whose last correction was taken back: where they are now is wrong, so they teach nothing."""
    wrong = dict(_not_learned(purpose).values_list("case_id").annotate(last=Max("entry_id")))
    if not wrong:
        return frozenset()
    newest = dict(_entries(purpose).filter(case_id__in=wrong).order_by().values_list("case_id").annotate(Max("id")))
    return frozenset(case for case, entry in wrong.items() if newest.get(case, 0) <= entry)


def classified(purpose: str = CATEGORY) -> QuerySet[TimelineEntry]:
    """Entries by which staff changed the category, the kind or the level."""
    said_before = {f"data__{purpose}_was__isnull": False}
    return TimelineEntry.objects.filter(command="classify", actor_kind=ActorKind.STAFF, **said_before)


def transferred() -> QuerySet[TimelineEntry]:
    return TimelineEntry.objects.filter(command="transfer", actor_kind=ActorKind.STAFF)


def changed_since(purpose: str, since: datetime, at: datetime) -> frozenset[int]:
    """Cases corrected within a stretch of time."""
    if purpose != UNIT:
        return frozenset(classified(purpose).filter(at__gt=since, at__lte=at).values_list("case_id", flat=True))
    ruled = Return.objects.filter(ruling=Ruling.UPHELD, ruled_at__gt=since, ruled_at__lte=at)
    passed = transferred().filter(at__gt=since, at__lte=at)
    return frozenset(ruled.values_list("case_id", flat=True)) | frozenset(passed.values_list("case_id", flat=True))


def _not_learned(purpose: str) -> QuerySet[Unlearned]:
    return Unlearned.objects.filter(purpose=purpose, ended_at=None)


def _entries(purpose: str) -> QuerySet[TimelineEntry]:
    if purpose != UNIT:
        return classified(purpose)
    return TimelineEntry.objects.filter(command__in=("assign", "transfer"), actor_kind=ActorKind.STAFF)


def _changed(purpose: str, limit: int) -> Iterator[Correction]:
    columns = ("id", "case_id", "case__number", f"data__{purpose}_was", f"data__{purpose}", "at", "actor_name")
    for entry_id, *rest in classified(purpose).order_by("-at", "-id").values_list(*columns)[:limit]:
        yield Correction(entry_id, purpose, *rest)


def _units(limit: int) -> Sequence[Correction]:
    ruled = Return.objects.filter(ruling=Ruling.UPHELD).order_by("-ruled_at").values_list("case_id", flat=True)[:limit]
    passed = transferred().order_by("-at").values_list("case_id", flat=True)[:limit]
    cases = Case.objects.filter(id__in={*ruled, *passed}).values_list("id", "number")
    numbers = dict(cases)
    moves = TimelineEntry.objects.filter(case_id__in=numbers, command__in=_MOVING).order_by("case_id", "sequence")
    rows = moves.values("id", "case_id", "command", "data", "at", "actor_name", "actor_kind")
    found = list(_walked(rows.iterator(), numbers))
    return sorted(found, key=lambda each: (each.at, each.entry_id), reverse=True)[:limit]


def _walked(rows: Iterable[Mapping[str, Any]], numbers: Mapping[int, str]) -> Iterator[Correction]:
    """From the moves of several cases, each in its order, those by which a person put the unit right."""
    case, lead, freed = None, None, False
    for row in rows:
        if row["case_id"] != case:
            case, lead, freed = row["case_id"], None, False
        data = row["data"]
        if row["command"] == "rule_on_return":
            freed = data.get("ruling") == Ruling.UPHELD
            continue
        again = row["command"] == "transfer" or freed
        if again and lead is not None and lead != data.get("lead") and row["actor_kind"] == ActorKind.STAFF:
            before, after = _unit_code(lead), _unit_code(data.get("lead"))
            yield Correction(row["id"], UNIT, case, numbers[case], before, after, row["at"], row["actor_name"])
        lead, freed = data.get("lead"), False


def _unit_code(unit_id: int | None) -> str:
    unit = reference().units.get(unit_id)
    return unit.code if unit is not None else ""


def _completed(found: Sequence[Correction], purpose: str) -> Sequence[Correction]:
    """With what had been suggested, and what was taken back."""
    cases = {each.case_id for each in found}
    said: dict[int, tuple[str, float]] = {}
    rows = Guess.objects.filter(case_id__in=cases, purpose=purpose, shadow=False).order_by("id")
    for case_id, code, share in rows.values_list("case_id", "code", "share"):
        said.setdefault(case_id, (code, share))
    entries = {each.entry_id for each in found}
    wrong = frozenset(_not_learned(purpose).filter(entry_id__in=entries).values_list("entry_id", flat=True))
    paths = dict(Case.objects.filter(id__in=cases).values_list("id", "category_path"))
    return [
        replace(
            each,
            suggested=said.get(each.case_id, ("", 0.0))[0],
            share=said.get(each.case_id, ("", 0.0))[1],
            withdrawn=each.entry_id in wrong,
            sensitive=_sensitive(each, paths.get(each.case_id, "")),
        )
        for each in found
    ]


def _sensitive(each: Correction, path: str) -> bool:
    paths = (path, each.before, each.after) if each.purpose == CATEGORY else (path,)
    nodes = (reference().category_at(one) for one in paths if one)
    return any(node is not None and node.sensitive for node in nodes)
