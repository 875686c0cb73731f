"""How a document of another system becomes a matter: paths, constants, texts and tables, declared as data. Pure.

    {"fields": {"body": {"text": "{device.name}：水位 {level} 厘米"},
                "category": {"path": "type", "table": {"water": "UM0201"}, "otherwise": "UM0299"},
                "longitude": {"path": "position[0]"}, "latitude": {"path": "position[1]"}},
     "key": "id", "device": "device.id", "only_if": {"path": "status", "in": ["alarm"]}}

Fields of the document that no rule names are not looked at.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from banjie.channels.message import File

TARGETS: Final = frozenset(
    [
        "title",
        "body",
        "kind",
        "category",
        "level",
        "place_text",
        "longitude",
        "latitude",
        "datum",
        "area",
        "received_at",
        "note",
    ]
)
_PARTS: Final = {"contact": {"name", "phone", "email", "address", "note"}}
_NUMBERS: Final = {"longitude", "latitude"}
_STEP: Final = re.compile(r"([^.\[\]{}]{1,80})((?:\[\d{1,4}\])*)")
_HOLE: Final = re.compile(r"\{([^{}]{1,200})\}")
_MOST_RULES: Final = 60
_MOST_TABLE: Final = 2_000
_MOST_FILE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a mapping, or with a document by it; `where` is a target or a part of the mapping."""

    where: str
    code: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a document comes to. `wanted` is False where the mapping says that it is none of ours."""

    values: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    device: str = ""
    files: tuple[File, ...] = ()
    wanted: bool = True
    faults: tuple[Fault, ...] = ()


def faults_of(mapping: Any) -> list[Fault]:
    """What is wrong with a mapping itself; empty for one that can be used."""
    if not isinstance(mapping, dict) or not isinstance(mapping.get("fields"), dict):
        return [Fault("fields", "missing")]
    found = [Fault(name, "unknown") for name in mapping.keys() - {"fields", "key", "device", "only_if", "files"}]
    rules = mapping["fields"]
    if len(rules) > _MOST_RULES:
        found.append(Fault("fields", "too_many"))
    found += [each for target, rule in rules.items() for each in _rule_faults(target, rule)]
    if "body" not in rules:
        found.append(Fault("body", "missing"))
    for name in ("key", "device"):
        if name in mapping and not is_path(mapping[name]):
            found.append(Fault(name, "not_a_path"))
    condition = mapping.get("only_if")
    if condition is not None and not (
        isinstance(condition, dict) and is_path(condition.get("path")) and isinstance(condition.get("in"), list)
    ):
        found.append(Fault("only_if", "malformed"))
    given = mapping.get("files", [])
    if not isinstance(given, list) or not all(isinstance(each, dict) and is_path(each.get("path")) for each in given):
        found.append(Fault("files", "malformed"))
    return found


def applied(mapping: Mapping[str, Any], document: Any) -> Mapped:
    """A document by a mapping that has no faults. What the document lacks is left out; `required` fields are not."""
    condition = mapping.get("only_if")
    if condition is not None and text_at(document, condition["path"]) not in {_text(each) for each in condition["in"]}:
        return Mapped(wanted=False)
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for target, rule in mapping["fields"].items():
        try:
            value = _value(rule, document, target)
        except ValueError as error:
            faults.append(Fault(target, str(error)))
            continue
        if value in (None, ""):
            if rule.get("required") or target == "body":
                faults.append(Fault(target, "missing"))
            continue
        _put(values, target, value)
    for name in ("longitude", "latitude"):
        if (name in values) != ({"longitude", "latitude"} <= values.keys()):
            values.pop(name, None)
    return Mapped(
        values,
        text_at(document, mapping["key"])[:400] if "key" in mapping else "",
        text_at(document, mapping["device"])[:400] if "device" in mapping else "",
        tuple(_files(mapping, document)),
        True,
        tuple(faults),
    )


def _rule_faults(target: str, rule: Any) -> list[Fault]:
    head, _dot, rest = str(target).partition(".")
    known = target in TARGETS or (head == "answers" and rest) or rest in _PARTS.get(head, ())
    if not known:
        return [Fault(str(target)[:60], "unknown")]
    if not isinstance(rule, dict):
        return [Fault(target, "malformed")]
    ways = rule.keys() & {"path", "value", "text"}
    if len(ways) != 1 or rule.keys() - {"path", "value", "text", "table", "otherwise", "required"}:
        return [Fault(target, "malformed")]
    if "path" in rule and not is_path(rule["path"]):
        return [Fault(target, "not_a_path")]
    if "text" in rule and not all(is_path(each) for each in _HOLE.findall(str(rule["text"]))):
        return [Fault(target, "not_a_path")]
    table = rule.get("table", {})
    if not isinstance(table, dict) or len(table) > _MOST_TABLE:
        return [Fault(target, "malformed")]
    return []


def _value(rule: Mapping[str, Any], document: Any, target: str) -> Any:
    """Raises ValueError with a code for what the target cannot hold."""
    if "value" in rule:
        found = rule["value"]
    elif "text" in rule:
        found = _HOLE.sub(lambda hole: text_at(document, hole[1]), str(rule["text"]))
    else:
        found = _at(document, rule["path"])
    if "table" in rule:
        found = rule["table"].get(_text(found), rule.get("otherwise"))
    elif found is None:
        found = rule.get("otherwise")
    if found is None:
        return None
    if target in _NUMBERS:
        return _number(found)
    if target == "received_at":
        return _moment(found)
    if target.startswith("answers."):
        return found
    return _text(found)


def _put(values: dict[str, Any], target: str, value: Any) -> None:
    head, dot, rest = target.partition(".")
    if dot:
        values.setdefault(head, {})[rest] = value
    else:
        values[target] = value


def is_path(path: Any) -> bool:
    return isinstance(path, str) and 0 < len(path) <= 200 and all(_STEP.fullmatch(each) for each in path.split("."))


def text_at(document: Any, path: str) -> str:
    return _text(_at(document, path))


def _at(document: Any, path: str) -> Any:
    """What stands there; None where nothing does."""
    found = document
    for step in path.split("."):
        match = _STEP.fullmatch(step)
        if match is None or not isinstance(found, dict):
            return None
        found = found.get(match[1])
        for index in re.findall(r"\d+", match[2]):
            if not isinstance(found, list) or int(index) >= len(found):
                return None
            found = found[int(index)]
    return found


def _text(found: Any) -> str:
    if found is None:
        return ""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, float) and found.is_integer() and abs(found) < 1e15:
        return str(int(found))
    return found if isinstance(found, str) else str(found) if isinstance(found, int | float) else ""


def _number(found: Any) -> float:
    try:
        return float(found)
    except (TypeError, ValueError):
        raise ValueError("not_a_number") from None


def _moment(found: Any) -> str:
    """ISO 8601 with a zone, or seconds or milliseconds since 1970."""
    if isinstance(found, int | float) and not isinstance(found, bool):
        seconds = found / 1000 if abs(found) > 1e11 else found
        try:
            return datetime.fromtimestamp(seconds, UTC).isoformat()
        except (ValueError, OverflowError, OSError):
            raise ValueError("not_a_moment") from None
    try:
        moment = datetime.fromisoformat(str(found).strip())
    except ValueError:
        raise ValueError("not_a_moment") from None
    if moment.tzinfo is None:
        raise ValueError("zone_missing")
    return moment.isoformat()


def _files(mapping: Mapping[str, Any], document: Any) -> list[File]:
    """Files that stand in the document in base64. An address is never fetched."""
    found = []
    for number, each in enumerate(mapping.get("files", [])[:5], 1):
        text = _at(document, each["path"])
        if not isinstance(text, str) or len(text) > _MOST_FILE:
            continue
        try:
            content = base64.b64decode(text.partition(";base64,")[2] or text, validate=True)
        except (binascii.Error, ValueError):
            continue
        found.append(File(str(each.get("name") or f"file-{number}")[:120], content))
    return found
