"""Forms of signing in and of one's own account."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

# Longer than any password, short enough that hashing what a stranger sends costs nothing.
LONGEST_PASSWORD = 200


def _password(autocomplete: str, **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    return forms.CharField(widget=widget, strip=False, max_length=LONGEST_PASSWORD, **kwargs)


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Username"),
        max_length=100,
        widget=forms.TextInput(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = _password("current-password", label=_("Password"))


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false", "autofocus": True}
        ),
    )


class PasswordForm(forms.Form):
    current = _password("current-password", label=_("Present password"))
    new = _password("new-password", label=_("New password"))
    again = _password("new-password", label=_("New password once more"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = " ".join(password_validation.password_validators_help_texts())

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError(_("The two do not agree. Type the new password again."))
        return again


class ConfirmPasswordForm(forms.Form):
    password = _password("current-password", label=_("Password"))


class OwnDetailsForm(forms.Form):
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        help_text=_("Shown to colleagues."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(label=_("Email"), required=False, widget=forms.EmailInput({"autocomplete": "email"}))
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("As the installation")), *settings.LANGUAGES]
