"""What a resident is asked who raises a matter."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from banjie.cases import wording
from banjie.catalogue import queries as catalogue
from banjie.places import queries as place_queries
from banjie.ui.widgets import CountedTextarea, FilePicker, RadioList
from banjie.web.resident import place_views
from banjie.web.resident.uploads import FilesField
from banjie.web.submission_forms import MatterForm

# Of a number at home without its area code.
FEWEST_DIGITS = 7
KINDS = ("report", "request", "enquiry", "complaint", "suggestion", "dispute")


class ReportForm(MatterForm):
    """What a worried person on a phone is asked, in this order and no more."""

    body = forms.CharField(
        label=_("What happened?"),
        help_text=_("What, since when, how bad. Plain words are enough."),
        widget=CountedTextarea(limit=20_000, rows=6),
        error_messages={"required": _("Write what happened; one sentence is enough.")},
    )
    photos = FilesField(
        label=_("Photos"),
        required=False,
        widget=FilePicker(limit_mb=20, accept="image/*,application/pdf", multiple=True),
        help_text=_("The place and time at which a photo was taken are removed from it."),
    )
    category = forms.ChoiceField(label=_("What is it about?"), required=False)
    place_text = forms.CharField(label=_("Where?"), required=False, max_length=200)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput())
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput())
    # Asked only of who comes from a plate without a point; a pin says more than it does.
    area = forms.ChoiceField(label=_("In which area?"), required=False, widget=RadioList())
    kind = forms.ChoiceField(label=_("What would you like to happen?"), required=False)
    identity = forms.ChoiceField(label=_("Who may know that it was you?"), initial="confidential")
    public = forms.BooleanField(
        label=_("Others may read it too, without my name"),
        required=False,
        help_text=_("We read it first and leave out whatever tells who you are. You can take this back at any time."),
    )
    contact_name = forms.CharField(label=_("Your name"), required=False, max_length=80)
    contact_phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    # Out of sight of people; machines that fill in whatever there is fill it in too.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("category", [("", _("I don't know")), *public_categories()])
        self._choose("kind", [("", _("Leave it to us")), *((key, wording.CHOICES["kind"][key]) for key in KINDS)])
        self._choose("area", self._areas())
        identity = self.fields["identity"]
        assert isinstance(identity, forms.ChoiceField)
        identity.widget = RadioList(large=True, hints=_IDENTITY_HINTS)  # type: ignore[arg-type]
        identity.choices = [
            ("confidential", _("Only the centre")),
            ("open", _("Those who handle it may know")),
            ("anonymous", _("Nobody: stay anonymous")),
        ]

    def clean_website(self) -> str:
        """A browser may have filled it in for somebody: so it is said, and nothing else is lost."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty; it is not for people."))
        return ""

    def clean_contact_phone(self) -> str:
        """A slip of the thumb is found before it is too late to ring back; how numbers are written is free."""
        given: str = self.cleaned_data["contact_phone"]
        if given and sum(sign.isdigit() for sign in given) < FEWEST_DIGITS:
            raise forms.ValidationError(_("Some digits are missing. Check the number, or leave it empty."))
        return given

    def clean(self) -> dict[str, Any]:
        """What only the centre may know of cannot be shown to everybody: the person says which of the two they mean."""
        given = super().clean() or self.cleaned_data
        if given.get("public") and given.get("identity") == "confidential":
            words = _(
                "What only the centre may know of is not shown. Choose another answer above, or leave this empty."
            )
            self.add_error("public", words)
        return given

    def _areas(self) -> list[Any]:
        """The area of the plate, and the way out of it; nothing where there was no plate."""
        code = str(self.data.get("area") or self.initial.get("area") or "")
        area = place_queries.area(code)
        if area is None or not area.active:
            return [("", "—")]
        return [(area.code, place_views.area_name(area)), ("", _("Somewhere else"))]

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


_IDENTITY_HINTS = {
    "confidential": _("The unit that handles it does not see your name or number."),
    "open": _("They can call you back directly. Every look at your number is shown to you."),
    "anonymous": _("We cannot call you; follow the matter with your code."),
}


def public_categories() -> list[Any]:
    """The top level's names as groups, with the categories that residents may choose below."""
    english = (get_language() or "").startswith("en")
    current = catalogue.current()
    groups = []
    for top in current.top:
        leaves = [
            (node.code, node.name_en if english else node.name)
            for node in current.offered
            if node.path.split(".")[0] == top.code
        ]
        if leaves:
            groups.append((top.name_en if english else top.name, leaves))
    return groups
