"""The WSGI entry point that `banjie serve` hands to the web server."""

import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")

application = get_wsgi_application()

from banjie.cases import columns  # noqa: E402 — Django first
from banjie.platform import stamps  # noqa: E402

stamps.spare_from_collection()
threading.Thread(target=columns.warm, name="cases as columns", daemon=True).start()
