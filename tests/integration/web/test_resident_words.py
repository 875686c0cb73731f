"""What residents read and are told at once: which number to ring, what is missing, by which day."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.cases.models import Case

pytestmark = pytest.mark.django_db


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
