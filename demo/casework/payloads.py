"""What each step of a flow carries: the data of its command, with units, staff and cases by their codes."""

from collections.abc import Callable, Mapping
from typing import Any

from demo.casework.story import Token

type Data = dict[str, Any]

# The word in a flow, and the command it stands for where they differ.
COMMANDS = {
    "add": "add_information",
    "ask": "ask_reporter",
    "callback": "call_back",
    "extend": "request_extension",
    "followup": "follow_up",
    "grant": "grant_extension",
    "inform": "provide_information",
    "refuse": "refuse_extension",
    "reply_oversight": "reply_to_oversight",
    "rule": "rule_on_return",
    "settle": "settle_on_the_spot",
}


class Texts:
    """The sentences of a story, given out in order: the second answer takes reply2 and account2."""

    def __init__(self, ref: str, texts: Mapping[str, str]) -> None:
        self._ref = ref
        self._texts = texts
        self._taken: dict[str, int] = {}
        self.unused = set(texts) - {"head", "title", "body", "flow", "ref", "about", "answers"}

    def take(self, key: str, *, default: str | None = None) -> str:
        """The next sentence under `key`. KeyError when there is none and no default."""
        turn = self._taken.get(key, 0) + 1
        self._taken[key] = turn
        name = key if turn == 1 else f"{key}{turn}"
        self.unused.discard(name)
        if name in self._texts:
            return self._texts[name]
        if default is None:
            raise KeyError(f"{self._ref} has no text '{name}'")
        return default


def data_of(token: Token, texts: Texts, lead: str) -> Data:
    """The payload of one step; `lead` is the unit that routing chose."""
    build = _BUILDERS.get(token.word)
    return build(token, texts, lead) if build else {}


def _note(token: Token, texts: Texts, _: str) -> Data:
    note = texts.take(token.word, default="")
    return {"note": note} if note else {}


def _reason(token: Token, texts: Texts, _: str) -> Data:
    return {"reason": texts.take(token.word)}


def _assign(token: Token, _: Texts, lead: str) -> Data:
    return {"lead": token.arguments[0] if token.arguments else lead}


def _transfer(token: Token, texts: Texts, _: str) -> Data:
    return {"lead": token.arguments[0], "reason": texts.take("transfer")}


def _rule(token: Token, texts: Texts, _: str) -> Data:
    return {"outcome": token.arguments[0], "reason": texts.take("ruling")}


def _call(token: Token, texts: Texts, _: str) -> Data:
    unit, within = token.arguments
    return {"unit": unit, "task": texts.take("call"), "within": within}


def _contribute(_: Token, texts: Texts, __: str) -> Data:
    return {"result": texts.take("contribution")}


def _ask(token: Token, texts: Texts, _: str) -> Data:
    return {"question": texts.take("question"), "within": token.arguments[0]}


def _inform(_: Token, texts: Texts, __: str) -> Data:
    return {"text": texts.take("information")}


def _suspend(token: Token, texts: Texts, _: str) -> Data:
    return {"reason": texts.take("suspend"), "within": token.arguments[0]}


def _extend(token: Token, texts: Texts, _: str) -> Data:
    return {"amount": token.arguments[0], "reason": texts.take("extend")}


def _answer(token: Token, texts: Texts, _: str) -> Data:
    solved, contacted, *rest = token.arguments
    return {
        "found_true": "untrue" not in rest,
        "within_duty": "notours" not in rest,
        "contacted_how": contacted,
        "solved": solved,
        "unsolved_reason": texts.take("unsolved") if solved in ("partly", "not_solved") else "",
        "internal_account": texts.take("account"),
        "public_reply": texts.take("reply"),
    }


def _rate(token: Token, texts: Texts, _: str) -> Data:
    stars, *rest = token.arguments
    satisfaction = int(stars)
    return {
        "solved": "unsolved" not in rest,
        "satisfaction": satisfaction,
        "in_time": satisfaction >= 3,
        "comment": texts.take("comment", default=""),
    }


def _follow_up(token: Token, texts: Texts, lead: str) -> Data:
    if token.arguments[0] == "unreached":
        return {"reached": False}
    return {"reached": True, **_rate(token, texts, lead)}


def _call_back(_: Token, texts: Texts, __: str) -> Data:
    return {"reached": True, "why_not": "other", "comment": texts.take("callback")}


def _oversee(token: Token, texts: Texts, _: str) -> Data:
    return {"instruction": texts.take("oversee"), "within": token.arguments[0]}


def _reply(_: Token, texts: Texts, __: str) -> Data:
    return {"reply": texts.take("oversight_reply")}


def _merge(token: Token, texts: Texts, _: str) -> Data:
    return {"into": token.arguments[0], "reason": texts.take("merge", default="")}


def _decline(_: Token, texts: Texts, __: str) -> Data:
    return {"reason": texts.take("decline"), "lawful_channel": texts.take("lawful")}


def _text(token: Token, texts: Texts, _: str) -> Data:
    return {"text": texts.take({"note": "note", "add": "addition"}[token.word])}


_BUILDERS: Mapping[str, Callable[[Token, Texts, str], Data]] = {
    "accept": _note,
    "add": _text,
    "answer": _answer,
    "approve": _note,
    "ask": _ask,
    "assign": _assign,
    "call_in": _call,
    "callback": _call_back,
    "classify": _note,
    "contribute": _contribute,
    "decline": _decline,
    "escalate": _reason,
    "extend": _extend,
    "followup": _follow_up,
    "grant": _note,
    "inform": _inform,
    "merge": _merge,
    "note": _text,
    "oversee": _oversee,
    "rate": _rate,
    "recall": _reason,
    "refuse": _reason,
    "remind": _note,
    "reopen": _reason,
    "reply_oversight": _reply,
    "resume": _note,
    "return": _reason,
    "rule": _rule,
    "send_back": _reason,
    "settle": _answer,
    "suspend": _suspend,
    "transfer": _transfer,
    "withdraw": _reason,
}
