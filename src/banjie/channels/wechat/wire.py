"""Callbacks as XML, read without entities, and answers as XML. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

_MOST: Final = 64 * 1024
# Whatever declares anything is refused before it is parsed; WeChat sends CDATA and nothing else that begins so.
_DECLARES: Final = re.compile(r"<!(?!\[CDATA\[)|<\?(?!xml[\s?])")
_HEAD: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


class NotACallback(ValueError):
    """It is no XML as WeChat sends it."""


@dataclass(frozen=True, slots=True)
class Callback:
    """What somebody sent, or an event. `key` tells a repeated one; the texts are as WeChat names them."""

    sender: str = field(repr=False)
    account: str
    kind: str
    key: str
    at: int
    values: Mapping[str, str] = field(repr=False)


def fields_of(body: bytes) -> dict[str, str]:
    """The elements of a callback by their names. Raises NotACallback."""
    if len(body) > _MOST:
        raise NotACallback("too_large")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise NotACallback("not_utf8") from None
    text = _HEAD.sub("", text)
    if _DECLARES.search(text) or "\x00" in text:
        raise NotACallback("declares")
    # 1 MB in every process, and few ever read one.
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NotACallback("not_xml") from None
    if root.tag != "xml":
        raise NotACallback("not_xml")
    return {str(each.tag): (each.text or "") for each in root if isinstance(each.tag, str)}


def callback_of(values: Mapping[str, str]) -> Callback:
    """Raises NotACallback."""
    sender, kind, moment = values.get("FromUserName", ""), values.get("MsgType", ""), values.get("CreateTime", "")
    if not sender or len(sender) > 128 or not kind or not (moment.isascii() and moment.isdigit() and len(moment) < 13):
        raise NotACallback("incomplete")
    # Messages have an id; of events WeChat says to tell them by who and when.
    key = values.get("MsgId") or f"{sender} {moment} {values.get('Event', '')} {values.get('EventKey', '')}"
    return Callback(sender, values.get("ToUserName", ""), kind, key[:400], int(moment), values)


def text_answer(*, to: str, account: str, at: int, text: str) -> str:
    return (
        f"<xml><ToUserName>{escape(to)}</ToUserName><FromUserName>{escape(account)}</FromUserName>"
        f"<CreateTime>{at}</CreateTime><MsgType>text</MsgType><Content>{escape(text)}</Content></xml>"
    )


def sealed_answer(*, sealed: str, signature: str, at: str, nonce: str) -> str:
    return (
        f"<xml><Encrypt>{escape(sealed)}</Encrypt><MsgSignature>{signature}</MsgSignature>"
        f"<TimeStamp>{escape(at)}</TimeStamp><Nonce>{escape(nonce)}</Nonce></xml>"
    )
