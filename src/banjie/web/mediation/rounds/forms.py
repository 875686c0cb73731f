"""What is asked when rounds are planned, places entered, and items decided on. No field takes a person."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.mediation.actions.rounds import NEED_TASK
from banjie.mediation.models import Decided, IntervalChoice, RiskKind
from banjie.mediation.rounds.agenda import ItemKind
from banjie.mediation.wording_keeping import CHOICES
from banjie.organisations.permissions import Permission, Viewer
from banjie.places.refs import AreaRef
from banjie.ui.widgets import DateInput, RadioList
from banjie.web.accounts.fields import AreaField, UnitField, keep_around

_OF_PLACES = (Decided.KEPT, Decided.GIVEN, Decided.ON_SITE, Decided.OFF)
_OF_CASES = (Decided.ON_COURSE, Decided.GIVEN, Decided.JOINT, Decided.ON_SITE, Decided.OTHER_WAY)
_OF_CLUSTERS = (Decided.ON_COURSE, Decided.GIVEN, Decided.ON_SITE)
_NO_PEOPLE = _("What is the matter at the place. Nobody's name, number or home: a round is not about people.")


class PlanForm(forms.Form):
    area = AreaField(label=_("Area"))
    unit = UnitField(label=_("Unit that holds them"))
    interval = forms.ChoiceField(
        label=_("Interval"),
        required=False,
        choices=[("", _("As usual for this level")), *IntervalChoice.choices],
        help_text=_("Usually: a village every week, a township every half-month, a county every month."),
    )
    first_on = forms.DateField(
        label=_("First round on"),
        widget=DateInput(),
        help_text=_("A round that falls on a day off is held on the next working day."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_around(self, viewer, area=_to_hold(viewer))


class PlaceForm(forms.Form):
    area = AreaField(label=_("Area"))
    kind = forms.ChoiceField(label=_("Kind of place"), choices=RiskKind.choices)
    place = forms.CharField(label=_("Place"), max_length=80, help_text=_("The site, works, estate or organisation."))
    what = forms.CharField(
        label=_("What is the matter"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=_NO_PEOPLE
    )
    urgency = forms.TypedChoiceField(
        label=_("How pressing"), coerce=int, choices=list(CHOICES["urgency"].items()), widget=RadioList(), initial="2"
    )

    def __init__(self, *args: Any, viewer: Viewer, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_around(self, viewer, area=_to_hold(viewer))
        if changing:
            del self.fields["area"]


class DecideForm(forms.Form):
    """One item. Unit, work and day are asked for where the decision gives work."""

    decision = forms.ChoiceField(label=_("Decision"), widget=RadioList())
    unit = UnitField(label=_("Unit that does it"), required=False)
    what = forms.CharField(label=_("Does what"), max_length=200, required=False)
    due_on = forms.DateField(label=_("To be done by"), widget=DateInput(), required=False)

    def __init__(self, *args: Any, viewer: Viewer, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_around(self, viewer)
        of_kind = {ItemKind.PLACE: _OF_PLACES, ItemKind.CLUSTER: _OF_CLUSTERS}.get(ItemKind(kind), _OF_CASES)
        self.fields["decision"].choices = [(each.value, each.label) for each in of_kind]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        some = any(given.get(name) for name in ("unit", "what", "due_on"))
        if given.get("decision") in NEED_TASK or some:
            for name in ("unit", "what", "due_on"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Say which unit does what by when."))
        return given


class AttendingForm(forms.Form):
    unit = UnitField(label=_("Unit that takes part"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_around(self, viewer)


class ReportForm(forms.Form):
    report = forms.CharField(label=_("What the unit did"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


def _to_hold(viewer: Viewer) -> Callable[[AreaRef], bool]:
    return lambda area: viewer.may(Permission.MEDIATION_HOLD_ROUNDS, area_path=area.path)
