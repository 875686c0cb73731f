"""The templates in force, and those there were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from banjie.mediation.documents.forms import Form, registry
from banjie.mediation.documents.making import shipped
from banjie.mediation.models import FormTemplate
from banjie.organisations import queries as organisations
from banjie.platform import files


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """`version` 0 and no `set_at`: as shipped from the beginning; a later one with `is_shipped` was put back to it."""

    form: Form
    bilingual: bool
    version: int
    is_shipped: bool
    name: str
    set_at: datetime | None
    set_by: str


@dataclass(frozen=True, slots=True)
class Template:
    """The content of a template and its version."""

    content: bytes
    version: int


def template_lines() -> Sequence[TemplateLine]:
    """The template in force of every form, in the order in which forms are declared."""
    latest: dict[tuple[str, bool], FormTemplate] = {}
    for row in FormTemplate.objects.order_by("version"):
        latest[row.form, row.bilingual] = row
    names = _names(latest.values())
    return [
        _line(form, two, latest.get((form.key, two)), names)
        for form in registry().forms.values()
        for two in ((False, True) if form.bilingual else (False,))
    ]


def template_versions(form: Form, *, bilingual: bool = False) -> Sequence[TemplateLine]:
    """Every version there was, the newest first, and last the one that was shipped."""
    rows = list(FormTemplate.objects.filter(form=form.key, bilingual=bilingual).order_by("-version"))
    names = _names(rows)
    return [*(_line(form, bilingual, row, names) for row in rows), _line(form, bilingual, None, names)]


def template_in_force(form: Form, *, bilingual: bool = False) -> Template:
    row = FormTemplate.objects.filter(form=form.key, bilingual=bilingual).order_by("-version").first()
    if row is None or not row.digest:
        return Template(shipped(form.key, bilingual=bilingual), row.version if row else 0)
    return Template(_content(row), row.version)


def template_of_version(form: Form, version: int, *, bilingual: bool = False) -> bytes:
    """Raises LookupError for a version that there is none of."""
    row = FormTemplate.objects.filter(form=form.key, bilingual=bilingual, version=version).first()
    if version and row is None:
        raise LookupError(version)
    return _content(row) if row is not None and row.digest else shipped(form.key, bilingual=bilingual)


def _content(row: FormTemplate) -> bytes:
    with files.open(row.digest) as file:
        return bytes(file.read())


def _names(rows: object) -> dict[int, str]:
    ids = [row.set_by for row in rows if row.set_by]  # type: ignore[attr-defined]  # rows of templates
    return {key: each.name for key, each in organisations.staff_refs(ids).items()}


def _line(form: Form, bilingual: bool, row: FormTemplate | None, names: dict[int, str]) -> TemplateLine:
    if row is None:
        return TemplateLine(form, bilingual, 0, True, "", None, "")
    who = names.get(row.set_by or 0, "")
    return TemplateLine(form, bilingual, row.version, not row.digest, row.name, row.set_at, who)
