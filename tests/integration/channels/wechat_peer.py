"""WeChat, as far as an official account meets it: it seals, signs and repeats its callbacks, gives tokens and photos,
takes messages, and misbehaves as it is told.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from banjie.channels.wechat import sealing, wire

APPID, TOKEN, SECRET = "wx0123456789abcdef", "tokenOfTheAccount", "appsecret"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


@dataclass
class WeChat:
    """What it was asked. `errcodes` are answered to calls of a path, one after the other; `tokens` counts."""

    url: str = ""
    sent: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    errcodes: dict[str, list[int]] = field(default_factory=dict)
    tokens: int = 0
    nonsense: bool = False

    def messages(self) -> list[str]:
        return [body["text"]["content"] for path, body in self.sent if path.endswith("custom/send")]


@contextmanager
def wechat() -> Iterator[WeChat]:
    peer = WeChat()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            path = urlsplit(self.path).path
            if path == "/cgi-bin/stable_token":
                fits = (body["appid"], body["secret"]) == (APPID, SECRET)
                peer.tokens += 1
                self._say({"access_token": f"t{peer.tokens}", "expires_in": 7200} if fits else {"errcode": 40013})
                return
            peer.sent.append((path, body))
            self._say(self._fault(path) or {"errcode": 0, "errmsg": "ok"})

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            content = peer.media.get(parse_qs(parts.query)["media_id"][0])
            fault = self._fault(parts.path)
            if fault or content is None:
                self._say(fault or {"errcode": 40007, "errmsg": "invalid media_id"})
            else:
                self._bytes(content)

        def _fault(self, path: str) -> dict[str, Any] | None:
            waiting = peer.errcodes.get(path)
            return {"errcode": waiting.pop(0), "errmsg": "no"} if waiting else None

        def _say(self, told: dict[str, Any]) -> None:
            self._bytes(b"<html>busy" if peer.nonsense else json.dumps(told).encode())

        def _bytes(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    peer.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Follower:
    """Somebody who writes to the account; every message has an id of its own, unless it is repeated."""

    client: Any
    path: str
    at: int
    openid: str = "oFollower1"
    seals: bool = True
    count: int = 0

    def says(self, text: str, **how: Any) -> str:
        return self.sends("text", f"<Content><![CDATA[{text}]]></Content>", **how)

    def shows(self, media_id: str) -> str:
        return self.sends("image", f"<PicUrl>x</PicUrl><MediaId>{media_id}</MediaId>")

    def presses(self, key: str) -> str:
        return self.sends("event", f"<Event>CLICK</Event><EventKey>{key}</EventKey>")

    def is_at(self, latitude: float, longitude: float, label: str = "") -> str:
        return self.sends(
            "location",
            f"<Location_X>{latitude}</Location_X><Location_Y>{longitude}</Location_Y><Scale>15</Scale><Label>{label}</Label>",
        )

    def sends(self, kind: str, inner: str, *, again: bool = False) -> str:
        """The text of the answer; "" for none."""
        self.count += 0 if again else 1
        answer = self.posted(self.message(kind, inner))
        assert answer.status_code == 200, answer.content
        return self.read(answer.content)

    def message(self, kind: str, inner: str) -> str:
        moment = self.at + (self.count if kind == "event" else 0)
        message_id = "" if kind == "event" else f"<MsgId>{9_000_000 + self.count}</MsgId>"
        return (
            f"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[{self.openid}]]></FromUserName>"
            f"<CreateTime>{moment}</CreateTime><MsgType><![CDATA[{kind}]]></MsgType>{inner}{message_id}</xml>"
        )

    def posted(self, xml: str, **changes: str) -> Any:
        query = {"timestamp": str(self.at), "nonce": "n1"} | changes
        query["signature"] = changes.get("signature", sealing.signature(TOKEN, query["timestamp"], query["nonce"]))
        if self.seals:
            sealed = sealing.sealed(xml, encoding_key=KEY, appid=changes.get("appid", APPID))
            parts = (TOKEN, query["timestamp"], query["nonce"], sealed)
            query |= {"encrypt_type": "aes", "msg_signature": changes.get("msg_signature", sealing.signature(*parts))}
            xml = f"<xml><ToUserName>gh_1</ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return self.client.post(f"{self.path}?{asked}", xml, content_type="text/xml")

    def read(self, content: bytes) -> str:
        if content == b"success":
            return ""
        values = wire.fields_of(content)
        if self.seals:
            parts = (TOKEN, values["TimeStamp"], values["Nonce"], values["Encrypt"])
            assert values["MsgSignature"] == sealing.signature(*parts)
            values = wire.fields_of(sealing.opened(values["Encrypt"], encoding_key=KEY, appid=APPID).encode())
        assert values["ToUserName"] == self.openid
        return values["Content"]
