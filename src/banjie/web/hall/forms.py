"""What a kiosk asks of somebody who raises a matter: no more than can be answered standing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.cases import wording
from banjie.web.submission_forms import MatterForm

KINDS = ("report", "request", "enquiry", "complaint", "suggestion", "dispute")
# On which screen of the kiosk a field stands, so that a fault leads back to it.
SCREENS = {
    "body": "what",
    "place_text": "where",
    "kind": "wish",
    "identity": "who",
    "contact_name": "who",
    "contact_phone": "who",
}
IDENTITIES = (
    ("confidential", _("Only the centre"), _("The unit that handles it does not see your name or number.")),
    ("open", _("Those who handle it may know"), _("They can call you back directly.")),
    ("anonymous", _("Nobody: stay anonymous"), _("We cannot call you; follow the matter with your code.")),
)


class KioskForm(MatterForm):
    body = forms.CharField(max_length=20_000)
    place_text = forms.CharField(max_length=200, required=False)
    kind = forms.ChoiceField(choices=[("", ""), *((key, key) for key in KINDS)], required=False)
    identity = forms.ChoiceField(choices=[(key, key) for key, _words, _hint in IDENTITIES])
    contact_name = forms.CharField(max_length=80, required=False)
    contact_phone = forms.CharField(max_length=40, required=False)

    def clean(self) -> dict[str, object]:
        """Whoever chooses to be nobody after having typed a number means the choice."""
        given = super().clean() or self.cleaned_data
        if given.get("identity") == "anonymous":
            given["contact_name"] = given["contact_phone"] = ""
        return given

    def first_fault(self) -> tuple[str, str]:
        """The screen to go back to, and what to say there."""
        for name, faults in self.errors.items():
            return SCREENS.get(name, "check"), " ".join(str(each) for each in faults)
        return "check", ""


def kinds() -> list[tuple[str, str]]:
    return [(key, str(wording.CHOICES["kind"][key])) for key in KINDS]
