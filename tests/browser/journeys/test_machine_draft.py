"""A handler writes the account, has the reply drafted, sees what is doubtful, takes it into the field."""

import pytest
from playwright.sync_api import expect

from banjie.cases.machine_texts.writing import Writing
from banjie.cases.models import Answer
from tests.browser.conftest import SignIn
from tests.integration.cases.test_closed_loop import walked_to_handling
from tests.integration.cases.world import World
from tests.integration.intelligence.fake_model import a_model, answers

pytestmark = pytest.mark.browser
DRAFT = "您好，您反映的路灯不亮一事已收悉。经现场查看，情况属实，已更换电缆20米并恢复照明，补偿500元。感谢您的支持。"


def test_a_draft_comes_by_itself_and_is_taken_by_a_press(signed_in: SignIn, world: World, settings) -> None:
    with a_model(answers(DRAFT)) as model:
        settings.BANJIE_MODEL_URL, settings.BANJIE_MODEL_NAME = model.url, "qwen-local"
        case_id = walked_to_handling(world).case_id
        page = signed_in("handler", f"/work/cases/{case_id}/do/answer/", "desktop", "light")
        page.get_by_role("button", name="依据办理情况起草答复").click()
        expect(page.locator("#machine-draft [role=alert]")).to_contain_text("请先填写办理情况")
        page.locator("#id_internal_account").fill("现场查看属实，已更换电缆20米，恢复照明。")
        page.get_by_role("button", name="依据办理情况起草答复").click()
        expect(page.locator("#machine-draft progress")).to_be_visible()
        page.locator("#id_public_reply").fill("我先写一句。")
        Writing().turn()
        expect(page.locator("#machine-draft q")).to_have_text("500元")
        expect(page.locator("#id_public_reply")).to_have_value("我先写一句。")
        page.get_by_role("button", name="填入答复，再作修改").click()
        expect(page.locator("#id_public_reply")).to_have_value(f"我先写一句。\n{DRAFT}")
        expect(page.locator("#id_public_reply")).to_be_focused()
        expect(page.locator("#id_internal_account")).to_have_value("现场查看属实，已更换电缆20米，恢复照明。")
        page.get_by_role("button", name="重新起草").click()
        expect(page.locator("#machine-draft progress")).to_be_visible()
        model.says(answers("您好，路灯已修复。"))
        Writing().turn()
        expect(page.locator("[data-machine-words]")).to_have_text("您好，路灯已修复。")
        assert not Answer.objects.exists()
        assert len(model.questions) == 2
