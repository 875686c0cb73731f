"""Production sends one stylesheet; its layers are the same as in development."""

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from banjie.ui.staticfiles import bundle


def test_an_import_becomes_the_files_content_in_its_layer() -> None:
    sheet = '@layer a, b;\n@import url("x.css") layer(a);\n@import url("deep/y.css") layer(b);\n'
    files = {"x.css": "p { color: red }", "deep/y.css": "q { color: blue }"}
    assert bundle(sheet, files.__getitem__) == (
        "@layer a, b;\n@layer a {\np { color: red }\n}\n@layer b {\nq { color: blue }\n}\n"
    )


@pytest.mark.slow
def test_collected_files_hold_one_stylesheet_and_hashed_modules(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.DEBUG = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "banjie.ui.staticfiles.BundledStaticFiles"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    (sheet,) = (tmp_path / "ui/css").glob("app.????????????.css")
    text = sheet.read_text()
    assert "@import url" not in text
    assert "@layer tokens {" in text
    assert ".timeline-entry" in text
    (app,) = (tmp_path / "ui/js").glob("app.????????????.js")
    hashed_import = next((tmp_path / "ui/js").glob("combobox.????????????.js")).name
    assert f'import("./{hashed_import}")' in app.read_text()
