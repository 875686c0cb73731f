"""The forms of mediation as declared in forms.toml: which fields each has, and where it stands in the file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from banjie.platform.documents.filling import Field, Shape, ShapeKind

_DECLARED: Final = Path(__file__).parent / "forms.toml"


class FieldKind(StrEnum):
    LINE = "line"
    LONG = "long"
    DAY = "day"
    MOMENT = "moment"
    AMOUNT = "amount"
    FLAG = "flag"
    PICTURE = "picture"
    LIST = "list"


class Needed(StrEnum):
    """When a file cannot be closed without what belongs in a slot."""

    ALWAYS = "always"
    AGREED = "agreed"
    FAILED = "failed"
    NEVER = "never"


class Belongs(StrEnum):
    """Whose a document of a form is: everybody's; one party's, each getting its own; or, where it was made apart
    with one side, that side's alone."""

    ALL = "all"
    PARTY = "party"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field as people know it; a list has the fields of its lines in `lines`."""

    key: str
    zh: str
    en: str
    kind: FieldKind
    required: bool = False
    lines: Sequence["FormField"] = ()

    def name(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the file, in its order."""

    key: str
    zh: str
    en: str
    needed: Needed

    def name(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Form:
    """`slot` is "" for the sheets that hold a file together; `counter` the kind of number it bears, or "".
    `words` marks what only those who sit may read: it holds what was said."""

    key: str
    zh: str
    en: str
    slot: str
    belongs: Belongs
    counter: str
    bilingual: bool
    words: bool
    fields: Sequence[FormField]

    def name(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en

    @property
    def required(self) -> frozenset[str]:
        return frozenset(each.key for each in self.fields if each.required)

    @property
    def shape(self) -> Shape:
        """What a template of this form may name."""
        return _shape(self.fields)


@dataclass(frozen=True, slots=True)
class Registry:
    forms: Mapping[str, Form]
    slots: Sequence[Slot]


@cache
def registry() -> Registry:
    """What is declared. Raises ValueError if the declaration does not hold together."""
    with _DECLARED.open("rb") as file:
        declared = tomllib.load(file)
    slots = tuple(Slot(each["key"], each["zh"], each["en"], Needed(each["needed"])) for each in declared["slot"])
    records = {
        name: tuple(_field(key, each, {}, required=False) for key, each in lines.items())
        for name, lines in declared["record"].items()
    }
    forms = {each["key"]: _form(each, declared["field"], records) for each in declared["form"]}
    unknown = {form.slot for form in forms.values()} - {slot.key for slot in slots} - {""}
    if unknown or len(forms) != len(declared["form"]):
        raise ValueError(f"forms.toml: unknown slots {sorted(unknown)} or a form declared twice")
    return Registry(MappingProxyType(forms), slots)


def form(key: str) -> Form:
    """Raises KeyError for a form that is not declared."""
    return registry().forms[key]


def _form(declared: Mapping[str, Any], known: Mapping[str, Any], records: Mapping[str, Sequence[FormField]]) -> Form:
    named = [(key, True) for key in declared["required"]] + [(key, False) for key in declared.get("optional", ())]
    fields = tuple(_field(key, known[key], records, required=required) for key, required in named)
    if len({each.key for each in fields}) != len(fields):
        raise ValueError(f"forms.toml: {declared['key']} names a field twice")
    return Form(
        key=declared["key"],
        zh=declared["zh"],
        en=declared["en"],
        slot=declared.get("slot", ""),
        belongs=Belongs(declared.get("belongs", "all")),
        counter=declared.get("counter", ""),
        bilingual=declared.get("bilingual", False),
        words=declared.get("words", False),
        fields=fields,
    )


def _field(
    key: str, declared: Mapping[str, Any], records: Mapping[str, Sequence[FormField]], *, required: bool
) -> FormField:
    record = declared.get("record")
    kind = FieldKind.LIST if record else FieldKind(declared.get("kind", "line"))
    return FormField(key, declared["zh"], declared["en"], kind, required, records[record] if record else ())


def _shape(fields: Sequence[FormField]) -> dict[str, Field]:
    kinds = {FieldKind.PICTURE: ShapeKind.PICTURE, FieldKind.LIST: ShapeKind.LIST}
    return {each.key: Field(kinds.get(each.kind, ShapeKind.VALUE), _shape(each.lines)) for each in fields}
