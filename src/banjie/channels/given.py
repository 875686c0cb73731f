"""Whether values are such as a channel declares, whoever gives them. Pure."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from banjie.channels.declared import Declared, Setting

_MOST_NUMBER: Final = 100_000
# Deeper than any mapping, and far from where reading and writing JSON end.
_DEEPEST: Final = 12


def faults_of(declared: Declared, settings: Mapping[str, Any], secrets: Mapping[str, str]) -> dict[str, str]:
    """A code by name: no_such_setting, malformed, too_long. What is left out has no fault."""
    known = {each.name: each for each in declared.settings}
    plain = {name: each for name, each in known.items() if each.kind != "secret"}
    faults = {name: "no_such_setting" for name in settings if name not in plain}
    faults |= {name: "no_such_setting" for name in secrets if name not in declared.secret_names}
    for name, value in settings.items():
        if name in plain and (code := _fault(plain[name], value)):
            faults[name] = code
    for name, value in secrets.items():
        if name in known and (code := _text(value, known[name].most)):
            faults[name] = code
    return faults


def _fault(setting: Setting, value: Any) -> str:
    match setting.kind:
        case "flag":
            return "" if isinstance(value, bool) else "malformed"
        case "number":
            fits = value is None or (
                isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_NUMBER
            )
            return "" if fits else "malformed"
        case "choice":
            return "" if value in [key for key, _label in setting.choices] else "malformed"
        case "json":
            return _document(value, setting.most)
    return _text(value, setting.most)


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or "\x00" in value:
        return "malformed"
    return "too_long" if len(value) > most else ""


def _document(value: Any, most: int) -> str:
    if not isinstance(value, dict) or _too_deep(value, _DEEPEST):
        return "malformed"
    try:
        written = orjson.dumps(value)
    except (TypeError, ValueError):
        return "malformed"
    if b"\\u0000" in written:
        return "malformed"
    return "too_long" if len(written) > most else ""


def _too_deep(value: Any, left: int) -> bool:
    if not left:
        return True
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_too_deep(each, left - 1) for each in inner)
