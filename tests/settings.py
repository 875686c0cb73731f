"""The settings of the tests: those of a fresh box, with its data in a folder that goes when the run ends."""

import os
import tempfile

os.environ["BANJIE_DATA"] = tempfile.mkdtemp(prefix="banjie-test-")
os.environ.pop("DATABASE_URL", None)

from banjie.config.settings import *  # noqa: F403 — the settings read the environment when imported

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests read the sources' static files; collecting and hashing them is `banjie serve`'s business.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
STATIC_ROOT.mkdir(parents=True)  # noqa: F405
