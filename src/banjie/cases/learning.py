"""Learning from the jurisdiction's own cases, so that a correction made today changes a suggestion tomorrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.db.models.functions import Left

from banjie.cases.models import Case, TimelineEntry
from banjie.cases.reference import reference
from banjie.intelligence.classifying.features import LONGEST_BODY, Words
from banjie.intelligence.classifying.measuring import Figures, measure, proven
from banjie.intelligence.classifying.training import Example
from banjie.intelligence.from_catalogue import told_by
from banjie.intelligence.shelf import actions as shelf_actions
from banjie.intelligence.shelf import queries as shelf
from banjie.platform.actors import Actor, ActorKind

# The newest: what came in ten years ago was put in its place by another catalogue.
MOST_CASES: Final = 200_000
# Somebody looked twice at a corrected case, so it counts as much as several that nobody looked at again.
CORRECTED: Final = 4.0
# How much worse than the one in use a new model may look and still be the better one by chance.
_TOLERANCE: Final = 0.02


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of learning: the model's number, what it learned from and whether it is now the one in use."""

    number: int
    examples: int
    corrected: int
    figures: Figures | None
    in_use: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """A case whose category a person changed."""

    case_id: int
    number: str
    before: str
    after: str
    at: datetime
    by: str


def train(*, by: Actor, at: datetime) -> Trained | None:
    """Makes a model of what the catalogue says and the cases show, and takes it into use unless it is worse than
    the present one on the same texts. None where there is nothing to learn from.
    """
    told = list(told_by(reference().catalogue.nodes.values()))
    seen, corrected = _examples()
    if not told and not seen:
        return None
    model, figures = proven([*told, *seen])
    use = _as_good(figures)
    number = shelf_actions.put(
        model=model, figures=figures, examples=len(seen), corrected=corrected, use=use, by=by, at=at
    )
    return Trained(number, len(seen), corrected, figures, use)


def evaluate() -> Figures | None:
    """How the model in use does on the cases as they are now; those it learned from flatter it. None without one."""
    kept = shelf.in_use()
    seen, _corrected = _examples()
    return measure(kept.model, seen) if kept is not None and seen else None


def due(*, at: datetime) -> bool:
    """Whether learning anew would tell anything: there is no model, or cases came or were classified since."""
    newest = max((each.trained_at for each in shelf.history()), default=None)
    if newest is None:
        return bool(reference().catalogue.nodes)
    return (
        TimelineEntry.objects.filter(at__gt=newest, at__lte=at, command="classify").exists()
        or Case.objects.filter(received_at__gt=newest, category__isnull=False).exists()
    )


def corrections(*, limit: int = 50) -> Sequence[Correction]:
    """The newest first. For those who keep the catalogue: it tells numbers and categories, nobody's words."""
    columns = ("case_id", "case__number", "data__category_was", "data__category", "at", "actor_name")
    rows = _corrections().order_by("-at", "-id").values_list(*columns)[:limit]
    return [Correction(*row) for row in rows]


def _corrections() -> QuerySet[TimelineEntry]:
    return TimelineEntry.objects.filter(
        command="classify", actor_kind=ActorKind.STAFF, data__category_was__isnull=False
    )


def _examples() -> tuple[list[Example], int]:
    """Cases with the category that they have now, and how many of them a person had corrected."""
    corrected = set(_corrections().order_by().values_list("case_id", flat=True))
    rows = (
        Case.objects.filter(category__isnull=False)
        .order_by("-received_at", "-id")
        .values_list("id", "title", Left("text__body", LONGEST_BODY), "category_path")[:MOST_CASES]
    )
    nodes = reference().catalogue.nodes
    found, again = [], 0
    for case_id, title, body, path in rows.iterator(chunk_size=5_000):
        # Where the category stands today; one that is gone is nothing to suggest.
        node = nodes.get(path.rpartition(".")[2])
        if node is None or not node.active:
            continue
        again += case_id in corrected
        weight = CORRECTED if case_id in corrected else 1.0
        found.append(Example(Words(title, body or ""), tuple(node.path.split(".")), weight))
    return found, again


def _as_good(figures: Figures | None) -> bool:
    """Whether a new model may take the place of the present one, by the figures that each had when it was made."""
    present = next((each for each in shelf.history() if each.in_use), None)
    if present is None or figures is None or not present.figures:
        return True
    least: float = present.figures["right"] - _TOLERANCE
    return figures.right >= least
