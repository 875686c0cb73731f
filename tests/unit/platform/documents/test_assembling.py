"""Files bound into one: every page there, in order, stamped, quiet, whatever the files are."""

import re
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from tests.unit.platform.documents.word_files import picture, word_file

from banjie.platform.documents.assembling import CannotAssemble, Leaf, LeafFault, binding, read
from banjie.platform.documents.printing import print_docx

STAMP = "第 {page} 页 / 共 {pages} 页"


def paper(*words: str) -> bytes:
    """A PDF with a page for each of the words."""
    writer = PdfWriter()
    for each in words:
        writer.append(BytesIO(print_docx(word_file(each)).content))
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def written(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def opened(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def texts(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in opened(content).pages]


def bound(*leaves: Leaf, **more) -> bytes:
    return read(leaves).bind(stamp=STAMP, **more)


def test_pages_are_counted_over_all_leaves_and_not_over_what_is_around_them():
    made = bound(
        Leaf("a", paper("甲一", "甲二"), "甲"),
        Leaf("b", paper("乙"), "乙"),
        front=[Leaf("cover", paper("封面"))],
        back=[Leaf("back", paper("封底"))],
    )
    assert texts(made) == ["封面", "甲一第1页/共3页", "甲二第2页/共3页", "乙第3页/共3页", "封底"]


def test_where_each_leaf_will_stand_is_known_before_binding():
    sheaf = read([Leaf("a", paper("1", "2")), Leaf("b", picture()), Leaf("c", paper("3", "4", "5"))])
    assert [(each.key, each.first, each.last) for each in sheaf.ranges] == [("a", 1, 2), ("b", 3, 3), ("c", 4, 6)]
    assert sheaf.pages == 6


def test_the_outline_leads_to_the_first_page_of_each_leaf():
    made = opened(bound(Leaf("a", paper("1", "2"), "甲"), Leaf("b", paper("3"), "乙"), front=[Leaf("f", paper("0"))]))
    assert [(each.title, made.get_destination_page_number(each)) for each in made.outline] == [("甲", 1), ("乙", 3)]


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGBA"),
                                            ("PNG", "P"), ("GIF", "P"), ("WEBP", "RGB"), ("TIFF", "1")])  # fmt: skip
def test_a_picture_gets_a_page_of_its_own(kind, mode):
    made = opened(bound(Leaf("a", picture(kind, size=(30, 90), mode=mode))))
    assert len(made.pages[0].images) == 1
    assert round(float(made.pages[0].mediabox.height)) == 842


def test_a_wide_picture_lies_and_one_taken_sideways_is_set_upright():
    assert round(float(opened(bound(Leaf("a", picture("JPEG", (90, 30))))).pages[0].mediabox.height)) == 595
    exif = Image.Exif()
    exif[0x0112] = 6
    file = BytesIO()
    Image.new("RGB", (90, 30)).save(file, "JPEG", exif=exif)
    assert opened(bound(Leaf("a", file.getvalue()))).pages[0].images[0].image.size == (30, 90)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_stamp_stands_at_the_upper_right_of_the_page_as_it_is_seen(turned):
    writer = PdfWriter()
    writer.append(BytesIO(paper("纸")))
    writer.pages[0].rotate(turned)
    made = opened(bound(Leaf("a", written(writer))))
    drawn = made.pages[0].get_contents().get_data().decode("latin-1")
    a, b, c, d, x, y = (float(each) for each in re.search(r"q ([-\d. ]+) cm /BanjieStamp Do", drawn)[1].split())
    assert a * d - b * c == 1  # neither mirrored nor scaled
    width, height = float(made.pages[0].mediabox.width), float(made.pages[0].mediabox.height)
    seen = {0: (x, y), 90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}[turned]
    across, up = (height, width) if turned in {90, 270} else (width, height)
    assert seen[0] > across * 0.6
    assert seen[1] > up * 0.9


def test_links_and_actions_are_taken_off_and_what_notes_show_stays():
    writer = PdfWriter()
    writer.append(BytesIO(paper("纸")))
    writer.add_annotation(0, Link(rect=(0, 0, 50, 50), url="http://example.org/"))
    writer.pages[0][NameObject("/AA")] = DictionaryObject(
        {NameObject("/O"): DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})}
    )
    shown = DictionaryObject()
    note = FreeText(text="批注", rect=(50, 50, 150, 80))
    form = writer.pages[0].get_contents().clone(writer)
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(writer.pages[0].mediabox)
    form[NameObject("/Resources")] = writer.pages[0]["/Resources"]
    shown[NameObject("/N")] = writer._add_object(form)
    note[NameObject("/AP")] = shown
    writer.add_annotation(0, note)
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    made = bound(Leaf("a", written(writer)))
    assert all(each not in made for each in (b"/JavaScript", b"/URI", b"app.alert", b"/Annots"))
    assert texts(made)[0].count("纸") == 2


