"""The gallery shows every component, and nothing any page sends would be stopped by the strict policy."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from pytest_django import Settings

from banjie.ui.gallery import views
from banjie.ui.gallery.examples import FOLDER, ORDER, BadExampleFile, examples_of
from banjie.ui.gallery.samples import SAMPLES
from banjie.ui.templatetags import ui as tags

COMPONENTS = Path("src/banjie/ui/templates/ui/components")
LOOKS = [("light", "zh-hans"), ("dark", "en")]
# Tags that are not components: page plumbing.
PLUMBING = {"module_preloads", "options", "ui_strings"}


def _page(theme: str = "", language: str = "en") -> BeautifulSoup:
    request = RequestFactory().get("/ui/gallery/", {"theme": theme, "language": language})
    return BeautifulSoup(views.components(request).content, "html.parser")


def _sample(name: str, **query: str) -> BeautifulSoup:
    request = RequestFactory().get(f"/ui/gallery/{name}/", query)
    return BeautifulSoup(views.sample(request, name).content, "html.parser")


def test_every_component_template_has_an_example() -> None:
    assert {template.stem for template in COMPONENTS.glob("*.html")} - set(ORDER) == set()


def test_every_tag_has_an_example() -> None:
    assert set(tags.register.tags) - PLUMBING - set(ORDER) == set()


def test_every_example_file_is_shown() -> None:
    assert {file.stem for file in FOLDER.glob("*.html")} == set(ORDER)


def test_every_component_says_its_parameters_at_its_top() -> None:
    mute = [t.name for t in COMPONENTS.glob("*.html") if not t.read_text().startswith("{% comment %}")]
    assert mute == []


@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_the_gallery_shows_every_example_in_both_themes_and_languages(theme: str, language: str) -> None:
    page = _page(theme, language)
    shown = page.select("[data-example]")
    assert len(shown) == sum(len(examples_of(name)) for name in ORDER)
    assert all(example.select_one(".gallery-stage").find(True) for example in shown)
    assert page.html["data-theme"] == theme
    assert page.html["lang"] == {"zh-hans": "zh-CN", "en": "en"}[language]


def test_an_example_file_without_a_title_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loose.html").write_text("<p>no title</p>")
    monkeypatch.setattr("banjie.ui.gallery.examples.FOLDER", tmp_path)
    with pytest.raises(BadExampleFile):
        examples_of("loose")


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_pages_answer_with_one_heading_and_one_main(name: str) -> None:
    page = _sample(name, language="en")
    assert len(page.select("h1")) == 1
    assert len(page.select("main#main")) == 1
    assert page.select_one("a.skip-link")["href"] == "#main"


@pytest.mark.parametrize("rows", ["0", "1", "7", "60"])
def test_the_sample_list_shows_as_many_rows_as_asked(rows: str) -> None:
    assert len(_sample("list", rows=rows).select("#queue tbody tr")) == int(rows)


@pytest.mark.parametrize("code", ["400", "403", "404", "500", "503"])
def test_error_pages_say_what_happened_what_was_kept_and_what_to_do_even_without_a_context(code: str) -> None:
    with translation.override("en"):
        html = engines["django"].get_template(f"ui/errors/{code}.html").render({})
    page = BeautifulSoup(html, "html.parser")
    assert [term.text for term in page.select("dt")][:3] == ["What went wrong", "What was kept", "What to do next"]
    assert all(answer.text.strip() for answer in page.select("dl dd")[:3])
    assert code in page.select_one(".error-code").text


def test_no_page_carries_what_a_strict_policy_stops() -> None:
    pages = [_page(), *(_sample(name) for name in SAMPLES)]
    for page in pages:
        assert page.select("[style]") == []
        assert page.select("style") == []
        assert [s for s in page.select("script:not([src])") if s.get("type") != "application/json"] == []
        handlers = [name for element in page.find_all(True) for name in element.attrs if re.match(r"on|hx-on", name)]
        assert handlers == []


def test_no_template_reads_a_variable_that_may_be_missing(settings: Settings) -> None:
    options = {**settings.TEMPLATES[0]["OPTIONS"], "string_if_invalid": "UNDEFINED(%s)"}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": options}]
    pages = {"components": _page(), **{name: _sample(name) for name in SAMPLES}}
    undefined = {name: re.findall(r"UNDEFINED\(([^)]*)\)", str(page)) for name, page in pages.items()}
    assert {name: found for name, found in undefined.items() if found} == {}


def test_ids_are_unique_and_labels_lead_to_them() -> None:
    page = _page()
    ids = [element["id"] for element in page.select("[id]")]
    assert sorted({name for name in ids if ids.count(name) > 1}) == []
    for label in page.select("label[for]"):
        assert label["for"] in ids


def test_a_combobox_finds_by_initials() -> None:
    request = RequestFactory().get("/ui/gallery/options/", {"q": "ld", "language": "zh-hans"})
    assert '"value": "11"' in views.options(request).content.decode()
