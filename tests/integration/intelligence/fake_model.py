"""A server that speaks as language models do, to try things with: it keeps what it got, and misbehaves as told."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from banjie.intelligence.drafting.asking import Endpoint
from tests.integration.outbound.receiver import Receiver, receiving, says

type Answer = int | Callable[[BaseHTTPRequestHandler], None]


class FakeModel:
    """`answer` decides on each question; `url` is the base address to be set."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self.url = receiver.url.replace("/in", "/v1")

    @property
    def questions(self) -> list[dict]:
        return [json.loads(body) for _, body in self._receiver.got]

    @property
    def headers(self) -> list[dict[str, str]]:
        return [headers for headers, _ in self._receiver.got]

    @property
    def heard(self) -> str:
        """Everything that reached it, as text."""
        return "\n".join(each["content"] for question in self.questions for each in question["messages"])

    def says(self, answer: Answer) -> None:
        self._receiver.answer = answer

    def endpoint(self, **options) -> Endpoint:
        return Endpoint(**{"url": self.url, "name": "qwen-local", "key": "secret", "seconds": 2} | options)


@contextmanager
def a_model(answer: Answer = 500) -> Iterator[FakeModel]:
    with receiving() as receiver:
        model = FakeModel(receiver)
        model.says(answer)
        yield model


def answers(
    text, *, model: str = "qwen-local", finish: str = "stop", **more
) -> Callable[[BaseHTTPRequestHandler], None]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text} | more, "finish_reason": finish}
    return says_json({"id": "x", "object": "chat.completion", "model": model, "choices": [choice]})


def says_json(value: object) -> Callable[[BaseHTTPRequestHandler], None]:
    return says(200, json.dumps(value).encode(), Content_Type="application/json")
