from banjie.organisations.tree import UnitRef, UnitsIndex


def ref(number: int, path: str, area: str, *roles: str, level: str = "county", active: bool = True) -> UnitRef:
    code = path.rpartition(".")[2]
    parents = {"county": 1, "county.works": 2, "east": 4}
    return UnitRef(
        id=number,
        code=code,
        name=code.title(),
        name_en="",
        kind="department",
        level=level,
        path=path,
        parent_id=parents.get(path.rpartition(".")[0]),
        area_id=1,
        area_path=area,
        area_name=area,
        roles=frozenset(roles),
        active=active,
    )


COUNTY = ref(1, "county", "qh", "dispatch_centre")
WORKS = ref(2, "county.works", "qh", "roads", "lamps")
LAMPS = ref(3, "county.works.lamp_team", "qh", "lamps")
EAST = ref(4, "east", "qh.east", "dispatch_centre", "roads", level="township")
OAK = ref(5, "east.oak", "qh.east.oak", "roads", level="village")
GONE = ref(6, "east.gone", "qh.east.oak", "parks", active=False)
INDEX = UnitsIndex([OAK, LAMPS, GONE, EAST, WORKS, COUNTY])


def test_parents_come_before_their_parts() -> None:
    assert [unit.path for unit in INDEX] == [
        "county",
        "county.works",
        "county.works.lamp_team",
        "east",
        "east.gone",
        "east.oak",
    ]


def test_units_are_found_by_id_and_code() -> None:
    assert INDEX.get(3) == LAMPS
    assert INDEX.by_code("oak") == OAK
    assert INDEX.get(99) is None
    assert INDEX.get(None) is None


def test_a_subtree_is_the_unit_and_all_below() -> None:
    assert INDEX.subtree("county.works") == (WORKS, LAMPS)


def test_ancestors_lead_from_the_root_to_the_parent() -> None:
    assert INDEX.ancestors(LAMPS) == (COUNTY, WORKS)


def test_the_nearest_unit_with_the_role_gets_it() -> None:
    assert INDEX.unit_for_role("roads", "qh.east.oak.grid7") == OAK
    assert INDEX.unit_for_role("roads", "qh.east.elm") == EAST
    assert INDEX.unit_for_role("roads", "qh.west") == WORKS


def test_a_level_can_be_asked_for() -> None:
    assert INDEX.unit_for_role("roads", "qh.east.oak", "township") == EAST
    assert INDEX.unit_for_role("roads", "qh.east.oak", "county") == WORKS
    assert INDEX.unit_for_role("roads", "qh.east.oak", "province") is None


def test_of_two_in_one_area_the_higher_unit_gets_it() -> None:
    assert INDEX.unit_for_role("lamps", "qh.east") == WORKS


def test_a_unit_complained_of_never_gets_it_nor_do_its_parts() -> None:
    assert INDEX.unit_for_role("roads", "qh.east.oak", excluding=[OAK.id]) == EAST
    assert INDEX.unit_for_role("roads", "qh.east.oak", excluding=[EAST.id]) == WORKS
    assert INDEX.unit_for_role("lamps", "qh", excluding=[WORKS.id]) is None


def test_a_unit_out_of_use_gets_nothing_but_is_still_known() -> None:
    assert INDEX.unit_for_role("parks", "qh.east.oak") is None
    assert INDEX.by_code("gone") == GONE


def test_an_area_belongs_to_the_nearest_centre() -> None:
    assert INDEX.centre("qh.east.oak") == EAST
    assert INDEX.centre("qh.west") == COUNTY
    assert INDEX.centre("elsewhere") is None


def test_the_centre_above_serves_the_area_above() -> None:
    assert INDEX.parent_centre(OAK.id) == EAST
    assert INDEX.parent_centre(EAST.id) == COUNTY
    assert INDEX.parent_centre(COUNTY.id) is None


def test_a_unit_is_named_in_the_language_of_the_reader() -> None:
    unit = UnitRef(1, "c", "中心", "Centre", "centre", "county", "c", None, 1, "qh", "青禾", frozenset())
    assert (unit.named("en"), unit.named("zh-hans"), LAMPS.named("en")) == ("Centre", "中心", "Lamp_Team")


def test_siblings_stand_by_level_then_centres_first_then_code() -> None:
    def unit(number: int, code: str, kind: str, level: str) -> UnitRef:
        return UnitRef(number, code, code, "", kind, level, code, None, 1, "qh", "qh", frozenset())

    index = UnitsIndex(
        [
            unit(1, "a_village", "committee", "village"),
            unit(2, "b_works", "department", "county"),
            unit(3, "a_works", "department", "county"),
            unit(4, "z_centre", "centre", "county"),
        ]
    )
    assert [ref.code for ref in index] == ["z_centre", "a_works", "b_works", "a_village"]
