"""The design system as a Django app: tokens, components, gallery. It knows no domain words."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "banjie.ui"
    label = "ui"
    verbose_name = "Design system"
