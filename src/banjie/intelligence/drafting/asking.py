"""The call to a language model, as OpenAI-compatible servers take it (POST …/chat/completions).

Source: platform.openai.com/docs/api-reference/chat; what vLLM, Ollama, SGLang, llama.cpp and the Chinese providers
answer alike. Nothing of an answer is believed before it was looked at.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from banjie.platform.calling.addresses import BadAddress, Target, target_of
from banjie.platform.calling.sending import Outcome, Poster

MOST_READ: Final = 512 * 1024
MOST_TOKENS: Final = 4_000
_PATH: Final = "/chat/completions"
_LONGEST_NAME: Final = 80
# Well below what models are set to for talk: of two ways to say it, the likelier.
_TEMPERATURE: Final = 0.2


class Fault(StrEnum):
    """Why there is no answer."""

    BAD_ADDRESS = "bad_address"
    BROKEN = "broken"
    BUSY = "busy"
    FILTERED = "filtered"
    NO_ANSWER = "no_answer"
    NO_CHOICE = "no_choice"
    NOT_JSON = "not_json"
    PAGE = "page"
    REDIRECT = "redirect"
    REFUSED = "refused"
    TIMED_OUT = "timed_out"
    TOO_LONG = "too_long"
    WRONG_SHAPE = "wrong_shape"


class NoAnswer(Exception):
    """`retry_after`: seconds that the server asked for, or None; `said` is for whoever keeps the server."""

    def __init__(self, fault: Fault, *, retry_after: int | None = None, said: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.retry_after, self.said = fault, retry_after, said


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is: the base address (…/v1), what it is called there, its key, and how long it may take."""

    url: str
    name: str
    key: str = ""
    seconds: float = 30

    def target(self) -> Target:
        """The operator names the address, so it may lie on one's own premises. Raises NoAnswer."""
        try:
            return target_of(self.url.rstrip("/") + _PATH, private_allowed=True)
        except BadAddress as error:
            raise NoAnswer(Fault.BAD_ADDRESS, said=error.fault) from None


@dataclass(frozen=True, slots=True)
class Said:
    """What the model said, by the name that the server gives it; `cut_off` where it was not finished."""

    text: str
    model: str
    cut_off: bool


def ask(endpoint: Endpoint, messages: Sequence[Mapping[str, str]], *, most_tokens: int = MOST_TOKENS) -> Said:
    """One question, one answer, within the seconds of the endpoint. Raises NoAnswer."""
    body = {
        "model": endpoint.name,
        "messages": list(messages),
        "max_tokens": most_tokens,
        "temperature": _TEMPERATURE,
        "stream": False,
    }
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    poster = Poster(endpoint.target(), private_allowed=True, seconds=endpoint.seconds)
    try:
        outcome = poster.ask("POST", json.dumps(body, ensure_ascii=False).encode(), headers, most=MOST_READ)
    finally:
        poster.close()
    return _said(_read(outcome), endpoint.name)


_BY_NOTE: Final[Mapping[str, Fault]] = {
    "page": Fault.PAGE,
    "redirect": Fault.REDIRECT,
    "timed_out": Fault.TIMED_OUT,
    "gone": Fault.REFUSED,
}


def _read(outcome: Outcome) -> Any:
    if outcome.status == 429 or (outcome.status == 503 and outcome.retry_after is not None):
        raise NoAnswer(Fault.BUSY, retry_after=outcome.retry_after, said=outcome.excerpt)
    if outcome.status >= 500:
        raise NoAnswer(Fault.BROKEN, said=outcome.excerpt)
    if not outcome.was_taken:
        other = Fault.REFUSED if outcome.status >= 400 else Fault.NO_ANSWER
        raise NoAnswer(_BY_NOTE.get(outcome.note, other), said=outcome.excerpt or outcome.note)
    if len(outcome.said) >= MOST_READ:
        raise NoAnswer(Fault.TOO_LONG)
    try:
        return json.loads(outcome.said)
    except (ValueError, RecursionError):
        raise NoAnswer(Fault.NOT_JSON, said=outcome.excerpt) from None


def _said(answer: Any, asked_for: str) -> Said:
    choices = answer.get("choices") if isinstance(answer, dict) else None
    if not isinstance(choices, list):
        raise NoAnswer(Fault.WRONG_SHAPE)
    if not choices:
        raise NoAnswer(Fault.NO_CHOICE)
    first = choices[0]
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(message, dict):
        raise NoAnswer(Fault.WRONG_SHAPE)
    if first.get("finish_reason") == "content_filter" or message.get("refusal"):
        raise NoAnswer(Fault.FILTERED)
    model = answer.get("model")
    named = model.strip()[:_LONGEST_NAME] if isinstance(model, str) and model.strip() else asked_for[:_LONGEST_NAME]
    return Said(_words(message.get("content")), named.replace("\x00", ""), first.get("finish_reason") == "length")


def _words(content: Any) -> str:
    """A text, or the parts of one, as some servers write it."""
    if isinstance(content, list):
        parts = [each.get("text") for each in content if isinstance(each, dict) and each.get("type") == "text"]
        content = "".join(each for each in parts if isinstance(each, str))
    if content is None:
        return ""
    if not isinstance(content, str):
        raise NoAnswer(Fault.WRONG_SHAPE)
    return content
