"""The WSGI entry point that `banjie serve` hands to the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")

application = get_wsgi_application()
