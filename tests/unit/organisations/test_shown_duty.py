from banjie.organisations.queries.shown_duty import without_name


def test_a_post_is_shown_without_who_holds_it():
    assert without_name("街道网格长 (刘巧云)", "刘巧云") == "街道网格长"
    assert without_name("网格员（刘巧云）东片", "刘巧云") == "网格员东片"
    assert without_name("刘巧云", "刘巧云") == ""
    assert without_name("网格员", "刘巧云") == "网格员"
    assert without_name("网格员 (东片)", "刘巧云") == "网格员 (东片)"
