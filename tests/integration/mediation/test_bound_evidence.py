"""Whatever is handed in, the bound file and the bundle are whole: as pages, or as a page that stands for it."""

import hashlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from banjie.mediation import actions
from banjie.mediation.actions.evidence import Item
from banjie.mediation.models import DisputePaper, Evidence, FileBinding
from banjie.platform import clock, files
from banjie.platform.files import FileKind, Prepared, StoredFile
from tests.integration.cases.world import AT
from tests.integration.mediation.world import make_begun
from tests.unit.platform.documents.word_files import picture, word_file
from tests.unit.platform.files.example_files import mp3, office

WHO = "township"
# Ten seconds of sound; and a PDF that breaks off in its middle.
SOUND = mp3(frames=383)
BROKEN = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Ki"


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("geheim", algorithm="AES-256")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def unexamined(content: bytes, name: str, kind: FileKind) -> StoredFile:
    """A file that is in the store though it would not be taken today, as after a fault of the disk."""
    return files.keep(Prepared(content, hashlib.sha256(content).hexdigest(), name, kind))


def grouped(digest: str) -> str:
    return "".join(digest[at : at + 8] for at in range(0, 64, 8))


def pages(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


@pytest.fixture
def case_id(mediation):
    found, _ = make_begun(mediation)
    actions.make_document(found, "application", typed={"requests": "x"}, by=mediation.acting(WHO), at=AT)
    return found


@pytest.fixture
def handed(mediation, case_id):
    def hand_in(name: str, stored: StoredFile, form: str = "original", **more) -> Evidence:
        item = Item(name, "用以证明", form=form)
        made = actions.hand_in(case_id, side="A", item=item, file=stored, by=mediation.acting(WHO), at=AT, **more)
        return Evidence.objects.get(id=made)

    return hand_in


def whole_file(mediation, case_id) -> list[str]:
    binding = actions.ask_for_file(case_id, by=mediation.acting(WHO), at=AT)
    actions.bind_file(binding, at=AT)
    row = FileBinding.objects.get(id=binding)
    assert (row.fault, bool(row.pdf)) == ("", True)
    with files.open(row.pdf) as file:
        return pages(file.read())


def bundle(mediation, case_id, client) -> list[str]:
    client.force_login(mediation.people[WHO])
    answer = client.get(f"/work/mediation/{case_id}/evidence/bundle.pdf", headers={"accept-language": "zh-hans"})
    return pages(answer.content)


@pytest.fixture
def both(mediation, case_id, client, monkeypatch):
    """The pages of the whole file and of the bundle."""
    monkeypatch.setattr(clock, "now", lambda: AT)

    def made():
        return whole_file(mediation, case_id), bundle(mediation, case_id, client)

    return made


def test_a_recording_has_a_page_by_which_it_is_known_again(handed, both):
    stored = files.store(SOUND, name="通话录音.mp3")
    handed("通话录音", stored)
    for found in both():
        page = next(each for each in found if grouped(stored.digest) in each)
        for each in ("通话录音", "通话录音.mp3", "0:00:10", f"{len(SOUND):,}", "录音", "原件由调解组织保管"):
            assert each in page, each


def test_an_original_that_went_back_is_told_where_it_is(mediation, case_id, handed, both):
    row = handed("通话录音", files.store(SOUND, name="录音.mp3"))
    actions.return_evidence(case_id, row.id, to="张三", by=mediation.acting(WHO), at=AT)
    for found in both():
        page = next(each for each in found if grouped(row.digest) in each)
        assert "2026年3月2日退还" in page


@pytest.mark.parametrize(
    ("content", "name", "kind", "says"),
    [
        (BROKEN, "合同.pdf", FileKind.PDF, "文件已损坏"),
        (locked(), "合同.pdf", FileKind.PDF, "需要密码"),
        (b"\xff\xd8\xff\xe0broken", "照片.jpg", FileKind.JPEG, "文件已损坏"),
        (office("xlsx"), "流水.xlsx", FileKind.XLSX, "没有可以打印的页面"),
    ],
    ids=["broken", "locked", "picture", "sheet"],
)
def test_what_cannot_be_bound_is_named_and_the_rest_is_bound(handed, both, content, name, kind, says):
    stored = unexamined(content, name, kind)
    handed("坏的", stored)
    handed("好的", files.store(picture("JPEG"), name="照片.jpg"))
    for found in both():
        page = next(each for each in found if grouped(stored.digest) in each)
        assert says in page
        assert name in page
        assert any("好的" in each for each in found) or len(found) > 2


def test_a_file_that_is_gone_from_the_store_is_named(handed, both):
    row = handed("收据", files.store(picture("JPEG"), name="收据.jpg"))
    Evidence.objects.filter(id=row.id).update(digest="ab" * 32)
    for found in both():
        assert any("已不在存储中" in each for each in found)


def test_pictures_and_word_files_are_bound_as_pages(handed, both):
    handed("竖拍", files.store(picture("JPEG", size=(300, 900)), name="竖.jpg"))
    handed("横拍", files.store(picture("PNG", size=(900, 300)), name="横.png"))
    handed("说明", files.store(word_file("情况说明正文"), name="说明.docx"))
    for found in both():
        assert any("情况说明正文" in each for each in found)
        assert not any("SHA-256" in each for each in found)


def test_a_paper_that_was_brought_in_and_is_broken_is_named(mediation, case_id, both):
    actions.add_paper(
        case_id,
        slot="identity",
        title="身份证复印件",
        content=picture("JPEG"),
        name="证.jpg",
        by=mediation.acting(WHO),
        at=AT,
    )
    stored = unexamined(BROKEN, "证.pdf", FileKind.PDF)
    DisputePaper.objects.update(digest=stored.digest, name=stored.name)
    found, _ = both()
    assert any("身份证复印件" in each and "文件已损坏" in each for each in found)


def test_what_was_confided_has_its_page_in_no_copy_of_another_side(mediation, case_id, handed):
    row = handed("密录", files.store(SOUND, name="密录.mp3"), confided=True)
    copies = {}
    for side in ("A", "B"):
        binding = actions.ask_for_file(case_id, side=side, by=mediation.acting(WHO), at=AT)
        actions.bind_file(binding, at=AT)
        with files.open(FileBinding.objects.get(id=binding).pdf) as file:
            copies[side] = "".join(pages(file.read()))
    assert grouped(row.digest) in copies["A"]
    assert grouped(row.digest) not in copies["B"]
    assert "密录" not in copies["B"]
