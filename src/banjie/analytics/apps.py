"""Django's handle on the capability."""

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "banjie.analytics"
    label = "analytics"
