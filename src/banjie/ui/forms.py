"""How Django forms are drawn. Setting: FORM_RENDERER = "banjie.ui.forms.UiRenderer", and "django.forms"
among INSTALLED_APPS. Then `{{ form.name.as_field_group }}` is a whole field, `{{ form }}` all of them."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class UiRenderer(TemplatesSetting):
    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/components/field.html"
