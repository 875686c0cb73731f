"""Forms of the pages of place codes."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from banjie.places import queries as places
from banjie.places.levels import CodeKind
from banjie.places.queries import CodeFilters
from banjie.places.refs import AreaRef
from banjie.places.words import CODE_KINDS
from banjie.ui.widgets import OneFile, RemoteCombobox
from banjie.web.areas import presenting
from banjie.web.areas.plates import LAYOUTS
from banjie.web.areas.words import DATUMS

_KINDS = [("", _("Any")), *((kind.value, word) for kind, word in CODE_KINDS.items())]


class AreaField(forms.CharField):
    """The code of an area, found by typing its name; cleans to the AreaRef, or None where it may be empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=RemoteCombobox(url=reverse_lazy("areas:options")), max_length=40, **kwargs)

    def clean(self, value: Any) -> AreaRef | None:
        code = super().clean(value)
        found = places.area(code) if code else None
        if code and (found is None or not found.active):
            raise forms.ValidationError(_("Choose an area from the list."))
        return found


def show_area(form: forms.Form, code: str) -> None:
    """The words of the area that the form has now."""
    area = places.area(code) if code else None
    widget = form.fields["in"].widget
    assert isinstance(widget, RemoteCombobox)
    widget.shown = presenting.full_name(area) if area is not None else ""


class CodeFilterForm(forms.Form):
    q = forms.CharField(label=_("Name or code"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS, required=False)
    retired = forms.BooleanField(label=_("Retired ones"), required=False)

    field_order = ("q", "in", "kind", "retired")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in"] = AreaField(label=_("Area"), required=False)
        self.order_fields(self.field_order)
        show_area(self, str(self.data.get("in", "")))

    def filters(self) -> CodeFilters:
        """What is asked for; a condition that makes no sense is left out."""
        if not self.is_valid() and not self.is_bound:
            return CodeFilters()
        said = self.cleaned_data
        area, kind = said.get("in"), said.get("kind")
        return CodeFilters(
            area_path=area.path if area else "",
            kind=CodeKind(kind) if kind else None,
            typed=(said.get("q") or "").strip(),
            retired=bool(said.get("retired")),
        )


class ChosenAreaForm(forms.Form):
    """For which area codes are to be made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in"] = AreaField(label=_("Area"))
        show_area(self, str(self.data.get("in", "")))

    def area(self) -> AreaRef | None:
        return self.cleaned_data["in"] if self.is_bound and self.is_valid() else None


class CodeSheetForm(forms.Form):
    file = forms.FileField(
        label=_("Spreadsheet or CSV"),
        help_text=_("A column “name”; if you like also kind (building or facility), longitude and latitude."),
        widget=OneFile(limit_mb=20, accept=".csv,.xlsx,.xls,.ods"),
    )
    datum = forms.ChoiceField(
        label=_("Coordinates are in"), choices=[(datum.value, word) for datum, word in DATUMS.items()]
    )


class WhyForm(forms.Form):
    why = forms.CharField(
        label=_("Why?"), max_length=200, help_text=_("Stays in the record of the area: lost, defaced, torn down …")
    )


class PrintForm(forms.Form):
    layout = forms.ChoiceField(
        label=_("Size of the labels"), choices=[(key, each.label) for key, each in LAYOUTS.items()]
    )
