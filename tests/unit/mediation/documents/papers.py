"""A dispute's values for every field of every form, and papers to bind."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from banjie.mediation.documents.file import Paper
from banjie.mediation.documents.forms import FieldKind, Form, FormField
from banjie.platform.documents.filling import Picture
from banjie.platform.documents.printing import print_docx
from tests.unit.platform.documents.word_files import picture, word_file

CHINA = ZoneInfo("Asia/Shanghai")
_SAMPLES = {
    FieldKind.LONG: "头一段\n后一段",
    FieldKind.DAY: date(2026, 11, 29),
    FieldKind.MOMENT: datetime(2026, 11, 29, 1, 5, tzinfo=UTC),
    FieldKind.AMOUNT: Decimal("9487.50"),
    FieldKind.FLAG: True,
    FieldKind.PICTURE: Picture(picture(), 9),
}


def sample(field: FormField):
    """A value that says which field it is of."""
    if field.kind is FieldKind.LIST:
        return [{each.key: sample(each) for each in field.lines} for _ in range(2)]
    return _SAMPLES.get(field.kind, f"〔{field.zh}〕")


def samples(form: Form) -> dict:
    return {each.key: sample(each) for each in form.fields}


def paper(
    key: str, slot: str, words: str, *, whose: str = "", pages: int = 1, dated: date = date(2026, 11, 1)
) -> Paper:
    content = print_docx(word_file(*([words] * (1 if pages == 1 else 20 * pages)))).content
    return Paper(key, slot, f"{words}之题", dated, content, whose)
