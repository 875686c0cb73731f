from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "banjie.web"
    label = "web"
