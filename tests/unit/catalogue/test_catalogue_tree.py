import pytest
from tests.unit.catalogue.sample_catalogue import CATEGORIES, changed, content

from banjie.catalogue.compiled import Catalogue, UnknownCategory
from banjie.catalogue.problems import BadContent
from banjie.catalogue.tree import structure_problems
from banjie.catalogue.vocabulary import Kind, Level, every_step


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(content(), number=7, ids={"UM0301": 31})


def test_a_path_runs_from_the_top_to_the_category(catalogue: Catalogue) -> None:
    lamp = catalogue.category("UM0301")
    assert lamp.path == "UM.UM03.UM0301"
    assert lamp.names == ("城市管理", "路灯照明", "路灯不亮")
    assert lamp.names_en == ("Urban management", "Street lighting", "Street lamp out")
    assert (lamp.depth, lamp.is_leaf, lamp.id) == (3, True, 31)


def test_what_is_not_said_is_as_in_the_category_above(catalogue: Catalogue) -> None:
    wish, cover, dispute = (catalogue.category(code) for code in ("UM0303", "UM0501", "DP"))
    assert (wish.kind, wish.process, wish.public, wish.place_required) == (Kind.SUGGESTION, "standard", False, True)
    assert (cover.kind, cover.level, cover.public) == (Kind.REPORT, Level.ELEVATED, True)
    assert (dispute.sensitive, dispute.public, dispute.offered) == (True, False, True)


def test_questions_of_the_categories_above_come_first() -> None:
    asks = {"key": "where", "label": "哪里？", "type": "text"}
    catalogue = Catalogue(content(categories=changed(CATEGORIES, "UM", questions=[asks])))
    assert [q.key for q in catalogue.category("UM0301").questions] == ["where", "lamps", "pole"]


def test_initials_are_made_from_the_name_unless_given() -> None:
    catalogue = Catalogue(content(categories=changed(CATEGORIES, "UM0501", initials="JGQ")))
    assert catalogue.category("UM0301").initials == "ldbl"
    assert catalogue.category("UM0501").initials == "jgq"


def test_everything_below_a_retired_category_is_out_of_use() -> None:
    catalogue = Catalogue(content(categories=changed(CATEGORIES, "UM03", active=False)))
    assert [code for code, node in catalogue.nodes.items() if not node.active] == ["UM03", "UM0301", "UM0303"]


def test_siblings_keep_the_order_of_the_document(catalogue: Catalogue) -> None:
    assert list(catalogue.nodes) == ["UM", "UM03", "UM0301", "UM0303", "UM05", "UM0501", "DP"]
    assert [node.code for node in catalogue.top] == ["UM", "DP"]
    assert [node.code for node in catalogue.below(catalogue.category("UM"))] == ["UM03", "UM05"]


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        ([*CATEGORIES, CATEGORIES[0]], [("duplicate_code", "UM")]),
        (changed(CATEGORIES, "UM03", parent="XX"), [("unknown_parent", "UM03")]),
        (
            changed(CATEGORIES, "UM", parent="UM0301"),
            [("parent_ring", c) for c in ("UM", "UM03", "UM0301", "UM0303", "UM05", "UM0501")],
        ),
        ([*CATEGORIES, {"code": "X", "parent": "UM0301", "name": "四级"}], [("too_deep", "X")]),
    ],
)
def test_what_is_no_tree_is_refused(categories: list[dict[str, object]], expected: list[tuple[str, str]]) -> None:
    made = content(categories=categories)
    assert [(p.code, p.at.key) for p in structure_problems(made.categories)] == expected
    with pytest.raises(BadContent):
        Catalogue(made)


@pytest.mark.parametrize(
    ("path", "level", "expected"),
    [
        ("DP", "general", "2wd"),
        ("DP", "urgent", "24h"),
        ("UM.UM05", "general", "5wd"),
        ("UM.UM05", "urgent", "24h"),
        ("UM.UM03", "urgent", "3wd"),
        ("UM.UM03.UM0301", "general", "3wd"),
        ("UM.UM03.UM0301", "urgent", "4h"),
        # A path of the time before the category was moved still finds it.
        ("OLD.UM0301", "urgent", "4h"),
    ],
)
def test_the_nearest_category_decides_on_a_limit_and_then_the_level(
    catalogue: Catalogue, path: str, level: str, expected: str
) -> None:
    limits = catalogue.targets_for(path, level)
    assert str(limits["handle"]) == expected
    assert set(limits) == set(every_step())


def test_an_unknown_category_or_level_is_an_error(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownCategory):
        catalogue.targets_for("UM.XX", "general")
    with pytest.raises(KeyError, match="soon"):
        catalogue.targets_for("UM", "soon")
