"""What is asked about committees and mediators."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banjie.mediation.kinds import kinds
from banjie.mediation.models import CommitteeKind, MediatorKind
from banjie.mediation.queries import CommitteeLine, MediatorLine
from banjie.organisations.permissions import Viewer
from banjie.organisations.tree import UnitRef
from banjie.places import queries as places
from banjie.ui.widgets import CheckboxList, DateInput
from banjie.web.accounts.fields import AreaField, StaffField, UnitField, keep_around
from banjie.web.mediation.parties.forms import LANGUAGES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_ANY: Final = ("", _("Any"))
# Everybody speaks Chinese; "another language" is none that one could be found by.
SPOKEN: Final = [each for each in LANGUAGES if each[0] not in {"zh-hans", "other"}]
TERMS: Final = [
    ("in", _("In term")),
    ("ending", _("Term ends soon")),
    ("over", _("Term over")),
    ("coming", _("Term not begun")),
]
# The trades and communities for which there are panels; keys are those of `kinds.toml`.
PANELS: Final = [
    ("commerce", _("Commerce")),
    ("construction", _("Construction")),
    ("consumer", _("Consumers")),
    ("environment", _("Environment")),
    ("family", _("Marriage and family")),
    ("finance", _("Banking and insurance")),
    ("herders", _("Herders and pastures")),
    ("intellectual_property", _("Intellectual property")),
    ("labour", _("Labour")),
    ("land", _("Hills, woods and land")),
    ("medical", _("Medical")),
    ("property", _("Property management")),
    ("school", _("Schools")),
    ("tourism", _("Tourism")),
    ("traffic", _("Road accidents")),
]


def kind_choices(language: str) -> list[tuple[str, str]]:
    english = language.startswith("en")
    return [(code, each.name_en if english else each.name) for code, each in kinds().items()]


class FilterForm(forms.Form):
    """What the list is narrowed by; nothing of it is needed."""

    committee = forms.TypedChoiceField(label=_("Mediation committee"), coerce=int, required=False, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[_ANY, *MediatorKind.choices])
    skill = forms.ChoiceField(label=_("Type of dispute"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[_ANY, *SPOKEN])
    area = AreaField(label=_("Area"), required=False)
    term = forms.ChoiceField(label=_("Term"), required=False, choices=[_ANY, *TERMS])
    load = forms.ChoiceField(
        label=_("Load"),
        required=False,
        choices=[_ANY, ("free", _("Has room")), ("full", _("Has as many as they take"))],
    )
    away = forms.BooleanField(label=_("Away today"), required=False)

    def __init__(
        self, *args: Any, viewer: Viewer, committees: Sequence[CommitteeLine], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keep_around(self, viewer)
        units = [(each.unit.id, each.unit.named(language)) for each in committees]
        self.fields["committee"].choices = [_ANY, *units]  # type: ignore[attr-defined]
        self.fields["skill"].choices = [_ANY, *kind_choices(language)]  # type: ignore[attr-defined]


class MediatorForm(forms.Form):
    """A mediator's particulars: an office, at work. `person` only for a new one."""

    staff = StaffField(
        label=pgettext_lazy("mediator", "Person"), help_text=_("Somebody with an account. Type a part of the name.")
    )
    committee = forms.TypedChoiceField(label=_("Mediation committee"), coerce=int)
    kind = forms.ChoiceField(label=_("Kind"), choices=MediatorKind.choices)
    skills = forms.MultipleChoiceField(
        label=_("Types of dispute"),
        required=False,
        widget=CheckboxList(),
        help_text=_("None ticked: any."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages besides Chinese"), required=False, choices=SPOKEN, widget=CheckboxList()
    )
    area = AreaField(label=_("Sits in"), required=False, help_text=_("Left empty: wherever the committee serves."))
    certificate = forms.CharField(label=_("Number of the certificate"), required=False, max_length=60)
    term_from = forms.DateField(label=_("Term from"), widget=DateInput())
    term_until = forms.DateField(
        label=_("Term until"),
        required=False,
        widget=DateInput(),
        help_text=_("The first day on which they no longer mediate."),
    )
    hours = forms.CharField(
        label=_("When they can be had"),
        required=False,
        max_length=120,
        help_text=_("In words, such as Mondays to Fridays, and evenings on call."),
    )
    at_once = forms.IntegerField(
        label=_("Disputes at a time"), initial=12, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    active = forms.BooleanField(label=_("Mediates"), required=False, initial=True)

    def __init__(
        self, *args: Any, viewer: Viewer, units: Sequence[UnitRef], language: str, known: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keep_around(self, viewer)
        self.fields["committee"].choices = [(each.id, each.named(language)) for each in units]  # type: ignore[attr-defined]
        self.fields["skills"].choices = kind_choices(language)  # type: ignore[attr-defined]
        if known:
            del self.fields["staff"]
        else:
            del self.fields["active"]

    def values(self) -> dict[str, Any]:
        """The columns of the mediator."""
        given = {key: value for key, value in self.cleaned_data.items() if key not in {"staff", "committee", "area"}}
        area = self.cleaned_data["area"]
        return given | {"areas": [area.path] if area is not None else []}

    @staticmethod
    def initial_of(line: MediatorLine) -> dict[str, Any]:
        area = places.by_path(line.areas[0]) if line.areas else None
        return {
            "committee": line.unit_id,
            "kind": line.kind,
            "skills": line.skills,
            "languages": line.languages,
            "area": area.code if area is not None else "",
            "certificate": line.certificate,
            "term_from": line.term_from,
            "term_until": line.term_until,
            "hours": line.hours,
            "at_once": line.at_once,
            "active": line.active,
        }


class CommitteeForm(forms.Form):
    unit = UnitField(label=_("Unit"), help_text=_("The unit with which disputes lie."))
    kind = forms.ChoiceField(label=_("Kind"), choices=CommitteeKind.choices)
    trade = forms.ChoiceField(
        label=_("Trade or community"),
        required=False,
        choices=[("", _("None")), *PANELS],
        help_text=_("For a panel of a trade or community, and for an authority: what it is in charge of."),
    )
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=20,
        help_text=_("By which its papers are numbered, as 青城关 in （2026）青城关民调字第1号."),
    )
    founded_on = forms.DateField(label=_("Founded on"), required=False, widget=DateInput())
    active = forms.BooleanField(label=_("Takes disputes to mediate"), required=False, initial=True)

    def __init__(self, *args: Any, viewer: Viewer, kept: Collection[int], known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_around(self, viewer, unit=lambda unit: unit.id in kept)
        if known:
            del self.fields["unit"]


class AbsenceForm(forms.Form):
    since = forms.DateField(label=_("Away from"), widget=DateInput())
    until = forms.DateField(label=_("up to and including"), widget=DateInput())


class TrainingForm(forms.Form):
    held_on = forms.DateField(label=_("Held on"), widget=DateInput())
    hours = forms.DecimalField(label=_("Hours"), min_value=0, max_value=999, max_digits=5, decimal_places=1)
    subject = forms.CharField(label=_("Subject"), max_length=120)


class CommentForm(forms.Form):
    year = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your comment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands beside the figures wherever they are shown. No names of parties."),
    )


def panel_name(key: str) -> "StrOrPromise":
    return dict(PANELS).get(key, key)
