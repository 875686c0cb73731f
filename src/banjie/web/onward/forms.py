"""The form of an endpoint, and that of a category's mapping."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from banjie.core.questions import Question, QuestionType
from banjie.onward.actions import Wanted
from banjie.onward.documents import Attribute
from banjie.onward.matching import Source
from banjie.onward.models import Format
from banjie.ui.widgets import RadioList


class EndpointForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    url = forms.CharField(
        label=_("Address"), max_length=400, help_text=_("Up to the version, as https://example.org/open311/v2."),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    unit = forms.TypedChoiceField(
        label=_("Unit that stands for it"), coerce=int, help_text=_("What is given to this unit is sent there.")
    )
    jurisdiction_id = forms.CharField(label="jurisdiction_id", max_length=80, required=False)
    api_key = forms.CharField(
        label=_("Key (api_key)"),
        max_length=400,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept sealed and never shown again. Left empty, the present one stays."),
    )
    forget_key = forms.BooleanField(label=_("Take the key away"), required=False)
    format = forms.ChoiceField(label=_("Format"), choices=Format.choices, widget=RadioList(), initial=Format.JSON)
    client = forms.TypedChoiceField(
        label=_("System by which it hands matters in here"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("So that nothing goes round in a circle."),
    )
    tells_contact = forms.BooleanField(
        label=_("The reporter's contact may go along, where the reporter of the case agreed"), required=False
    )
    takes_updates = forms.BooleanField(
        label=_("It takes updates by POST, so it can be told that a case is over here"), required=False
    )
    lists_all = forms.BooleanField(
        label=_("Its list shows every request at once, so what is not there has not arrived"),
        required=False,
        initial=True,
    )
    declined_words = forms.CharField(
        label=_("How its notes begin where it does not take something on"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. Such a case is returned, and not answered."),
    )

    def __init__(
        self, *args: Any, units: Sequence[tuple[int, str]], clients: Sequence[tuple[int, str]], new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        client: Any = self.fields["client"]
        unit.choices = [("", "—"), *units]
        client.choices = [("", "—"), *clients]
        if new:
            del self.fields["forget_key"]

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        key = given["api_key"].strip() or None
        return Wanted(
            name=given["name"],
            url=given["url"],
            unit_id=given["unit"],
            jurisdiction_id=given["jurisdiction_id"],
            api_key="" if given.get("forget_key") else key,
            format=given["format"],
            client_id=given["client"],
            tells_contact=given["tells_contact"],
            takes_updates=given["takes_updates"],
            lists_all=given["lists_all"],
            declined_words=given["declined_words"],
        )


class MappingForm(forms.Form):
    """A service, and whence each of its attributes comes: a question of ours, or always the same words."""

    def __init__(
        self,
        *args: Any,
        services: Sequence[tuple[str, str]],
        attributes: Sequence[Attribute],
        sources: Mapping[str, Source],
        questions: Sequence[Question],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._attributes, self._questions = attributes, {each.key: each for each in questions}
        self.fields["service"] = forms.ChoiceField(
            label=_("Service there"), choices=[("", _now("None: it is not sent")), *services], required=False
        )
        asked = [("", "—"), *((each.key, each.label) for each in questions)]
        for number, attribute in enumerate(attributes):
            source = sources.get(attribute.code, Source())
            self._add_attribute(number, attribute, source, asked)

    def _add_attribute(
        self, number: int, attribute: Attribute, source: Source, asked: Sequence[tuple[str, str]]
    ) -> None:
        label = attribute.description + (" *" if attribute.required else "")
        self.fields[f"question_{number}"] = forms.ChoiceField(
            label=label, choices=asked, required=False, initial=source.question, help_text=attribute.code
        )
        fixed: forms.Field = forms.CharField(required=False, max_length=500, initial=source.fixed)
        if attribute.values:
            fixed = forms.ChoiceField(choices=[("", "—"), *attribute.values], required=False, initial=source.fixed)
        fixed.label = _now("Where that says nothing: always")
        self.fields[f"fixed_{number}"] = fixed
        for place, (key, name) in enumerate(self._options(source.question) if attribute.values else ()):
            self.fields[f"value_{number}_{place}"] = forms.ChoiceField(
                label=_now("“%(name)s” is there") % {"name": name},
                choices=[("", "—"), *attribute.values],
                required=False,
                initial=source.values.get(key, ""),
            )

    def sources(self) -> dict[str, Source]:
        given = self.cleaned_data
        made = {}
        for number, attribute in enumerate(self._attributes):
            question = given[f"question_{number}"]
            values = {
                key: given[f"value_{number}_{place}"]
                for place, (key, _name) in enumerate(self._options(question) if attribute.values else ())
                if given.get(f"value_{number}_{place}")
            }
            source = Source(question, values, given[f"fixed_{number}"])
            if source != Source():
                made[attribute.code] = source
        return made

    def _options(self, key: str) -> list[tuple[str, str]]:
        question = self._questions.get(key)
        if question is None:
            return []
        if question.type is QuestionType.YES_NO:
            return [("yes", _now("Yes")), ("no", _now("No"))]
        return [(option.key, option.label) for option in question.options]
