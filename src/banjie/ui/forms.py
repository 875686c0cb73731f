"""How Django forms are drawn. Setting: FORM_RENDERER = "banjie.ui.forms.UiRenderer".
Then `{{ form.name.as_field_group }}` is a whole field, `{{ form }}` all of them with what is wrong on top."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class UiRenderer(DjangoTemplates):
    """Django's own renderer, which finds the templates of apps, with our form and field."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/components/field.html"
