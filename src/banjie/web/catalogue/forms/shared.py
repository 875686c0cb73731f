"""What several forms are made of."""

from typing import Any

from django import forms

from banjie.catalogue.notation import BadNotation, parse_conditions
from banjie.core.conditions import Condition
from banjie.web.catalogue import wording


class NotationField(forms.CharField):
    """Conditions as text; cleaned into values."""

    def __init__(self, **given: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}), **given)

    def clean(self, value: Any) -> tuple[Condition, ...]:
        try:
            return parse_conditions(str(super().clean(value)))
        except BadNotation as bad:
            raise forms.ValidationError(notation_text(bad)) from bad


def notation_text(bad: BadNotation) -> str:
    return str(wording.PROBLEMS[bad.code]) % {"value": bad.text}


class InColumns(forms.Form):
    """A form whose fields stand in columns where there is room; `columns` names them, column by column."""

    columns: tuple[tuple[str, ...], ...] = ()

    def in_columns(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in names if name in self.fields] for names in self.columns]
