"""What another server answers, JSON or XML, as plain values. Pure.

A stranger wrote it: XML that declares a document type is refused unread, so that no entity is ever expanded; depth
and number of values are bounded. XML becomes what the same answer would be in JSON, by the Spark convention that the
specification names: an element with children is an object, one whose children are all alike a list.
"""

from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

import orjson

_DEEPEST: Final = 12
_MOST: Final = 60_000
_LISTS: Final = frozenset(
    {
        *("services", "attributes", "values", "service_requests", "service_request_updates", "errors", "endpoints"),
        "formats",
    }
)


class Unreadable(ValueError):
    """It is not what it should be. `code`: not_json, not_xml, doctype, too_deep, too_much."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(said: bytes) -> Any:
    """By what stands there, whatever content type was claimed. Raises Unreadable."""
    text = said.removeprefix(b"\xef\xbb\xbf").lstrip()
    return _xml(text) if text[:1] == b"<" else _json(text)


def _json(said: bytes) -> Any:
    try:
        value = orjson.loads(said)
    except orjson.JSONDecodeError:
        raise Unreadable("not_json") from None
    _bound(value)
    return value


def _bound(value: Any) -> None:
    waiting, seen = [(value, 1)], 0
    while waiting:
        one, depth = waiting.pop()
        seen += 1
        if depth > _DEEPEST:
            raise Unreadable("too_deep")
        if seen > _MOST:
            raise Unreadable("too_much")
        if isinstance(one, dict):
            waiting.extend((each, depth + 1) for each in one.values())
        elif isinstance(one, list):
            waiting.extend((each, depth + 1) for each in one)


@dataclass(slots=True)
class _Element:
    name: str
    text: list[str] = field(default_factory=list)
    children: list["_Element"] = field(default_factory=list)


def _xml(said: bytes) -> Any:
    top = _Element("")
    open_ = [top]
    seen = 0

    def start(name: str, _attributes: object) -> None:
        nonlocal seen
        seen += 1
        if len(open_) > _DEEPEST:
            raise Unreadable("too_deep")
        if seen > _MOST:
            raise Unreadable("too_much")
        element = _Element(name.rpartition(":")[2])
        open_[-1].children.append(element)
        open_.append(element)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: open_.pop()
    parser.CharacterDataHandler = lambda text: open_[-1].text.append(text)
    try:
        parser.Parse(said, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("not_xml") from None
    return _value(top.children[0])


def _refuse_doctype(*_: object) -> None:
    raise Unreadable("doctype")


def _value(element: _Element) -> Any:
    if element.name in _LISTS:
        return [_value(each) for each in element.children]
    if not element.children:
        return "".join(element.text).strip()
    values: dict[str, Any] = {}
    for child in element.children:
        value = _value(child)
        if child.name not in values:
            values[child.name] = value
        elif isinstance(values[child.name], list) and child.name not in _LISTS:
            values[child.name].append(value)
        else:
            values[child.name] = [values[child.name], value]
    return values
