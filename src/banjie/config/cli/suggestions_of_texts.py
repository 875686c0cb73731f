"""What Banjie would suggest for a text, as lines for a terminal: categories, level, kind, places."""

from collections.abc import Iterator, Sequence

from banjie.cases import placing, suggesting_words
from banjie.cases.placing import Reason
from banjie.cases.suggesting import suggested
from banjie.places import queries as places
from banjie.platform import clock


def lines(title: str, text: str, *, area: str = "") -> list[str]:
    return [*_categories(title, text), *_words(title, text), *_places(title, text, area)]


def _categories(title: str, text: str) -> list[str]:
    found = suggested(title, text)
    told = []
    for each in found:
        words = " ".join(reason.words for reason in each.reasons)
        told.append(f"{each.share:4.0%}  {each.category.code}  {' › '.join(each.category.names)}  {words}".rstrip())
    doubt = found[0].doubt if found else None
    if doubt is not None:
        told.append(f"      unsure: the {doubt.part} speaks for {doubt.code}, the rest for something else")
    return told


def _words(title: str, text: str) -> list[str]:
    said = suggesting_words.read(title, text)
    told = []
    if said.level.level > 0 or said.level.taught is not None:
        signs = "; ".join(f"{each.title_en}: {' '.join(each.evidence)}" for each in said.seen)
        told.append(f"level {said.level.level.key}  {signs}".rstrip())
        if said.level.taught is not None:
            told.append(f"      the words alone: {said.level.words.key}; people put such matters so")
    if said.kind is not None:
        taught = "  people put such matters so" if said.kind.taught is not None else ""
        told.append(f"kind {said.kind.kind}  {' '.join(said.kind.evidence)}{taught}")
    return told


def _places(title: str, text: str, code: str) -> list[str]:
    area = places.area(code) if code else None
    found = placing.places_in(f"{title}\n{text}", at=clock.now(), home=area.path if area is not None else "")
    return [f"place {each.label}  {each.area.name}  {'; '.join(_why(each.reasons))}" for each in found]


def _why(reasons: Sequence[Reason]) -> Iterator[str]:
    return (f"{each.what} {each.words}".strip() for each in reasons)
