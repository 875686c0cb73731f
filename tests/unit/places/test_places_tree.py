from banjie.places.levels import Level
from banjie.places.refs import AreaRef
from banjie.places.tree import AreaTree

COUNTY = AreaRef(1, "C", "县", Level.COUNTY, "C")
NORTH = AreaRef(2, "N", "北镇", Level.TOWNSHIP, "C.N")
SOUTH = AreaRef(3, "S", "南镇", Level.TOWNSHIP, "C.S")
GRID = AreaRef(4, "G", "网格", Level.GRID, "C.N.G")
OLD = AreaRef(5, "O", "旧网格", Level.GRID, "C.N.O", active=False)
TREE = AreaTree([GRID, SOUTH, OLD, COUNTY, NORTH])


def test_children_come_by_code_without_the_retired() -> None:
    assert TREE.children() == (COUNTY,)
    assert TREE.children("C") == (NORTH, SOUTH)
    assert TREE.children("C.N") == (GRID,)
    assert TREE.children("nowhere") == ()


def test_a_retired_area_is_still_found_by_its_code() -> None:
    assert TREE.by_code("O") is OLD
    assert TREE.by_id(5) is OLD
    assert len(TREE) == 4


def test_a_path_that_no_longer_holds_finds_nothing() -> None:
    assert TREE.by_path("C.N.G") is GRID
    assert TREE.by_path("C.S.G") is None


def test_a_line_leads_from_the_top_to_the_area() -> None:
    assert TREE.line("C.N.G") == (COUNTY, NORTH, GRID)
    assert TREE.line("") == ()
    assert GRID.parent_path == "C.N"
    assert COUNTY.parent_path == ""


def test_a_subtree_lists_parents_first() -> None:
    assert list(TREE.subtree("C.N")) == [NORTH, GRID]
    assert list(TREE.subtree()) == [COUNTY, NORTH, GRID, SOUTH]


def test_nesting_holds_every_area_in_use_once() -> None:
    (county,) = TREE.nested()
    assert [node.area for node in county.children] == [NORTH, SOUTH]
    assert [node.area for node in county.children[0].children] == [GRID]


def test_paths_name_every_area_in_use() -> None:
    assert TREE.paths() == {"C": "C", "N": "C.N", "S": "C.S", "G": "C.N.G"}
