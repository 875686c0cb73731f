"""The picture without a script: well-formed, within its frame, and nothing in it that is not escaped."""

import re
from xml.etree import ElementTree

from banjie.cases.cells import cell_at, outline
from banjie.web.mapping.picture import WIDTH, Shape, bars, cell_shape, picture

SQUARE = [(110.0, 30.0), (111.0, 30.0), (111.0, 31.0), (110.0, 31.0), (110.0, 30.0)]


def test_shapes_are_drawn_within_the_frame_with_what_is_said_of_them() -> None:
    shape = Shape([SQUARE], 3, "<西乡> & 12", label="<12>", label_at=(110.5, 30.5))
    drawn = ElementTree.fromstring(picture([shape], "“区域”").replace("“", ""))
    _, _, width, height = (float(each) for each in drawn.get("viewBox", "").split())
    path, label = drawn.find("path"), drawn.find("text")
    assert path is not None
    assert label is not None
    assert path.get("class") == "map-area shade-3"
    assert path.findtext("title") == "<西乡> & 12"
    assert label.text == "<12>"
    positions = [tuple(map(float, each.split())) for each in re.findall(r"[\d.]+ [\d.]+", path.get("d", ""))]
    assert len(positions) == len(SQUARE)
    assert all(0 <= x <= width <= WIDTH and 0 <= y <= height for x, y in positions)


def test_a_cell_is_drawn_where_it_lies() -> None:
    shape = cell_shape(outline(cell_at(110.5, 30.5)), 5, "3")
    (ring,) = shape.rings
    assert all(abs(lon - 110.5) < 0.01 and abs(lat - 30.5) < 0.01 for lon, lat in ring)


def test_nothing_to_draw_is_no_picture() -> None:
    assert picture([], "x") == ""


def test_bars_are_as_high_as_they_count_and_few_are_still_seen() -> None:
    drawn = ElementTree.fromstring(bars([0, 1, 500]))
    assert [float(bar.get("height", "")) for bar in drawn.iter("rect")] == [0, 1.5, 100]
    assert list(ElementTree.fromstring(bars([])).iter("rect")) == []
