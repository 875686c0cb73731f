"""Apps of many cities to try Open311 with, a catalogue that asks everything, and the shape of the specification."""

import io
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse
from django.test import Client as Browser
from lxml import etree
from PIL import Image

from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue import content
from banjie.catalogue.loading import default_content
from banjie.platform.actors import SYSTEM
from tests.integration.cases.world import AT, POINT_WEST, World

V2 = "/open311/v2/"
WORDS = "西乡主街路灯不亮三天了，晚上看不见路。"

QUESTIONS = [
    {
        "key": "lamp",
        "label": "哪种灯",
        "label_en": "What lamp",
        "type": "choice",
        "required": True,
        "options": [
            {"key": "street", "label": "路灯", "label_en": "Street lamp"},
            {"key": "park", "label": "公园灯", "label_en": "Park lamp"},
        ],
    },
    {"key": "pole", "label": "灯杆编号", "label_en": "Number of the pole", "type": "text", "maximum": 20},
    {"key": "more", "label": "补充", "label_en": "Anything else", "type": "text"},
    {
        "key": "count",
        "label": "几盏",
        "label_en": "How many",
        "type": "number",
        "required": True,
        "minimum": 1,
        "maximum": 50,
        "shown_if": [{"question": "lamp", "operator": "is", "values": ["street"]}],
    },
    {"key": "since", "label": "何时起", "label_en": "Since when", "type": "date"},
    {"key": "danger", "label": "有危险吗", "label_en": "Is it dangerous", "type": "yes_no"},
    {
        "key": "signs",
        "label": "现象",
        "label_en": "Signs",
        "type": "multiple_choice",
        "options": [
            {"key": "dark", "label": "不亮", "label_en": "Dark"},
            {"key": "flicker", "label": "闪", "label_en": "Flickers"},
            {"key": "sparks", "label": "冒火花", "label_en": "Sparks"},
        ],
    },
]


def ask_everything(world: World) -> None:
    """From here on the category of repairs has a question of every type, one of them under a condition."""
    document = default_content().as_json()
    (repair,) = [each for each in document["categories"] if each["code"] == world.category]
    repair["questions"] = QUESTIONS
    repair["keywords"] = ["路灯", "照明"]
    catalogue_actions.publish_content(content=content.read(document), note="questions", by=SYSTEM, at=AT)


