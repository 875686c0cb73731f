"""What residents read and are told at once: which number to ring, what is missing, by which day."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from banjie.cases.models import Case
from banjie.mediation.wording import other_ways
from banjie.web.door_words import door_rows

pytestmark = pytest.mark.django_db
CHINAS = re.compile(r"\b(110|119|120|12110|123\d\d)\b")


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def test_whoever_is_in_danger_taps_a_number_before_anything_else(world):
    page = soup(Client().get("/"))
    numbers = [link["href"] for link in page.select("main a[href^='tel:']")]
    assert numbers == ["tel:110", "tel:119", "tel:120"]
    links = [link["href"] for link in page.select("main a")]
    assert links.index("tel:110") == links.index("/report/") + 1


@pytest.mark.parametrize("number", ["123", "电话", "138 00"])
def test_a_number_that_lacks_digits_is_asked_for_again_and_nothing_is_lost(world, number):
    answer = Client().post(
        "/report/", {"body": "路灯不亮三天了。", "identity": "open", "contact_name": "李桂芳", "contact_phone": number}
    )
    page = soup(answer)
    assert answer.status_code == 422
    assert not Case.objects.exists()
    assert page.select_one("#id_contact_phone")["aria-invalid"] == "true"
    assert page.select_one("#id_body").text.strip() == "路灯不亮三天了。"
    assert page.select_one("#id_contact_name")["value"] == "李桂芳"
    assert "号码位数不够" in page.select_one(".error-summary").text


@pytest.mark.parametrize("number", ["", "6601234", "0371-6601234转8", "+86 138 0000 1234"])
def test_however_a_number_is_written_it_is_taken(world, number):
    values = {"body": "路灯不亮三天了。", "identity": "open", "contact_phone": number}
    assert Client().post("/report/", values).status_code == 302
    assert Case.objects.count() == 1


def test_a_report_without_words_says_what_to_write(world):
    page = soup(Client().post("/report/", {"body": "", "identity": "anonymous"}))
    assert page.select_one(".error-summary a").text == "发生了什么事：请写明发生了什么事，一句话也可以。"


@pytest.fixture
def elsewhere(settings):
    """An installation where one number is for all three."""
    settings.BANJIE_NUMBERS = str(Path(__file__).parents[2] / "unit" / "core" / "elsewhere.toml")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_installation_elsewhere_names_its_own_number_and_no_other(world, elsewhere, language):
    client = Client(headers={"accept-language": language})
    page = soup(client.get("/"))
    assert [link["href"] for link in page.select("main a[href^='tel:']")] == ["tel:112"]
    assert "police, fire, ambulance" in page.text if language == "en" else "112报警、火警、急救" in page.text
    door = client.get(reverse("party:enter"))
    assert "112" in door.text
    assert not CHINAS.search(page.text + soup(door).text)


def test_danger_is_answered_with_the_number_of_the_place(world, elsewhere):
    with override("en"):
        (row,) = door_rows("he has a knife and stands at the door", sure=True, dangers=True)
    assert [each["call"] for each in row["numbers"]] == ["112"]
    assert row["notice"].startswith("Get away from the danger and call 112.")
    assert not CHINAS.search(row["notice"])
    assert "12348" not in str(other_ways()["legal_aid"])
