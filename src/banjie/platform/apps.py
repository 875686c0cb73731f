from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "banjie.platform"
    label = "platform"
