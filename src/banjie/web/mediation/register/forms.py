"""Forms of the pages of registers."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.mediation.register.fields import TITLES, Field
from banjie.mediation.register.mapping import RegisterMapping, Unreadable
from banjie.platform.tables import header_key
from banjie.ui.widgets import OneFile

_LIMIT_MB: Final = 64
_GROUPS: Final = (
    (_("The dispute"), (Field.NUMBER, Field.KIND, Field.SUMMARY, Field.PLACE, Field.AREA, Field.CLAIMED)),
    (_("The parties"), (Field.PARTIES, Field.SIDE_A, Field.SIDE_B, Field.PEOPLE)),
    (_("Mediation"), (Field.COMMITTEE, Field.MEDIATOR, Field.TRACK, Field.BROUGHT_BY, Field.RECEIVED)),
    (
        _("What became of it"),
        (
            Field.OUTCOME,
            Field.ENDED,
            Field.DAYS,
            Field.AGREED,
            Field.FORM,
            Field.PERFORMED,
            Field.CONFIRMED,
        ),
    ),
)
# Those that a person may want to go without; the others are asked about word by word.
_LENIENT: Final = (Field.PARTIES, Field.AGREED, Field.COMMITTEE)


class RegisterForm(forms.Form):
    file = forms.FileField(
        label=_("Register of past disputes"),
        help_text=_("As you have it: xlsx, xls, ods or CSV, any column names. Nothing is brought in yet."),
        widget=OneFile(limit_mb=_LIMIT_MB, accept=".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.txt"),
        allow_empty_file=True,
    )


class ColumnsForm(forms.Form):
    """What each column becomes (`use_0` …), and how its cells are read."""

    source = forms.RegexField(
        r"^[a-z0-9][a-z0-9_-]{0,39}$",
        label=_("Whose register this is"),
        help_text=_("Small letters and dashes. The same row of the same register comes in only once."),
        max_length=40,
    )
    year = forms.IntegerField(
        label=_("Year of the register"),
        help_text=_("For days that name none, as 3月初 or 去年腊月."),
        min_value=1950,
        max_value=2099,
        required=False,
    )
    lenient = forms.MultipleChoiceField(
        label=_("Bring a row in without"),
        choices=[(str(field), TITLES[field]) for field in _LENIENT],
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Where the cell cannot be read. Otherwise the row is at fault."),
        required=False,
    )
    ends_when_received = forms.BooleanField(
        label=_("A row that tells no end was over on its first day"), required=False
    )

    def __init__(self, data: Any, *, content: RegisterMapping, headers: Sequence[str]) -> None:
        super().__init__(data, initial=_initial(content))
        self.content, self.headers = content, headers
        choices = [
            ("", _("— not brought in —")),
            *((label, [(str(field), TITLES[field]) for field in fields]) for label, fields in _GROUPS),
        ]
        for column, header in enumerate(headers):
            use = _use(content, header)
            self.fields[f"use_{column}"] = forms.ChoiceField(choices=choices, required=False, initial=use)

    def rows(self) -> Iterator[tuple[str, forms.BoundField]]:
        """Each column with its field, for the table."""
        for column, header in enumerate(self.headers):
            yield header, self[f"use_{column}"]

    def mapping(self) -> RegisterMapping:
        """The mapping as it was sent. Raises pydantic.ValidationError."""
        said = self.cleaned_data
        fields: dict[Field, tuple[str, ...]] = {}
        for column, header in enumerate(self.headers):
            if use := said[f"use_{column}"]:
                fields[Field(use)] = (*fields.get(Field(use), ()), header)
        kept: dict[Field, Unreadable] = {
            field: how for field, how in self.content.unreadable.items() if field not in _LENIENT
        }
        lenient = dict.fromkeys(map(Field, said["lenient"]), Unreadable.LEAVE_EMPTY)
        unreadable = kept | lenient
        units: dict[Field, int] = {field: unit for field, unit in self.content.units.items() if field in fields}
        changes: dict[str, Any] = {
            "source": said["source"],
            "headers": tuple(self.headers),
            "fields": fields,
            "units": units,
            "year": said["year"],
            "unreadable": unreadable,
            "ends_when_received": said["ends_when_received"],
        }
        return RegisterMapping.model_validate({**self.content.model_dump(), **changes})


def _initial(content: RegisterMapping) -> dict[str, Any]:
    return {
        "source": content.source,
        "year": content.year,
        "lenient": [str(field) for field in _LENIENT if content.leaves_empty(field)],
        "ends_when_received": content.ends_when_received,
    }


def _use(content: RegisterMapping, header: str) -> str:
    key = header_key(header)
    uses = (field for field, columns in content.fields.items() if any(header_key(each) == key for each in columns))
    return str(next(uses, ""))
