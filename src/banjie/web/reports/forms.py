"""What is asked before a report is made or planned."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from banjie.analytics.report import reading
from banjie.analytics.report.figures import ScopeKind
from banjie.analytics.report.periods import FIRST_DAY, LAST_DAY, PeriodKind, containing
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission, Viewer
from banjie.places import queries as places
from banjie.ui.widgets import CheckboxList, DateInput
from banjie.web.accounts.fields import AreaField, UnitField
from banjie.web.reports import words


class ScopeForm(forms.Form):
    """An area or a unit: the unit, where one is named."""

    area = AreaField(label=_("Area"), required=False)
    unit = UnitField(label=_("Or one unit"), required=False, help_text=_("Left empty: the whole area."))
    needed = Permission.REPORTS_SEE

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        self.viewer = viewer
        kwargs["initial"] = {**_default(viewer), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        chosen = given.get("unit") or given.get("area")
        if chosen is None:
            if not self.errors:
                self.add_error("area", _("Choose an area or a unit."))
            return given
        kind = ScopeKind.UNIT if given.get("unit") else ScopeKind.AREA
        if not reading.may(self.viewer, self.needed, kind, chosen.path):
            self.add_error(str(kind), _("Its reports are not in your charge. Choose one inside your own area or unit."))
        given["scope"] = (kind, chosen.path)
        return given


class MakeForm(ScopeForm):
    kind = forms.ChoiceField(label=_("Kind"))
    day = forms.DateField(
        label=_("Day"),
        widget=DateInput(),
        help_text=_("Of a week, month or quarter: any day in it."),
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(words.kinds().items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") and given.get("day"):
            given["period"] = containing(PeriodKind(given["kind"]), given["day"])
        return given


class PlanForm(ScopeForm):
    kinds = forms.MultipleChoiceField(label=_("Made by itself"), widget=CheckboxList())
    hour = forms.TypedChoiceField(
        label=_("At"),
        coerce=int,
        choices=[(hour, f"{hour:02d}:00") for hour in range(24)],
        help_text=_("On the day after the period."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    needed = Permission.REPORTS_RELEASE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = list(words.kinds().items())  # type: ignore[attr-defined]


def scope_codes(kind: ScopeKind, path: str) -> dict[str, str]:
    """The scope as the form's fields name it."""
    if kind is ScopeKind.AREA:
        return {"area": path.rpartition(".")[2]} if places.by_path(path) else {}
    unit = next((each for each in organisations.units_index() if each.path == path), None)
    return {"unit": unit.code} if unit is not None else {}


def _default(viewer: Viewer) -> dict[str, str]:
    scope = reading.default_scope(viewer)
    return scope_codes(*scope) if scope is not None else {}
