"""Django's handle on the capability."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "banjie.channels"
    label = "channels"
