"""Django's handle on the capability."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "banjie.services.hall"
    label = "hall"
