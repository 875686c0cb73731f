"""What is asked before a document is made: its fields as they are on record, each to be written over."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.mediation.documents.forms import Belongs, FieldKind, Form, FormField, Slot, registry
from banjie.mediation.place_words import side_letter
from banjie.mediation.queries import DisputeFile
from banjie.ui.widgets import DateInput, DateTimeInput, OneFile

# Filled from the register of parties, or by those who sign; to change them is to change what they come from.
_NOT_TYPED: Final = frozenset({"parties", "applicants", "respondents", "asked", "signers", "number", "file_number"})
_PART: Final = "｜"
_ENGLISH: Final = "_en"
_LONGEST: Final = 20_000


class DocumentForm(forms.Form):
    """A form of mediation as a form of the page. `gathered` is what is on record."""

    def __init__(
        self, form: Form, gathered: Mapping[str, Any], *, language: str, bilingual: bool, data: Any = None
    ) -> None:
        self._asked = [each for each in form.fields if _is_asked(each, bilingual)]
        self._gathered = gathered
        self._bilingual = bilingual
        shown = {each.key: _shown(each, gathered.get(each.key), _columns(each, bilingual)) for each in self._asked}
        super().__init__(data, initial=shown)
        for each in self._asked:
            self.fields[each.key] = _control(each, language, _columns(each, bilingual))

    def typed(self) -> dict[str, Any]:
        """What was written otherwise than it is on record, as the form wants it."""
        found = {}
        for each in self._asked:
            value = self.cleaned_data[each.key]
            if value != _comparable(each, self.initial[each.key]):
                found[each.key] = self._records(each, value) if each.kind is FieldKind.LIST else value
        return found

    def _records(self, field: FormField, text: str) -> list[dict[str, str]]:
        """The lines of a list. What is written in one language leaves the places of the other empty."""
        empty = {each.key: "" for each in _columns(field, bilingual=True)}
        return [empty | each for each in _lines(_columns(field, self._bilingual), text)]


class PaperForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What paper it is"), max_length=120)
    slot = forms.ChoiceField(label=gettext_lazy("Where it stands in the file"))
    side = forms.ChoiceField(
        label=gettext_lazy("Whose it is"),
        required=False,
        help_text=gettext_lazy("What belongs to one side is left out of every other side's copy of the file."),
    )
    dated = forms.DateField(label=gettext_lazy("Dated"), required=False, widget=DateInput())
    file = forms.FileField(
        label=gettext_lazy("The paper"), widget=OneFile(), help_text=gettext_lazy("A photo, a scan or a PDF.")
    )

    def __init__(self, file: DisputeFile, slots: Sequence[Slot], *, language: str, data: Any = None, files: Any = None):
        super().__init__(data, files)
        self.fields["slot"] = forms.ChoiceField(
            label=_("Where it stands in the file"), choices=[(each.key, each.name(language)) for each in slots]
        )
        self.fields["side"].choices = sides_of(file)  # type: ignore[attr-defined]  # a ChoiceField


class SignedForm(forms.Form):
    """The signed copy of a document."""

    file = forms.FileField(
        label=gettext_lazy("The signed paper"), widget=OneFile(), help_text=gettext_lazy("A photo, a scan or a PDF.")
    )


class FileForm(forms.Form):
    side = forms.ChoiceField(label=gettext_lazy("Whose copy"), required=False)
    explanation = forms.CharField(
        label=gettext_lazy("Explanation of the file"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Goes behind the papers. Left empty, there is none."),
    )

    def __init__(self, file: DisputeFile, data: Any = None) -> None:
        super().__init__(data)
        copies = [
            (each.letter, _("Copy for side %(letter)s") % {"letter": side_letter(each.letter)}) for each in file.sides
        ]
        self.fields["side"].choices = [("", _("The mediators' own file")), *copies]  # type: ignore[attr-defined]


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Template"), widget=OneFile(), help_text=gettext_lazy("A .docx as Word saves it.")
    )


class PatternForm(forms.Form):
    pattern = forms.CharField(label=gettext_lazy("Pattern"), max_length=60)


def sides_of(file: DisputeFile) -> list[tuple[str, str]]:
    own = [(each.letter, _("Side %(letter)s alone") % {"letter": side_letter(each.letter)}) for each in file.sides]
    return [("", _("Everybody")), *own]


def needs_party(form: Form) -> bool:
    """Whether a document is about one party, to be chosen before it is filled."""
    return form.belongs is Belongs.PARTY or any(each.key in {"asked", "visited"} for each in form.fields)


def _is_asked(field: FormField, bilingual: bool) -> bool:
    if field.key in _NOT_TYPED or field.kind is FieldKind.PICTURE:
        return False
    return bilingual or not field.key.endswith(_ENGLISH)


def _control(field: FormField, language: str, columns: Sequence[FormField]) -> forms.Field:
    given: dict[str, Any] = {"label": field.name(language), "required": field.required}
    match field.kind:
        case FieldKind.LONG:
            return forms.CharField(**given, max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 5}))
        case FieldKind.DAY:
            return forms.DateField(**given, widget=DateInput())
        case FieldKind.MOMENT:
            return forms.DateTimeField(**given, widget=DateTimeInput())
        case FieldKind.AMOUNT:
            return forms.DecimalField(**given, max_digits=14, decimal_places=2, min_value=Decimal(0))
        case FieldKind.FLAG:
            return forms.BooleanField(label=field.name(language), required=False)
        case FieldKind.LIST:
            names = _PART.join(each.name(language) for each in columns)
            area = forms.Textarea(attrs={"rows": 4})
            told = _("One a line: %(parts)s") % {"parts": names} if len(columns) > 1 else _("One a line.")
            return forms.CharField(**given, max_length=_LONGEST, widget=area, help_text=told)
        case _:
            return forms.CharField(**given, max_length=400)


def _columns(field: FormField, bilingual: bool) -> list[FormField]:
    """What stands side by side in a line. English stands beside it only for a party that reads it."""
    written = [each for each in field.lines if each.kind is not FieldKind.PICTURE]
    return [each for each in written if bilingual or not each.key.endswith(_ENGLISH)]


def _shown(field: FormField, value: Any, columns: Sequence[FormField]) -> Any:
    """A value as its control holds it."""
    if field.kind is FieldKind.LIST:
        return "\n".join(
            _PART.join(str(record.get(each.key) or "") for each in columns).rstrip(_PART) for record in value or ()
        )
    if field.kind is FieldKind.FLAG:
        return bool(value)
    return (
        value
        if value is not None
        else None
        if field.kind in {FieldKind.DAY, FieldKind.MOMENT, FieldKind.AMOUNT}
        else ""
    )


def _comparable(field: FormField, value: Any) -> Any:
    """A moment is shown to the minute, text with the line ends of a page."""
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return value


def _lines(columns: Sequence[FormField], text: str) -> list[dict[str, str]]:
    found = []
    for line in text.splitlines():
        parts = [each.strip() for each in line.replace("|", _PART).split(_PART)]
        if any(parts):
            found.append({each.key: part for each, part in zip(columns, [*parts, *[""] * len(columns)], strict=False)})
    return found


def slots_for(file: DisputeFile, *, words: bool) -> list[Slot]:
    """The slots in which this person may put a paper: what was said goes through who sits."""
    of_words = {each.slot for each in registry().forms.values() if each.words}
    return [each for each in registry().slots if words or each.key not in of_words]
