"""What everybody may read, held in memory until an article changes: facts for lists, and the index for search.

Words are taken apart once for each version, so that a change costs a tenth of a second and not five.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from banjie.knowledge import rules
from banjie.knowledge.models import Article, Version
from banjie.knowledge.searching import Index, Terms, Vocabulary, terms_of
from banjie.places import queries as places
from banjie.platform.stamps import Cached

STAMP: Final = "knowledge"


@dataclass(frozen=True, slots=True)
class Entry:
    """A published article without its answer. `areas` are paths, `categories` codes."""

    id: int
    version_id: int
    question: str
    question_en: str
    categories: tuple[str, ...]
    areas: tuple[str, ...]
    unit_id: int
    valid_from: date | None
    valid_until: date | None
    confirmed_on: date
    confirm_by: date

    def is_in_force(self, today: date) -> bool:
        return rules.in_force(self.valid_from, self.valid_until, today)

    def asked(self, language: str) -> tuple[str, str]:
        """The question for a reader of `language`, and the language it is in: there may be one only."""
        in_english = language.startswith("en") if self.question and self.question_en else not self.question
        return (self.question_en, "en") if in_english else (self.question, "zh-hans")


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Every published article by id, in the order of their publication, and the index over them.

    `proposed` are unit and areas (paths) of each draft that waits for its reader; `terms` those of each version, kept
    for the next time.
    """

    entries: Mapping[int, Entry]
    proposed: Sequence[tuple[int, tuple[str, ...]]]
    index: Index
    terms: Mapping[int, Terms]
    vocabulary: Vocabulary


_COLUMNS: Final = (
    *("id", "live_id", "live__question", "live__question_en", "live__categories", "live__areas", "live__unit_id"),
    *("live__valid_from", "live__valid_until", "confirmed_on", "confirm_by"),
)


def shelf() -> Shelf:
    return _shelf.get()


def _load() -> Shelf:
    rows = list(Article.objects.exclude(live=None).order_by("published_at", "id").values_list(*_COLUMNS))
    entries = {row[0]: _entry(row) for row in rows}
    before = _shelf.last()
    vocabulary = before.vocabulary if before is not None else Vocabulary()
    shown = {entry.version_id for entry in entries.values()}
    known = {each: found for each, found in before.terms.items() if each in shown} if before is not None else {}
    known |= _taken_apart(shown - known.keys(), vocabulary)
    index = Index([known[entry.version_id] for entry in entries.values()], vocabulary)
    return Shelf(MappingProxyType(entries), _proposed(), index, known, vocabulary)


def _entry(row: Sequence[Any]) -> Entry:
    article, version, question, question_en, categories, areas, *rest = row
    return Entry(article, version, question, question_en, tuple(categories), _paths(areas), *rest)


def _proposed() -> list[tuple[int, tuple[str, ...]]]:
    waiting = Article.objects.filter(standing=rules.Standing.PROPOSED).order_by("id")
    return [(unit_id, _paths(areas)) for unit_id, areas in waiting.values_list("draft__unit_id", "draft__areas")]


def _paths(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(area.path for code in codes if (area := places.area(code)) is not None)


def _taken_apart(version_ids: Collection[int], vocabulary: Vocabulary) -> dict[int, Terms]:
    columns = ("id", "article_id", "question", "question_en", "asked_as", "answer", "answer_en")
    rows = Version.objects.filter(id__in=version_ids).order_by("id").values_list(*columns)
    return {
        version: terms_of(article, [question, question_en, *asked_as], "\n".join(answers), vocabulary)
        for version, article, question, question_en, asked_as, *answers in rows
    }


# An area that is renamed or goes elsewhere takes its articles along.
_shelf: Cached[Shelf] = Cached(STAMP, "areas", load=_load)
