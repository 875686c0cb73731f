"""Sheets of labels come out on the labels: within the sheet, none over another, every picture read at its size."""

from io import BytesIO
from typing import Any, Final

import numpy as np
import orjson
import pytest
import segno
import zxingcpp
from PIL import Image

from banjie.platform.documents import rendering
from banjie.platform.documents.fonts import chosen
from banjie.web.areas import plates
from banjie.web.areas.plates import LAYOUTS, Layout

A4: Final = (210.0, 297.0)
# As their maker publishes them: columns, rows, width and height of a label, in millimetres.
SOLD: Final = {"8": (2, 4, 99.1, 67.7), "21": (3, 7, 63.5, 38.1)}
PPI: Final = 200
LONG_NAME: Final = "青禾县城关街道文化路社区第十二网格老年活动中心北侧公共厕所"


def cells(shape: Layout) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each label."""
    return [
        (left, top, left + shape.width, top + shape.height)
        for row in range(shape.rows)
        for column in range(shape.columns)
        for left, top in ((shape.left + column * (shape.width + shape.gap), shape.top + row * shape.height),)
    ]


def label(number: int, name: str) -> dict[str, Any]:
    code = f"7K3M9QP{number:02d}"
    return {
        "name": name,
        "shrink": min(1.0, max(0.6, 14 / plates._width(name))),
        "area": "青禾县 城关街道 文化路社区",
        "code": f"{code[:4]}-{code[4:]}",
        "centre": "青禾县社会治安综合治理中心",
        "phone": "0000-8812345",
        "picture": plates.picture(code),
    }


def drawn(layout: str, name: str, ppi: int = PPI) -> Image.Image:
    """A full sheet as a picture, by the template and the fonts that the PDF has."""
    shape = LAYOUTS[layout]
    data = {
        "sheet": {key: getattr(shape, key) for key in Layout.__slots__ if key != "label"},
        "labels": [label(number, name) for number in range(shape.columns * shape.rows)],
        "purpose": plates._purpose(),
        "words": plates._words(),
    }
    fonts = chosen()
    inputs = {
        "data": orjson.dumps(data).decode(),
        "fonts": orjson.dumps(dict(fonts.families)).decode(),
        "language": "zh",
    }
    compiler = rendering._compiler(fonts)
    source = str(rendering.ROOT / plates.TEMPLATE)
    return Image.open(BytesIO(compiler.compile(input=source, format="png", sys_inputs=inputs, ppi=ppi)))


def mm(pixels: float, ppi: int = PPI) -> float:
    return pixels / ppi * 25.4


@pytest.fixture(autouse=True)
def _public(settings: Any) -> None:
    settings.PUBLIC_URL = "https://yizhanshi.qinghe-county.example.gov.cn"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_have_the_measures_of_those_sold_and_stand_in_the_middle_of_the_sheet(layout: str) -> None:
    shape = LAYOUTS[layout]
    assert (shape.columns, shape.rows, shape.width, shape.height) == SOLD[layout]
    right = A4[0] - shape.left - shape.columns * shape.width - (shape.columns - 1) * shape.gap
    bottom = A4[1] - shape.top - shape.rows * shape.height
    assert right == pytest.approx(shape.left, abs=0.06)
    assert bottom == pytest.approx(shape.top, abs=0.06)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_lie_on_the_sheet_and_none_over_another(layout: str) -> None:
    found = cells(LAYOUTS[layout])
    for left, top, right, bottom in found:
        assert left >= 4
        assert top >= 4
        assert right <= A4[0] - 4
        assert bottom <= A4[1] - 4
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] + 1e-6 or other[3] <= one[1] + 1e-6


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["路灯", LONG_NAME])
def test_nothing_is_printed_near_the_edge_of_a_label_or_between_two(layout: str, name: str) -> None:
    """A printer shifts the paper by a millimetre; and what did not fit would be cut off at the edge."""
    picture = np.asarray(drawn(layout, name).convert("L"))
    safe = 1.5
    for left, top, right, bottom in cells(LAYOUTS[layout]):
        x = [round(edge / 25.4 * PPI) for edge in (left, left + safe, right - safe, right)]
        y = [round(edge / 25.4 * PPI) for edge in (top, top + safe, bottom - safe, bottom)]
        for strip in (
            picture[y[0] : y[3], x[0] : x[1]],
            picture[y[0] : y[3], x[2] : x[3]],
            picture[y[0] : y[1], x[0] : x[3]],
            picture[y[2] : y[3], x[0] : x[3]],
        ):
            assert strip.min() > 200
        assert picture[y[1] : y[2], x[1] : x[2]].min() < 60


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_picture_is_read_where_it_stands_also_from_a_poor_print(layout: str) -> None:
    shape = LAYOUTS[layout]
    wanted = {plates.address(f"7K3M9QP{number:02d}") for number in range(shape.columns * shape.rows)}
    for ppi in (PPI, 110):
        found = zxingcpp.read_barcodes(drawn(layout, LONG_NAME, ppi))
        assert {each.text for each in found} == wanted, ppi
    sharp = zxingcpp.read_barcodes(drawn(layout, LONG_NAME))
    for each in sharp:
        corners = [each.position.top_left, each.position.bottom_right]
        left, top, right, bottom = (mm(value) for corner in corners for value in (corner.x, corner.y))
        home = [cell for cell in cells(shape) if cell[0] < left < cell[2] and cell[1] < top < cell[3]]
        assert len(home) == 1
        assert right < home[0][2]
        assert bottom < home[0][3]
        # Below this a cheap phone must come so near that it no longer sees sharp.
        modules = segno.make(each.text, error="q", micro=False).symbol_size(border=0)[0]
        assert (right - left) / modules >= 0.35
