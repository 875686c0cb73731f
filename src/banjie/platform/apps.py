from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PlatformConfig(AppConfig):
    name = "banjie.platform"
    label = "platform"

    def ready(self) -> None:
        # Whoever publishes must know who listens, and the worker every job: both stand in `jobs.py`.
        autodiscover_modules("jobs")
