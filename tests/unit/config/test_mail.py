import pytest

from banjie.config.environment import BadSetting
from banjie.config.mail import mailers


def test_without_an_address_nothing_is_sent():
    assert mailers("")["default"]["BACKEND"].endswith("dummy.EmailBackend")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.test", {"host": "mail.test", "port": 587, "use_tls": True}),
        ("smtps://mail.test:4465", {"host": "mail.test", "port": 4465, "use_ssl": True}),
        ("smtp+plain://127.0.0.1", {"host": "127.0.0.1", "port": 25}),
        (
            "smtp://zhang%40x.test:p%2Fw@mail.test:25",
            {"host": "mail.test", "port": 25, "username": "zhang@x.test", "password": "p/w", "use_tls": True},
        ),
    ],
)
def test_an_address_says_it_all(address, expected):
    options = mailers(address)["default"]["OPTIONS"]
    assert {key: value for key, value in options.items() if key != "timeout"} == expected
    assert 0 < options["timeout"] <= 60


@pytest.mark.parametrize("address", ["mail.test", "http://mail.test", "smtp://", "smtp://mail.test:many"])
def test_what_is_no_mail_server_is_said_at_the_start(address):
    with pytest.raises(BadSetting, match="BANJIE_MAIL_SERVER"):
        mailers(address)
