"""Plain text as it was meant, and nothing in it that runs."""

import pytest

from banjie.web.templatetags.prose import plain_prose


def test_paragraphs_points_and_steps() -> None:
    text = "先写结论。\n- 身份证\n- 户口簿\n\n1. 申请\n2、领证\n完了。"
    assert plain_prose(text) == (
        "<p>先写结论。</p><ul><li>身份证</li><li>户口簿</li></ul><ol><li>申请</li><li>领证</li></ol><p>完了。</p>"
    )


@pytest.mark.parametrize("text", ["11月15日开始。", "2026年", "400元", "24小时内", "0000-8000037"])
def test_a_line_that_begins_with_a_number_is_no_step(text: str) -> None:
    assert plain_prose(text) == f"<p>{text}</p>"


def test_nothing_that_is_written_runs() -> None:
    shown = plain_prose("<script>alert(1)</script>\n- <b onclick=x>b</b>\n见https://example.cn/a?b=1&c=2")
    assert "<script" not in shown
    assert "<b " not in shown
    assert '<a href="https://example.cn/a?b=1&amp;c=2" rel="nofollow noopener">' in shown


def test_an_address_ends_where_chinese_goes_on() -> None:
    shown = plain_prose("请看https://example.cn/a，再打电话。")
    assert 'href="https://example.cn/a"' in shown
    assert shown.endswith("</a>，再打电话。</p>")


def test_nothing_is_shown_of_nothing() -> None:
    assert plain_prose("") == plain_prose(" \n\n ") == ""
