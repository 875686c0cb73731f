"""Time limits as a table of steps and levels."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.cases import wording as case_wording
from banjie.core.clocks import ClockError, Target, parse_target
from banjie.web.catalogue import wording


class LimitField(forms.CharField):
    """A time limit as people write it; cleaned into a Target, or None where there is none."""

    def __init__(self, *, held: str, **given: Any) -> None:
        # What holds without a limit of its own stands in the empty cell.
        widget = forms.TextInput(attrs={"placeholder": held, "autocomplete": "off", "aria-label": given["label"]})
        super().__init__(required=False, max_length=20, widget=widget, **given)

    def clean(self, value: Any) -> Target | None:
        text = str(super().clean(value)).strip()
        try:
            return parse_target(text) if text else None
        except ClockError as error:
            raise forms.ValidationError(str(wording.PROBLEMS["bad_target"]) % {"value": text}) from error


class LimitsForm(forms.Form):
    """A field for each step and level, named `urgent-handle`; `any` stands for no level."""

    def __init__(self, *args: Any, rows: Iterable[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = tuple(rows)
        levels = {"any": _("Any level"), **case_wording.CHOICES["level"]}
        for row in self._rows:
            for cell in row["cells"]:
                label = f"{row['label']}, {levels[cell.level]}"
                held = "" if cell.own else cell.held
                self.fields[f"{cell.level}-{row['step']}"] = LimitField(label=label, held=held, initial=cell.own)

    def rows(self) -> Iterator[dict[str, Any]]:
        for row in self._rows:
            yield {**row, "fields": [self[f"{cell.level}-{row['step']}"] for cell in row["cells"]]}

    def targets(self) -> dict[tuple[str | None, str], Target | None]:
        return {
            (None if level == "any" else level, step): target
            for (level, _dash, step), target in ((name.partition("-"), t) for name, t in self.cleaned_data.items())
        }
