"""A language model's server may do anything: whatever it does, there is an answer or a reason, and in time."""

import time

import pytest

from banjie.intelligence.drafting.asking import Endpoint, Fault, NoAnswer, Said, ask
from tests.integration.intelligence.fake_model import a_model, answers, says_json
from tests.integration.outbound.receiver import drips, hangs, never_ends, redirects, says, talks_nonsense

MESSAGES = [{"role": "user", "content": "路灯不亮"}]


def test_a_question_is_asked_as_such_servers_expect():
    with a_model(answers("已修复。")) as model:
        assert ask(model.endpoint(), MESSAGES) == Said("已修复。", "qwen-local", False)
        question = model.questions[0]
        assert model.headers[0]["authorization"] == "Bearer secret"
    assert (question["model"], question["messages"], question["stream"]) == ("qwen-local", MESSAGES, False)


def test_without_a_key_none_is_sent():
    with a_model(answers("好")) as model:
        ask(model.endpoint(key=""), MESSAGES)
        assert "authorization" not in model.headers[0]


def test_the_base_address_may_end_in_a_slash():
    with a_model(answers("好")) as model:
        assert ask(model.endpoint(url=f"{model.url}/"), MESSAGES).text == "好"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (500, Fault.BROKEN),
        (502, Fault.BROKEN),
        (401, Fault.REFUSED),
        (404, Fault.REFUSED),
        (hangs(3), Fault.TIMED_OUT),
        (drips, Fault.TIMED_OUT),
        (redirects("http://127.0.0.1:1/"), Fault.REDIRECT),
        (says(200, b"<html><body>Please sign in</body></html>", Content_Type="text/html"), Fault.PAGE),
        (says(200, b"{not json"), Fault.NOT_JSON),
        (says(200, b""), Fault.NOT_JSON),
        (says(200, b"[" * 100_000), Fault.NOT_JSON),
        (says(200, b"\xff\xfe\x00"), Fault.NOT_JSON),
        (says_json([]), Fault.WRONG_SHAPE),
        (says_json({"choices": "x"}), Fault.WRONG_SHAPE),
        (says_json({"error": {"message": "no such model"}}), Fault.WRONG_SHAPE),
        (says_json({"choices": [{"text": "old"}]}), Fault.WRONG_SHAPE),
        (says_json({"choices": ["x"]}), Fault.WRONG_SHAPE),
        (answers({"a": 1}), Fault.WRONG_SHAPE),
        (says_json({"choices": []}), Fault.NO_CHOICE),
        (answers("x", finish="content_filter"), Fault.FILTERED),
        (answers(None, refusal="I cannot"), Fault.FILTERED),
        (answers("路" * 4_000_000), Fault.TOO_LONG),
        (never_ends, Fault.TOO_LONG),
        (talks_nonsense, Fault.NO_ANSWER),
    ],
)
def test_what_goes_wrong_is_told_in_time(answer, fault):
    with a_model(answer) as model:
        begun = time.monotonic()
        with pytest.raises(NoAnswer) as raised:
            ask(model.endpoint(), MESSAGES)
        assert raised.value.fault is fault
        # The two seconds it is given, and what a busy machine takes besides.
        assert time.monotonic() - begun < 10


def test_no_redirect_is_followed():
    with a_model(answers("elsewhere")) as other, a_model(redirects(f"{other.url}/chat/completions")) as model:
        with pytest.raises(NoAnswer):
            ask(model.endpoint(), MESSAGES)
        assert not other.questions


@pytest.mark.parametrize(("headers", "after"), [({"Retry_After": "7"}, 7), ({}, None), ({"Retry_After": "soon"}, None)])
def test_a_busy_model_says_when_to_come_again(headers, after):
    with a_model(says(429, b"{}", **headers)) as model, pytest.raises(NoAnswer) as raised:
        ask(model.endpoint(), MESSAGES)
    assert (raised.value.fault, raised.value.retry_after) == (Fault.BUSY, after)


def test_nobody_listens():
    with a_model() as model:
        gone = model.endpoint()
    with pytest.raises(NoAnswer) as raised:
        ask(gone, MESSAGES)
    assert raised.value.fault is Fault.NO_ANSWER


@pytest.mark.parametrize("url", ["", "ftp://x", "http://user:pw@host/v1", "http://host:99999/v1", "http://ho st"])
def test_a_bad_address_is_told(url):
    with pytest.raises(NoAnswer) as raised:
        ask(Endpoint(url, "m"), MESSAGES)
    assert raised.value.fault is Fault.BAD_ADDRESS


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            answers([{"type": "text", "text": "路灯"}, {"type": "text", "text": "已修"}]),
            Said("路灯已修", "qwen-local", False),
        ),
        (answers("未完", finish="length"), Said("未完", "qwen-local", True)),
        (answers("好", model="another-7b"), Said("好", "another-7b", False)),
        (answers("好", model="x" * 500), Said("好", "x" * 80, False)),
        (answers("好", model=7), Said("好", "qwen-local", False)),
        (answers(None), Said("", "qwen-local", False)),
    ],
)
def test_servers_differ(answer, said):
    with a_model(answer) as model:
        assert ask(model.endpoint(), MESSAGES) == said
