"""Django's handle on the capability."""

from django.apps import AppConfig


class OutboundConfig(AppConfig):
    name = "banjie.outbound"
    label = "outbound"
