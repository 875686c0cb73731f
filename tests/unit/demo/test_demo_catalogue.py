"""The demo's catalogue is one that Banjie would publish."""

from functools import cache

from demo.casework.reference import Reference, read_questions

from banjie.catalogue.checking import check
from banjie.catalogue.content import CatalogueContent
from banjie.catalogue.loading import from_folder

from .district import DEMO, categories, district

UNWANTED = ("上访", "缠访", "维稳", "重点人员", "稳控", "信仰", "宗教", "舆情", "petition", "belief", "religio")
FOLDER = DEMO / "qinghe" / "catalogue"


@cache
def _content() -> CatalogueContent:
    return from_folder(FOLDER)


def test_the_catalogue_holds_together_without_a_warning() -> None:
    d = district("qinghe")
    roles = {role for row in d.units.values() for role in row["roles"].split(";")}
    assert check(_content(), unit_roles=roles, area_paths=d.paths) == ()


def test_the_catalogue_is_as_wide_and_deep_as_a_county_needs() -> None:
    content = _content()
    depth = [len(entry.code) for entry in content.categories]
    assert depth.count(2) >= 12
    assert depth.count(4) >= 60
    assert depth.count(6) >= 200
    assert sum(1 for entry in content.categories if entry.questions) >= 30
    assert len(content.rules) >= 60


def test_no_category_is_about_opinions_belief_or_petitioning() -> None:
    for entry in _content().categories:
        text = f"{entry.name} {entry.description} {' '.join(entry.keywords)} {entry.name_en}".lower()
        assert not any(word in text for word in UNWANTED), entry.code


def test_what_is_sensitive_is_not_shown_publicly() -> None:
    assert not [row["code"] for row in categories().values() if row["sensitive"] == row["public"] == "yes"]


def test_every_category_has_both_names() -> None:
    assert all(row["name"] and row["name_en"] for row in categories().values())
    assert all(q.label and q.label_en for questions in read_questions(FOLDER).values() for q in questions)


def test_a_complaint_about_an_office_goes_to_the_supervision_office() -> None:
    for name, unit in (("qinghe", "QH_SUPERVISION"), ("milbrook", "MB_MANAGER")):
        reference = Reference(DEMO / name, FOLDER)
        area = district(name).leaves[0]
        assert reference.lead("GS0201", area, "complaint", "general", {}, "") == unit


def test_every_leaf_category_leads_to_a_unit_in_every_township() -> None:
    reference = Reference(DEMO / "qinghe", FOLDER)
    townships = district("qinghe").children["QH"]
    leaves = [row for code, row in categories().items() if len(code) == 6]
    for township in townships:
        area = next(code for code in district("qinghe").leaves if code.startswith(township))
        for row in leaves:
            assert reference.lead(row["code"], area, row["default_kind"], "general", {}, "")
