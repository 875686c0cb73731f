"""Django forms drawn with the components: error at its cause, nothing cut off, nothing lost without script."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.http import QueryDict
from django.utils import translation

from banjie.ui.forms import UiRenderer
from banjie.ui.templatetags.ui import as_lead
from banjie.ui.widgets import CheckboxList, Combobox, CountedTextarea, FilePicker, RadioList, RemoteCombobox


class Everything(forms.Form):
    default_renderer = UiRenderer()

    name = forms.CharField(label="Name", help_text="As people call it")
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "A"), ("b", "B")], widget=RadioList(hints={"b": "more of it"})
    )
    days = forms.MultipleChoiceField(
        label="Days", choices=[("1", "One"), ("2", "Two")], widget=CheckboxList(), required=False
    )
    category = forms.ChoiceField(
        label="Category", choices=[("", ""), ("7", "路灯")], widget=Combobox(initials={"7": "ld"})
    )
    place = forms.CharField(label="Place", widget=RemoteCombobox(url="/places/", shown="Old Street"))
    text = forms.CharField(label="Text", max_length=10, widget=CountedTextarea(limit=10))
    photo = forms.FileField(label="Photo", widget=FilePicker(accept="image/*", multiple=True), required=False)
    agreed = forms.BooleanField(label="Agreed", required=False)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _drawn(form: forms.Form) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


def test_hint_and_error_are_read_with_the_control() -> None:
    page = _drawn(Everything({"name": ""}))
    control = page.select_one("#id_name")
    described = [page.select_one(f"#{name}").text.strip() for name in control["aria-describedby"].split()]
    assert described == ["As people call it", "This field is required."]
    assert control["aria-invalid"] == "true"


def test_the_summary_leads_to_each_cause() -> None:
    page = _drawn(Everything({"name": "", "text": "x", "place": "x"}))
    targets = [link["href"] for link in page.select(".error-summary a")]
    assert targets[0] == "#id_name"
    assert all(page.select_one(target) is not None for target in targets)


def test_what_was_typed_is_still_there_after_a_refusal() -> None:
    page = _drawn(Everything(QueryDict("text=half+a+word&kind=b&days=2&category=7")))
    assert page.select_one("#id_text").text.strip() == "half a word"
    assert page.select_one('input[name="kind"][value="b"]').has_attr("checked")
    assert page.select_one('input[name="days"][value="2"]').has_attr("checked")
    assert page.select_one('#id_category option[value="7"]').has_attr("selected")


def test_only_optional_fields_are_marked() -> None:
    page = _drawn(Everything())
    marked = [mark.parent.get_text(" ").split(" ")[0] for mark in page.select(".field-mark")]
    assert marked == ["Days", "Photo"]


def test_radios_stand_in_a_named_group_with_their_hints() -> None:
    group = _drawn(Everything()).select_one("fieldset:has(input[type=radio])")
    assert group.legend.text == "Kind"
    assert group.select_one('label:has([value="b"]) .choice-hint').text == "more of it"


def test_a_combobox_is_a_select_without_script_and_knows_initials() -> None:
    option = _drawn(Everything()).select_one("[data-combobox] select option[value='7']")
    assert option["data-initials"] == "ld"


def test_a_remote_combobox_sends_the_value_and_shows_the_words() -> None:
    page = _drawn(Everything(initial={"place": "42"}))
    assert page.select_one('input[type=hidden][name="place"]')["value"] == "42"
    assert page.select_one("#id_place")["value"] == "Old Street"


def test_long_text_is_counted_and_never_cut_by_the_browser() -> None:
    page = _drawn(Everything())
    assert not page.select_one("#id_text").has_attr("maxlength")
    assert page.select_one('[data-count-of="id_text"]')["data-limit"] == "10"


def test_the_file_picker_says_its_limit() -> None:
    picker = _drawn(Everything()).select_one("[data-upload]")
    assert picker["data-limit-mb"] == "10"
    assert picker.select_one("input")["accept"] == "image/*"
    assert picker.select_one("input").has_attr("multiple")


@pytest.mark.parametrize(("label", "lead"), [("What happened?", "What happened"), ("发生了什么事？", "发生了什么事")])
def test_a_question_gives_up_its_mark_before_a_colon(label: str, lead: str) -> None:
    assert as_lead(label) == lead
