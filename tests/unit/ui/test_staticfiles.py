"""Production sends one stylesheet and one file of scripts; they mean the same as in development."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.templatetags.static import static
from pytest_django import Settings

from banjie.ui.staticfiles import SCRIPTS, bundle
from banjie.ui.templatetags.ui import APP_IMPORTS


def test_an_import_becomes_the_files_content_in_its_layer() -> None:
    sheet = '@layer a, b;\n@import url("x.css") layer(a);\n@import url("deep/y.css") layer(b);\n'
    files = {"x.css": "p { color: red }", "deep/y.css": "q { color: blue }"}
    assert bundle(sheet, files.__getitem__) == (
        "@layer a, b;\n@layer a {\np { color: red }\n}\n@layer b {\nq { color: blue }\n}\n"
    )


def test_comments_go_but_not_those_of_licences_nor_those_inside_a_line() -> None:
    sheet = '/*! MIT */\n/* one\n * two */\np { color: red } /* beside */\n  /* three */\nq { content: "/* four */" }\n'
    assert bundle(sheet, {}.__getitem__) == ('/*! MIT */\np { color: red } /* beside */\nq { content: "/* four */" }\n')


@pytest.fixture
def _in_production(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.DEBUG = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "banjie.ui.staticfiles.BundledStaticFiles"},
    }


@pytest.mark.slow
@pytest.mark.usefixtures("_in_production")
def test_collected_files_hold_one_stylesheet_and_hashed_modules(tmp_path: Path) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    (sheet,) = (tmp_path / "ui/css").glob("app.????????????.css")
    text = sheet.read_text()
    assert "@import url" not in text
    assert "@layer tokens {" in text
    assert ".timeline-entry" in text
    (app,) = (tmp_path / "ui/js").glob("app.????????????.js")
    hashed_import = next((tmp_path / "ui/js").glob("combobox.????????????.js")).name
    assert f'import("./{hashed_import}")' in app.read_text()


@pytest.mark.slow
@pytest.mark.usefixtures("_in_production")
def test_what_every_page_needs_is_one_file_and_whoever_imports_a_part_of_it_is_led_there(tmp_path: Path) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    (whole,) = tmp_path.glob("ui/js/every_page.????????????.js")
    assert len({static(f"ui/js/{name}.js") for name in APP_IMPORTS}) == 1
    assert static("ui/js/toasts.js") == static(SCRIPTS) == f"/static/ui/js/{whole.name}"
    assert not re.search("^import", whole.read_text(), re.MULTILINE)
    hashed = [path for path in tmp_path.rglob("*.????????????.js") if path.parent.name in {"js", "web", "screen"}]
    named = {name for path in hashed for name in re.findall(r'[/"](\w+)\.(?:\w{12}\.)?js"', path.read_text())}
    assert named & set(APP_IMPORTS) == {"every_page"}
    assert {path.name.split(".")[0] for path in hashed} & set(APP_IMPORTS) == {"every_page"}


@pytest.mark.slow
@pytest.mark.usefixtures("_in_production")
def test_a_script_that_changed_gets_everyone_who_names_it_a_new_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    before = {path.name for path in tmp_path.glob("ui/js/*.????????????.js")}
    monkeypatch.setattr("banjie.ui.joined_scripts.without_comments", lambda text: text + "\n// another day\n")
    call_command("collectstatic", interactive=False, verbosity=0)
    new = {path.name.split(".")[0] for path in tmp_path.glob("ui/js/*.????????????.js") if path.name not in before}
    assert {"every_page", "app", "combobox", "upload"} <= new
    assert "tour" not in new


@pytest.mark.slow
@pytest.mark.usefixtures("_in_production")
def test_a_sheet_that_changed_is_bundled_anew_though_the_bundle_is_newer(tmp_path: Path) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    of_last_week = tmp_path / "ui/css/app.css"
    of_last_week.write_text("p { color: red }")
    call_command("collectstatic", interactive=False, verbosity=0)
    assert ".timeline-entry" in of_last_week.read_text()
