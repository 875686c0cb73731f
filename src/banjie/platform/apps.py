from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PlatformConfig(AppConfig):
    name = "banjie.platform"
    label = "platform"

    def ready(self) -> None:
        # Whoever publishes must know who listens, and the worker every job: both stand in `jobs.py`.
        autodiscover_modules("jobs")
        # A new key must reach whatever is sealed, in every app.
        autodiscover_modules("sealed_columns")
