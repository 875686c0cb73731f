"""Staff make, print, replace and retire codes in their own areas, and in no others."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import orjson
import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from banjie.organisations.models import Unit
from banjie.places.models import Area, ImportFile, PlaceCode
from banjie.platform.documents import rendering
from banjie.platform.documents.fonts import chosen
from banjie.web.areas import plates
from tests.integration.organisations.factories import make_unit
from tests.integration.places.making import make_land
from tests.integration.places.test_places_pages import confirmed, enter, soup, text

__all__ = ["enter"]
pytestmark = pytest.mark.django_db

type Enter = Callable[..., Client]
SHEET = "名称,类型,经度,纬度\n一号楼,楼栋,,\n健身广场,设施,,\n"


@pytest.fixture(autouse=True)
def _land(db: None) -> None:
    make_land()


def codes_for_grids(client: Client, area: str = "V00") -> Any:
    return client.post(reverse("areas:make-codes-for", args=[area, "grids"]), follow=True)


def upload(client: Client, content: str = SHEET, area: str = "V00") -> Any:
    file = SimpleUploadedFile("楼栋.csv", content.encode())
    address = reverse("areas:codes-upload", args=[area])
    return client.post(address, {"file": file, "datum": "wgs84"}, follow=True)


def test_one_press_makes_codes_for_every_grid_and_a_second_none(enter: Enter) -> None:
    client = enter()
    page = client.get(reverse("areas:make-codes"), {"in": "V00"})
    assert "4个网格" in text(page)
    listed = codes_for_grids(client)
    assert "已生成4个编码" in text(listed)
    assert len(soup(listed).select("#codes tbody tr")) == 4
    codes_for_grids(client)
    assert PlaceCode.objects.count() == 4
    assert "生成二维码门牌" in text(client.get(reverse("areas:area", args=["V00G00"])))


def test_the_list_narrows_by_area_kind_name_and_state(enter: Enter) -> None:
    client = enter()
    codes_for_grids(client)
    confirmed(client, upload(client))

    def names(**asked: str) -> int:
        return len(soup(client.get(reverse("areas:codes"), asked)).select("#codes tbody tr"))

    assert names() == 6
    assert names(**{"in": "V00G01"}) == 1
    assert names(kind="facility") == 1
    assert names(q="一号") == 1
    assert names(retired="on") == 0
    assert names(kind="nonsense") == 6
    assert client.get(reverse("areas:codes"), {"page": "99"}).status_code == 200


def test_a_sheet_is_looked_at_before_codes_are_made_of_it(enter: Enter) -> None:
    client = enter()
    preview = upload(client)
    assert "健身广场" in text(preview)
    assert not PlaceCode.objects.exists()
    done = confirmed(client, preview)
    assert "已生成2个编码" in text(done)
    assert not ImportFile.objects.exists()
    again = confirmed(client, upload(client))
    assert "已生成0个编码；2个地点原已有编码" in text(again)


def test_faults_of_a_sheet_are_told_by_row_and_nothing_is_made(enter: Enter) -> None:
    client = enter()
    preview = upload(client, "名称,类型\n一号楼,网格\n,楼栋\n")
    rows = [row.get_text(" ", strip=True) for row in soup(preview).select("tbody tr")]
    assert len(rows) == 2
    assert "“网格”" in rows[0]
    file = ImportFile.objects.get()
    address = reverse("areas:codes-sheet-confirm", args=[file.pk])
    assert client.post(address, {"in": "V00", "datum": "wgs84"}).status_code == 422
    assert not PlaceCode.objects.exists()
    empty = client.post(
        reverse("areas:codes-upload", args=["V00"]), {"file": SimpleUploadedFile("x.csv", b" "), "datum": "wgs84"}
    )
    assert empty.status_code == 422


def test_a_code_is_replaced_or_retired_with_a_reason_only(enter: Enter) -> None:
    client = enter()
    codes_for_grids(client)
    old = PlaceCode.objects.order_by("pk").first()
    assert client.post(reverse("areas:replace-code", args=[old.pk]), {"why": ""}).status_code == 422
    page = client.post(reverse("areas:replace-code", args=[old.pk]), {"why": "污损"}, follow=True)
    new = PlaceCode.objects.get(replaces=old)
    assert new.code[:5] in text(page)
    assert "污损" in text(client.get(reverse("areas:code", args=[old.pk])))
    client.post(reverse("areas:retire-code", args=[new.pk]), {"why": "网格撤并"})
    new.refresh_from_db()
    assert new.retired_why == "网格撤并"
    assert client.post(reverse("areas:retire-code", args=[new.pk]), {"why": "再次"}).status_code == 422
    assert client.get(reverse("areas:code-plate", args=[new.pk])).status_code == 404


def test_other_jurisdictions_and_other_roles_find_nothing(enter: Enter) -> None:
    codes_for_grids(enter())
    row = PlaceCode.objects.order_by("pk").first()
    neighbour, handler = enter("administrator", "V01"), enter("handler", "V00")
    assert len(soup(neighbour.get(reverse("areas:codes"))).select("#codes tbody tr")) == 0
    assert neighbour.get(reverse("areas:code-labels"), {"layout": "8"}).status_code == 404
    chosen = neighbour.get(reverse("areas:make-codes"), {"in": "V00"})
    assert "该区域由他人维护" in text(chosen)
    assert soup(chosen).select("form[method=post][action*=make]") == []
    for client in (neighbour, handler):
        for name in ("code", "code-plate"):
            assert client.get(reverse(f"areas:{name}", args=[row.pk])).status_code == 404
        for name in ("retire-code", "replace-code"):
            assert client.post(reverse(f"areas:{name}", args=[row.pk]), {"why": "x"}).status_code == 404
        assert codes_for_grids(client).status_code == 404
        assert upload(client).status_code == 404
    assert handler.get(reverse("areas:codes")).status_code == 404
    assert Client().get(reverse("areas:codes")).status_code == 302
    row.refresh_from_db()
    assert row.retired_at is None


def test_who_keeps_a_part_uploads_for_that_part_only(enter: Enter) -> None:
    owner, neighbour = enter(), enter("administrator", "V01")
    upload(owner)
    file = ImportFile.objects.get()
    address = reverse("areas:codes-sheet", args=[file.pk])
    assert neighbour.get(address, {"in": "V01"}).status_code == 404
    assert owner.get(address, {"in": "nowhere"}).status_code == 404


def centre(phone: str) -> Unit:
    unit = make_unit("centre", area=Area.objects.get(code="C"), roles=["dispatch_centre"], name="青禾县中心")
    Unit.objects.filter(pk=unit.pk).update(phone=phone)
    return unit


@pytest.mark.parametrize(("layout", "pages"), [("8", 1), ("21", 1)])
def test_labels_hold_name_area_code_number_and_purpose(enter: Enter, layout: str, pages: int) -> None:
    centre("0000-1234567")
    client = enter()
    confirmed(client, upload(client))
    answer = client.get(reverse("areas:code-labels"), {"layout": layout, "in": "V00"})
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    assert len(reader.pages) == pages
    printed = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for words in (
        "一号楼",
        "健身广场",
        "青禾县中心",
        "0000-1234567",
        "扫码反映这里的问题",
        "Scantoreportsomethinghere",
    ):
        assert words in printed
    for row in PlaceCode.objects.all():
        assert f"{row.code[:5]}-{row.code[5:]}" in printed


def test_labels_fill_as_many_pages_as_they_need(enter: Enter) -> None:
    client = enter()
    confirmed(client, upload(client, "名称\n" + "".join(f"{number}号楼\n" for number in range(1, 24))))
    for layout, pages in (("8", 3), ("21", 2)):
        answer = client.get(reverse("areas:code-labels"), {"layout": layout})
        assert len(PdfReader(BytesIO(answer.content)).pages) == pages
    for asked in ({"layout": "9"}, {}, {"layout": "8", "retired": "on"}, {"layout": "8", "q": "无此楼"}):
        assert client.get(reverse("areas:code-labels"), asked).status_code == 404


def test_a_plate_fills_a_page_with_the_name_in_chinese(enter: Enter) -> None:
    client = enter()
    confirmed(client, upload(client))
    row = PlaceCode.objects.get(name="健身广场")
    reader = PdfReader(BytesIO(client.get(reverse("areas:code-plate", args=[row.pk])).content))
    assert len(reader.pages) == 1
    assert "健身广场" in "".join(reader.pages[0].extract_text().split())
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert all("/FontFile3" in _descriptor(font) or "/FontFile2" in _descriptor(font) for font in fonts.values())


def _descriptor(font: Any) -> Any:
    whole = font.get_object()
    return whole["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()


def test_every_picture_on_a_sheet_is_read_as_the_public_address(enter: Enter, settings: Any) -> None:
    settings.PUBLIC_URL = "https://banjie.example.gov.cn"
    client = enter()
    codes_for_grids(client)
    lines = client.get(reverse("areas:codes")).context["rows"]
    data = plates.sheet_data([row["line"] for row in lines], "21")
    image = Image.open(BytesIO(drawn(data)))
    read = {found.text for found in zxingcpp.read_barcodes(image)}
    codes = PlaceCode.objects.values_list("code", flat=True)
    assert read == {f"https://banjie.example.gov.cn/p/{code}/" for code in codes}
    assert len(read) == 4


def drawn(data: Any) -> bytes:
    """The first page as a picture, by the template and the fonts that the PDF has."""
    fonts = chosen()
    inputs = {
        "data": orjson.dumps(data).decode(),
        "fonts": orjson.dumps(dict(fonts.families)).decode(),
        "language": "zh",
    }
    compiler = rendering._compiler(fonts)
    return compiler.compile(input=str(rendering.ROOT / plates.TEMPLATE), format="png", sys_inputs=inputs, ppi=150)