@dataclass
class App:
    """An app with a key, or without any: `get` and `post` as it would call, the last part of the address first."""

    key: str = ""
    language: str = "en"
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **query: Any) -> HttpResponse:
        keyed = query | ({"api_key": self.key} if self.key else {})
        return Browser().get(V2 + path, keyed, headers=self._headers())

    def post(self, path: str, fields: Any, *, kind: str = "form", **headers: str) -> HttpResponse:
        """`kind`: form (urlencoded), multipart, json, or a content type for bytes."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        browser, headers_sent = Browser(raise_request_exception=False), self._headers() | sent
        if isinstance(fields, bytes):
            return browser.post(V2 + path, fields, content_type=kind, headers=headers_sent)
        keyed = fields | ({"api_key": self.key} if self.key and "api_key" not in fields else {})
        if kind == "multipart":
            return browser.post(V2 + path, keyed, headers=headers_sent)
        if kind == "json":
            return browser.post(V2 + path, orjson.dumps(keyed), content_type="application/json", headers=headers_sent)
        body = encoded(keyed)
        return browser.post(V2 + path, body, content_type="application/x-www-form-urlencoded", headers=headers_sent)

    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": self.language} | self.headers


def encoded(fields: Any) -> bytes:
    return urlencode(fields, doseq=True).encode()


def report(world: World, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "service_code": world.category,
        "description": WORDS,
        "lat": POINT_WEST[1],
        "long": POINT_WEST[0],
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


def picture(name: str = "lamp.png") -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(made, "PNG")
    made.seek(0)
    made.name = name
    return made


def complaints(response: HttpResponse) -> list[str]:
    """The descriptions of an error, whose form is looked at on the way."""
    assert response["Content-Type"] in {"text/xml; charset=utf-8", "application/json; charset=utf-8"}
    if response["Content-Type"].startswith("text/xml"):
        root = valid(response, "errors")
        return [each.findtext("description") for each in root]
    found = response.json()
    assert found
    assert all(set(each) == {"code", "description"} and each["code"] == response.status_code for each in found)
    return [each["description"] for each in found]


def codes(response: HttpResponse) -> list[str]:
    """Our own words, at the end of each description."""
    return [each.rpartition("[")[2].rstrip("]") for each in complaints(response)]


def valid(response: HttpResponse, root: str) -> Any:
    """The answer as a tree, once it has the shape that the specification gives it."""
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    tree = etree.fromstring(response.content, etree.XMLParser(resolve_entities=False, no_network=True))
    assert tree.tag == root
    _SCHEMA.assertValid(tree)
    return tree


def _plain(*names: str) -> str:
    return "".join(f'<element name="{name}"><text/></element>' for name in names)


def _either(name: str, *values: str) -> str:
    return f'<element name="{name}"><choice>{"".join(f"<value>{each}</value>" for each in values)}</choice></element>'


def _data(name: str, kind: str) -> str:
    return f'<element name="{name}"><choice><data type="{kind}"/><empty/></choice></element>'


def _several(name: str, inside: str) -> str:
    return f'<element name="{name}"><zeroOrMore>{inside}</zeroOrMore></element>'


_TRUTH = ("true", "false")
_DATATYPES = ("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")
_VALUES = _several("values", f'<element name="value">{_plain("key", "name")}</element>')
_ATTRIBUTE = (
    '<element name="attribute"><interleave>'
    + _either("variable", *_TRUTH)
    + _plain("code")
    + _either("datatype", *_DATATYPES)
    + _either("required", *_TRUTH)
    + _plain("datatype_description")
    + _data("order", "positiveInteger")
    + _plain("description")
    + f"<optional>{_VALUES}</optional>"
    + "</interleave></element>"
)
_SERVICE = (
    '<element name="service"><interleave>'
    + _plain("service_code", "service_name", "description", "keywords", "group")
    + _either("metadata", *_TRUTH)
    + _either("type", "realtime", "batch", "blackbox")
    + "</interleave></element>"
)
_REQUEST = (
    '<element name="request"><choice><interleave>'
    + _plain("service_request_id")
    + _either("status", "open", "closed")
    + _plain("status_notes", "service_name", "service_code", "description", "agency_responsible", "service_notice")
    + "".join(_data(f"{name}_datetime", "dateTime") for name in ("requested", "updated", "expected"))
    + _plain("address", "address_id", "zipcode")
    + _data("lat", "double")
    + _data("long", "double")
    + _plain("media_url")
    + '<optional><element name="extended_attributes"><zeroOrMore><element><anyName/><text/></element>'
    + "</zeroOrMore></element></optional>"
    + f"</interleave><interleave>{_plain('service_request_id', 'token')}</interleave>"
    + f"<interleave>{_plain('service_request_id', 'service_notice', 'account_id')}</interleave></choice></element>"
)
_UPDATE = (
    '<element name="request_update"><choice><interleave>'
    + _plain("update_id", "service_request_id")
    + _either("status", "open", "closed")
    + _data("updated_datetime", "dateTime")
    + _plain("description", "media_url")
    + f"</interleave><interleave>{_plain('update_id', 'account_id')}</interleave></choice></element>"
)
_ENDPOINT = (
    '<element name="endpoint"><interleave>'
    + _plain("specification", "url", "changeset")
    + _either("type", "production", "test")
    + _several("formats", _plain("format"))
    + "</interleave></element>"
)
# Written after the tables of the specification; the elements of one level may come in any order.
_SCHEMA = etree.RelaxNG(
    etree.fromstring(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0" '
        'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start><choice>'
        + _several("services", _SERVICE)
        + f'<element name="service_definition">{_plain("service_code")}{_several("attributes", _ATTRIBUTE)}</element>'
        + _several("service_requests", _REQUEST)
        + _several("service_request_updates", _UPDATE)
        + _several("errors", f'<element name="error">{_data("code", "integer")}{_plain("description")}</element>')
        + f'<element name="discovery">{_plain("changeset", "contact", "key_service")}'
        + f"{_several('endpoints', _ENDPOINT)}</element>"
        + "</choice></start></grammar>"
    )
)
