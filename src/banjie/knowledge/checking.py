"""Whether the words of an article name what there is, and whether somebody may answer for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from banjie.cases.acting import Acting
from banjie.cases.publishing.rules import findings
from banjie.catalogue import queries as catalogue
from banjie.intelligence.personal.marks import Kind
from banjie.knowledge.content import ArticleWords
from banjie.knowledge.errors import ArticleRefused, Code
from banjie.knowledge.models import Version
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer, inside
from banjie.places import queries as places

_TEXTS = ("question", "answer", "question_en", "answer_en")


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose an article is: the path of its unit, and those of its areas."""

    unit_path: str
    area_paths: Sequence[str]


def checked(words: ArticleWords) -> tuple[Reach, Sequence[str]]:
    """Whose the article would be, and the codes of its areas. Raises ArticleRefused."""
    unit = organisations.unit(words.unit)
    if unit is None or not unit.active:
        raise ArticleRefused(Code.UNIT_UNKNOWN, "unit")
    paths, codes = [], []
    for code in words.areas or (unit.area_path.rpartition(".")[2],):
        area = places.area(code)
        if area is None:
            raise ArticleRefused(Code.AREA_UNKNOWN, "areas")
        if not inside(area.path, unit.area_path):
            raise ArticleRefused(Code.AREA_BEYOND_UNIT, "areas")
        paths.append(area.path)
        codes.append(area.code)
    known = catalogue.current().nodes
    if any(code not in known for code in words.categories):
        raise ArticleRefused(Code.CATEGORY_UNKNOWN, "categories")
    for name in _TEXTS:
        if any(each.kind is Kind.IDENTITY for each in findings(getattr(words, name))):
            raise ArticleRefused(Code.IDENTITY_NUMBER, name)
    return Reach(unit.path, paths), codes


def reach_of(version: Version) -> Reach:
    """Whose a version is. An area that is gone since leaves it with the others."""
    unit = organisations.units_index().get(version.unit_id)
    found = [area.path for code in version.areas if (area := places.area(code)) is not None]
    unit_path = unit.path if unit is not None else ""
    return Reach(unit_path, found or ([unit.area_path] if unit is not None else []))


def allows(viewer: Viewer | None, permission: Permission, reach: Reach) -> bool:
    """Whether somebody may do this for all the areas of an article; the machine itself (None) may."""
    if viewer is None:
        return True
    return bool(reach.area_paths) and all(
        viewer.may(permission, area_path=path, unit_path=reach.unit_path) for path in reach.area_paths
    )


def who(by: Acting) -> tuple[str, int | None]:
    return str(by.actor.kind), by.actor.id
