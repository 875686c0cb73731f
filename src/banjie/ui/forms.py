"""How Django forms are drawn. Setting: FORM_RENDERER = "banjie.ui.forms.UiRenderer".
Then `{{ form.name.as_field_group }}` is a whole field, `{{ form }}` all of them with what is wrong on top."""

from __future__ import annotations

from typing import Final

from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy

# What Django says of a field by itself: our translations go before its own, and speak as the rest of the page does.
SAID_BY_DJANGO: Final = (
    gettext_lazy("This field is required."),
    gettext_lazy("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_lazy("Enter a valid date."),
    gettext_lazy("Enter a valid date/time."),
    gettext_lazy("Enter a number."),
    gettext_lazy("Enter a whole number."),
)


class UiRenderer(DjangoTemplates):
    """Django's own renderer, which finds the templates of apps, with our form and field."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/components/field.html"
