"""What a process carries about that never makes a document: nothing of what reads and writes them."""

import os
import subprocess
import sys

# Some 25 MB together, in the web server and again in the worker.
_RARELY_WANTED = ("docx", "docxtpl", "holidays", "icalendar", "lxml", "pypdf", "typst", "xlsxwriter")
_ALL_PAGES = """
import sys, django
django.setup()
import banjie.config.urls
from django.urls import get_resolver
get_resolver()._populate()
print(" ".join(sorted(set(sys.modules) & set(sys.argv[1:]))))
"""


def test_libraries_of_documents_wait_for_the_first_document() -> None:
    settings = os.environ | {"DJANGO_SETTINGS_MODULE": "banjie.config.settings"}
    told = subprocess.run(
        [sys.executable, "-c", _ALL_PAGES, *_RARELY_WANTED], env=settings, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == []
