"""From our categories, questions and answers to their services and attributes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from banjie.core.questions import Question, QuestionType
from banjie.onward.documents import Attribute, Service
from banjie.onward.likeness import best

MOST_CHARACTERS: Final = 4_000
_YES_NO: Final = (("yes", ("yes", "是", "有", "true", "1")), ("no", ("no", "否", "无", "false", "0")))


@dataclass(frozen=True, slots=True)
class Source:
    """Whence an attribute comes: a question of ours, with our keys turned into theirs; or always the same words."""

    question: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    fixed: str = ""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Source":
        return cls(str(stored.get("question", "")), dict(stored.get("values") or {}), str(stored.get("fixed", "")))

    def stored(self) -> dict[str, Any]:
        return {"question": self.question, "values": dict(self.values), "fixed": self.fixed}


def service_for(names: Sequence[str], services: Sequence[Service]) -> str:
    """The service most like a category by its names, its own first; empty where none is like it."""
    among = [(each.code, (each.name, each.description[:60])) for each in services]
    return next((found for name in names if (found := best([name], among))), "")


def sources_for(attributes: Sequence[Attribute], questions: Sequence[Question]) -> dict[str, Source]:
    """What each attribute would come from, by likeness of words; attributes that nothing is like are left out."""
    among = [(each.key, (each.key, each.label, each.label_en)) for each in questions]
    by_key = {each.key: each for each in questions}
    made = {}
    for attribute in attributes:
        if key := best([attribute.code, attribute.description], among):
            made[attribute.code] = Source(key, _values(by_key[key], attribute))
    return made


def _values(question: Question, attribute: Attribute) -> dict[str, str]:
    if not attribute.values:
        return {}
    theirs = [(key, (key, name)) for key, name in attribute.values]
    if question.type is QuestionType.YES_NO:
        return {ours: found for ours, names in _YES_NO if (found := best(names, theirs))}
    ours = {each.key: (each.key, each.label, each.label_en) for each in question.options}
    return {key: found for key, names in ours.items() if (found := best(names, theirs))}


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of the attributes, and the codes of those that are required and would be empty."""

    fields: Sequence[tuple[str, str]]
    missing: Sequence[str]


def filled(
    attributes: Sequence[Attribute],
    sources: Mapping[str, Source],
    answers: Mapping[str, Any],
    questions: Sequence[Question],
) -> Filled:
    """What would be sent of a case's answers. A choice that has no counterpart there is not sent as another."""
    by_key = {each.key: each for each in questions}
    fields: list[tuple[str, str]] = []
    missing = []
    for attribute in attributes:
        source = sources.get(attribute.code, Source())
        values = _answered(source, attribute, answers, by_key.get(source.question))
        if not values and source.fixed:
            values = [source.fixed]
        several = attribute.datatype == "multivaluelist"
        name = f"attribute[{attribute.code}]{'[]' if several else ''}"
        fields += [(name, value[:MOST_CHARACTERS]) for value in (values if several else values[:1])]
        if attribute.required and not values:
            missing.append(attribute.code)
    return Filled(fields, missing)


def _answered(source: Source, attribute: Attribute, answers: Mapping[str, Any], question: Question | None) -> list[str]:
    answer = answers.get(source.question) if source.question else None
    if answer is None or answer in ("", []):
        return []
    given = [_plain(each) for each in (answer if isinstance(answer, list) else [answer])]
    if attribute.values:
        known = {key for key, _name in attribute.values}
        turned = [source.values.get(each, each) for each in given]
        return [each for each in turned if each in known]
    if attribute.datatype == "datetime" and question is not None and question.type is QuestionType.DATE:
        return [f"{each}T00:00:00Z" for each in given[:1]]
    labels = {each.key: each.label for each in question.options} if question is not None else {}
    return ["、".join(labels.get(each, each) for each in given)]


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
