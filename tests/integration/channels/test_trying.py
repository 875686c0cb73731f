"""An administrator tries whether a channel works, against peers that do and do not."""

import pytest

from banjie.channels.models import Endpoint
from tests.integration.channels.test_mail import box, endpoint_of, letter  # noqa: F401
from tests.integration.channels.test_sms import PHONE, numbered, sent
from tests.integration.channels.test_sms import peer as gateway  # noqa: F401
from tests.integration.channels.test_wechat import account
from tests.integration.channels.test_wechat import peer as wechat  # noqa: F401
from tests.integration.outbound import receiver as peers
from tests.integration.web.conftest import signed_in  # noqa: F401


@pytest.fixture
def admin(world, signed_in):  # noqa: F811
    return signed_in("administrator")


def tried(admin, **given) -> str:
    endpoint = Endpoint.objects.get()
    answer = admin.post(f"/work/channels/{endpoint.pk}/act/try/", given, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_mailbox_says_how_many_letters_lie_there_and_takes_none(world, admin, box):  # noqa: F811
    endpoint_of(box)
    box.put(letter())
    assert "有1封邮件" in tried(admin)
    assert box.seen == set()
    box.password = "another"
    assert "用户名或密码不被接受" in tried(admin)


def test_a_gateway_sends_a_test_message_to_a_number(world, admin, gateway):  # noqa: F811
    numbered(gateway)
    assert "网关已接收" in tried(admin, to=PHONE)
    assert sent(gateway)[0]["phone"] == PHONE
    assert "请填写手机号码" in tried(admin, to="nobody")
    gateway.answer = peers.says(200, b'{"code": 9}')
    assert "网关没有接收短信" in tried(admin, to=PHONE)


def test_an_account_sets_its_menu(world, admin, wechat):  # noqa: F811
    account(wechat)
    assert "菜单已设好" in tried(admin)
    wechat.errcodes["/cgi-bin/menu/create"] = [48001]
    assert "48001" in tried(admin)
