"""Reading what is published. Nothing here tells of drafts, or of who wrote what."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from banjie.catalogue import queries as catalogue
from banjie.knowledge import rules
from banjie.knowledge.errors import ArticleNotFound
from banjie.knowledge.models import Version
from banjie.knowledge.searching import Find, terms
from banjie.knowledge.shelf import Entry, shelf
from banjie.organisations.permissions import inside

PAGE: Final = 20
MOST_PAGES: Final = 250
MOST_OFFERED: Final = 3
_LONGEST_ASKED: Final = 200
# A find that is this much worse than the best is no answer to the same question.
_WORSE: Final = 0.2
# How much of an article's question must have been typed for it to be offered: of an enquiry, and of anything else.
_ENQUIRY, _STRONG = 0.3, 0.6
_ENQUIRED: Final = "enquiry"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to: a category's code, an area's path, words. `page` counts from 1."""

    category: str = ""
    area: str = ""
    q: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A published article in a list. `is_past`: the day by which it was to be confirmed has passed."""

    id: int
    question: str
    language: str
    categories: Sequence[str]
    areas: Sequence[str]
    unit_id: int
    confirmed_on: date
    is_past: bool
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class PublicArticle:
    """A published article whole, in one language. `also_in` is the other language it can be read in."""

    line: Line
    answer: str
    sources: Sequence[dict[str, str]]
    version: int
    also_in: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody is raising: text, kind and category as far as chosen, the path of the place as far as known."""

    text: str
    kind: str = ""
    category: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """An article that may answer what is being typed."""

    line: Line
    answer: str
    likeness: float


def public_list(wanted: Wanted, *, language: str, today: date) -> tuple[Sequence[Line], bool]:
    """A page: what answers `q` best first, without it by question; and whether there is more."""
    start = (min(max(wanted.page, 1), MOST_PAGES) - 1) * PAGE
    among = _narrowed(wanted, today)
    if wanted.q.strip():
        found = _searched(wanted.q, among, limit=start + PAGE + 1)[start:]
    else:
        ordered = sorted(among, key=lambda entry: (entry.asked(language)[1] != _short(language), entry.id))
        found = ordered[start : start + PAGE + 1]
    return [line(entry, language, today) for entry in found[:PAGE]], len(found) > PAGE and wanted.page < MOST_PAGES


def public_article(article_id: int, *, language: str, today: date) -> PublicArticle:
    """Raises ArticleNotFound, alike for what does not exist and for what is not shown today."""
    entry = shelf().entries.get(article_id)
    if entry is None or not entry.is_in_force(today):
        raise ArticleNotFound(article_id)
    columns = ("answer", "answer_en", "sources", "number")
    answer, answer_en, sources, number = Version.objects.values_list(*columns).get(id=entry.version_id)
    found = line(entry, language, today)
    other = {"en": "zh-hans", "zh-hans": "en"}[found.language] if answer and answer_en else ""
    return PublicArticle(found, answer_en if found.language == "en" else answer, sources, number, other)


def offered(typed: Typed, *, language: str, today: date, limit: int = MOST_OFFERED) -> Sequence[Offered]:
    """Articles that may answer what is being typed, the likeliest first: of anything but an enquiry only those whose
    question was typed almost whole.
    """
    least = _ENQUIRY if typed.kind == _ENQUIRED else _STRONG
    return _with_answers(_finds(typed, today, limit), least, language, today)


def for_a_caller(typed: Typed, *, language: str, today: date, limit: int = 5) -> Sequence[Offered]:
    """The same for staff, who see at a glance what fits: of an enquiry whatever may, of all else what likely does."""
    least = _ENQUIRY / 2 if typed.kind == _ENQUIRED else _ENQUIRY
    return _with_answers(_finds(typed, today, limit), least, language, today)


def counts_by_category(*, today: date) -> dict[str, int]:
    """How many published articles lie under each category of the top level, by its code; under "" those of none."""
    nodes = catalogue.current().nodes
    found: dict[str, int] = {}
    for entry in _in_force(today):
        tops = {nodes[code].path.partition(".")[0] for code in entry.categories if code in nodes}
        for top in tops or {""}:
            found[top] = found.get(top, 0) + 1
    return found


def line(entry: Entry, language: str, today: date) -> Line:
    question, written_in = entry.asked(language)
    return Line(
        id=entry.id,
        question=question,
        language=written_in,
        categories=entry.categories,
        areas=entry.areas,
        unit_id=entry.unit_id,
        confirmed_on=entry.confirmed_on,
        is_past=rules.freshness(entry.confirm_by, today) is rules.Freshness.PAST,
        valid_until=entry.valid_until,
    )


def _in_force(today: date) -> list[Entry]:
    return [entry for entry in shelf().entries.values() if entry.is_in_force(today)]


def _narrowed(wanted: Wanted, today: date) -> list[Entry]:
    entries = _in_force(today)
    if wanted.category:
        entries = [entry for entry in entries if _under(entry, wanted.category)]
    return [entry for entry in entries if rules.applies(entry.areas, wanted.area)]


def _under(entry: Entry, code: str) -> bool:
    nodes = catalogue.current().nodes
    return code in nodes and any(
        inside(nodes[each].path, nodes[code].path) for each in entry.categories if each in nodes
    )


def _searched(text: str, among: Sequence[Entry], *, limit: int) -> list[Entry]:
    by_id = {entry.id: entry for entry in among}
    if not terms(text[:_LONGEST_ASKED]):
        # One character is in no pair.
        plain = text.strip().lower()
        return [each for each in among if plain in f"{each.question}\n{each.question_en}".lower()][:limit]
    finds = shelf().index.find(text[:_LONGEST_ASKED], limit=limit, among=by_id.keys())
    return [by_id[find.id] for find in finds if find.score >= finds[0].score * _WORSE]


def _finds(typed: Typed, today: date, limit: int) -> list[Find]:
    here = {entry.id for entry in _in_force(today) if rules.applies(entry.areas, typed.area)}
    finds = shelf().index.find(typed.text, limit=limit * 4, among=here)
    if typed.category:
        entries = shelf().entries
        finds.sort(key=lambda find: (-find.score * (1.25 if _under(entries[find.id], typed.category) else 1), find.id))
    return finds[:limit]


def _with_answers(finds: Iterable[Find], least: float, language: str, today: date) -> Sequence[Offered]:
    entries = shelf().entries
    likely = [find for find in finds if find.likeness >= least]
    answers = _answers([entries[find.id].version_id for find in likely])
    found = []
    for find in likely:
        shown = line(entries[find.id], language, today)
        answer = answers[entries[find.id].version_id][shown.language == "en"]
        found.append(Offered(shown, answer, find.likeness))
    return found


def _answers(version_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    if not version_ids:
        return {}
    rows: Any = Version.objects.filter(id__in=version_ids).order_by("id").values_list("id", "answer", "answer_en")
    return {key: (answer, answer_en) for key, answer, answer_en in rows}


def _short(language: str) -> str:
    return "en" if language.startswith("en") else "zh-hans"
