"""A GeoJSON file (RFC 7946) becomes drafts of areas; whatever cannot be understood becomes a fault. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from banjie.core.coordinates import Bounds
from banjie.places.boundaries.areas import Draft
from banjie.places.boundaries.faults import Fault, FaultCode
from banjie.places.boundaries.options import ImportOptions
from banjie.places.boundaries.shapes import Shaper
from banjie.places.levels import Level

MOST_BYTES = 100 * 1024 * 1024
MOST_FEATURES = 50_000
MOST_CODE = 40
MOST_TEXT = 100

# Longitude and latitude on WGS-84, or on China's CGCS2000, which differs from it by centimetres.
_KNOWN_SYSTEMS = re.compile(r"(CRS84|EPSG:{1,2}(4326|4490))$", re.IGNORECASE)
_LABEL = re.compile(r"[A-Za-z0-9_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Reading:
    """`drafts` in the order of the file, those with a faulty geometry included; `features` is their count."""

    drafts: tuple[Draft, ...]
    faults: tuple[Fault, ...]
    features: int


def read(content: bytes, options: ImportOptions, bounds: Bounds | None = None) -> Reading:
    """`bounds` is where the jurisdiction lies, if that is known: it tells swapped positions."""
    if len(content) > MOST_BYTES:
        return _failed(FaultCode.FILE_TOO_LARGE, bytes=len(content), most=MOST_BYTES)
    try:
        document = orjson.loads(decoded(content))
    except orjson.JSONDecodeError as broken:
        return _failed(FaultCode.NOT_JSON, line=broken.lineno, column=broken.colno)
    if fault := _collection_fault(document):
        return Reading((), (fault,), 0)
    return _Reader(options, bounds).read(document["features"])


def decoded(content: bytes) -> str:
    """UTF-8 as the standard wants it, or what older programs of offices wrote."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _failed(code: FaultCode, **data: str | int | float) -> Reading:
    return Reading((), (Fault(code, data=data),), 0)


def _collection_fault(document: Any) -> Fault | None:
    kind = document.get("type") if isinstance(document, dict) else type(document).__name__
    if kind != "FeatureCollection" or not isinstance(document.get("features"), list):
        return Fault(FaultCode.NOT_A_COLLECTION, data={"type": str(kind)[:60]})
    if not document["features"]:
        return Fault(FaultCode.NO_FEATURES)
    if len(document["features"]) > MOST_FEATURES:
        return Fault(FaultCode.TOO_MANY_FEATURES, data={"count": len(document["features"]), "most": MOST_FEATURES})
    system = _system_name(document.get("crs"))
    if system and not _KNOWN_SYSTEMS.search(system):
        return Fault(FaultCode.UNSUPPORTED_REFERENCE_SYSTEM, data={"name": system})
    return None


def _system_name(system: Any) -> str:
    properties = system.get("properties") if isinstance(system, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name[:120] if isinstance(name, str) else ""


class _Unreadable(Exception):
    """One property cannot be used; the feature is left out and the rest is read on."""

    def __init__(self, code: FaultCode, **data: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class _Reader:
    def __init__(self, options: ImportOptions, bounds: Bounds | None) -> None:
        self._options = options
        self._levels = {word.lower(): level for word, level in options.levels.items()}
        self._levels |= {str(level): level for level in Level}
        self._shaper = Shaper(options.datum, bounds)
        self._first: dict[str, int] = {}
        self._faults: list[Fault] = []

    def read(self, features: list[Any]) -> Reading:
        described: list[tuple[Draft, Any]] = []
        for index, feature in enumerate(features):
            if draft := self._describe(index, feature):
                described.append((draft, feature.get("geometry")))
        drafts, faults = self._shaper.shape(described)
        everything = sorted([*self._faults, *faults], key=lambda fault: fault.index or 0)
        return Reading(drafts, tuple(everything), len(features))

    def _describe(self, index: int, feature: Any) -> Draft | None:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict) or feature.get("type") != "Feature":
            self._faults.append(Fault(FaultCode.NOT_A_FEATURE, index))
            return None
        code = name = ""
        try:
            code = self._code(properties)
            name = self._name(properties)
            draft = Draft(
                index=index,
                code=code,
                name=name,
                name_en=_word(properties, self._options.properties.name_en),
                level=self._level(properties),
                parent_code=_word(properties, self._options.properties.parent, MOST_CODE) or None,
                aliases=_words(properties, self._options.properties.aliases),
                shape=None,
            )
            self._claim(draft)
        except _Unreadable as reason:
            self._faults.append(Fault(reason.code, index, code, name, reason.data))
            return None
        return draft

    def _code(self, properties: Mapping[str, Any]) -> str:
        code = _word(properties, self._options.properties.code, MOST_CODE)
        if not code:
            raise _Unreadable(FaultCode.MISSING_CODE, property=self._options.properties.code)
        if not _LABEL.fullmatch(code):
            raise _Unreadable(FaultCode.BAD_CODE, text=code)
        return code

    def _name(self, properties: Mapping[str, Any]) -> str:
        name = _word(properties, self._options.properties.name)
        if not name:
            raise _Unreadable(FaultCode.MISSING_NAME, property=self._options.properties.name)
        return name

    def _level(self, properties: Mapping[str, Any]) -> Level:
        word = _word(properties, self._options.properties.level)
        if not word and self._options.default_level:
            return self._options.default_level
        if not word:
            raise _Unreadable(FaultCode.MISSING_LEVEL, property=self._options.properties.level)
        level = self._levels.get(word.lower())
        if level is None:
            raise _Unreadable(FaultCode.UNKNOWN_LEVEL, level=word)
        return level

    def _claim(self, draft: Draft) -> None:
        first = self._first.setdefault(draft.code, draft.index)
        if first != draft.index:
            raise _Unreadable(FaultCode.DUPLICATE_CODE, first=first)


def _word(properties: Mapping[str, Any], key: str, most: int = MOST_TEXT) -> str:
    value = properties.get(key) if key else None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, float) and value.is_integer():
        value = str(int(value))
    if value is None:
        return ""
    if not isinstance(value, str) or _CONTROL.search(value):
        raise _Unreadable(FaultCode.BAD_TEXT, property=key)
    text = " ".join(value.split())
    if len(text) > most:
        raise _Unreadable(FaultCode.TEXT_TOO_LONG, property=key, most=most)
    return text


def _words(properties: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of names, or one text with the names parted by ; 、 or |."""
    value = properties.get(key) if key else None
    if value is None:
        return ()
    if isinstance(value, str):
        value = re.split(r"[;；、|]", value)
    if not isinstance(value, list):
        raise _Unreadable(FaultCode.BAD_TEXT, property=key)
    words = (_word({key: part}, key) for part in value)
    return tuple(dict.fromkeys(word for word in words if word))