def test_a_file_without_a_password_to_open_it_is_bound():
    writer = PdfWriter()
    writer.append(BytesIO(paper("锁")))
    writer.encrypt(user_password="", owner_password="x", algorithm="AES-256")
    assert texts(bound(Leaf("a", written(writer)))) == ["锁第1页/共1页"]


def damaged_jpeg() -> bytes:
    return picture("JPEG", (900, 900))[:900]


def locked() -> bytes:
    writer = PdfWriter()
    writer.append(BytesIO(paper("锁")))
    writer.encrypt("secret")
    return written(writer)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (lambda: b"PK not for binding", LeafFault.KIND),
        (lambda: b"", LeafFault.KIND),
        (lambda: paper("x")[:400], LeafFault.DAMAGED),
        (damaged_jpeg, LeafFault.DAMAGED),
        (locked, LeafFault.PROTECTED),
        (lambda: written(PdfWriter()), LeafFault.EMPTY),
    ],
)
def test_what_cannot_be_bound_is_named(content, fault):
    with pytest.raises(CannotAssemble) as caught:
        read([Leaf("good", paper("x")), Leaf("bad", content())])
    assert (caught.value.code, caught.value.key) == (fault, "bad")


def test_progress_is_told_page_by_page():
    told = []
    read([Leaf("a", paper("1", "2")), Leaf("b", picture())]).bind(stamp=STAMP, progress=lambda *each: told.append(each))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_same_leaves_give_the_same_bytes():
    leaves = [Leaf("a", paper("1"), "甲"), Leaf("b", picture("JPEG"))]
    assert bound(*leaves) == bound(*leaves)


def test_pages_that_share_their_resources_keep_each_its_own_stamp():
    writer = PdfWriter()
    first = opened(paper("同")).pages[0]
    writer.add_page(first)
    writer.add_page(first)
    shared = writer.pages[0]["/Resources"]
    writer.pages[1][NameObject("/Resources")] = shared
    writer.add_metadata({"/Title": TextStringObject("x")})
    assert texts(bound(Leaf("a", written(writer)))) == ["同第1页/共2页", "同第2页/共2页"]


class TestInstead:
    """What cannot be bound is named on a page, and everything else is bound around it."""

    @staticmethod
    def named(leaf: Leaf, fault: LeafFault) -> bytes:
        return paper(f"{leaf.key}: {fault}")

    def test_a_broken_leaf_has_the_page_that_stands_for_it(self):
        leaves = [Leaf("a", paper("Eins")), Leaf("b", locked(), "B"), Leaf("c", b"x"), Leaf("d", paper("Zwei"))]
        sheaf = read(leaves, instead=self.named)
        made = sheaf.bind(stamp="{page}/{pages}")
        assert [each.key for each in sheaf.ranges] == ["a", "b", "c", "d"]
        found = texts(made)
        assert len(found) == 4
        assert "b:protected" in found[1]
        assert "c:kind" in found[2]
        assert "Zwei" in found[3]
        assert "4/4" in found[3]

    def test_of_a_leaf_with_one_broken_page_only_that_page_is(self, monkeypatch):
        added, broken = binding.pages.added, []

        def adding(writer, page):
            if "Zwei" in page.extract_text() and not broken:
                broken.append(page)
                raise KeyError("/Type")
            return added(writer, page)

        monkeypatch.setattr(binding.pages, "added", adding)
        found = texts(read([Leaf("a", paper("Eins", "Zwei", "Drei"))], instead=self.named).bind(stamp="{page}/{pages}"))
        assert ["Eins" in found[0], "a:damaged" in found[1], "Drei" in found[2]] == [True, True, True]

    def test_without_it_the_first_is_named(self):
        with pytest.raises(CannotAssemble) as caught:
            read([Leaf("a", paper("Eins")), Leaf("b", b"x")])
        assert caught.value.key == "b"


def test_a_drawing_taken_sideways_lies_as_it_is_seen():
    exif = Image.Exif()
    exif[0x0112] = 6
    file = BytesIO()
    Image.new("RGB", (60, 20), "white").save(file, "PNG", exif=exif)
    box = opened(bound(Leaf("a", file.getvalue()))).pages[0].mediabox
    assert box.height > box.width
