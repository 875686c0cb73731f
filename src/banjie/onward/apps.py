"""Django's handle on the capability."""

from django.apps import AppConfig


class OnwardConfig(AppConfig):
    name = "banjie.onward"
    label = "onward"
