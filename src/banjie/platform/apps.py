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
        # And a file that any app names must stay.
        autodiscover_modules("file_references")
        import banjie.platform.crowding.jobs
        import banjie.platform.files.sweeping
        import banjie.platform.proving.jobs  # noqa: F401 — register their jobs
