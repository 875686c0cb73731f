"""Forms of the pages of imports. A mapping that is shown and sent back unchanged stays what it was."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.cases.imports.fields import MOMENTS, TITLES, Field
from banjie.cases.imports.mapping import SOURCE, Join, MappingContent, Source, Unknown
from banjie.core.coordinates import Datum
from banjie.platform.tables import header_key
from banjie.ui.widgets import OneFile, RadioList, RemoteCombobox
from banjie.web.imports.words import DATUMS, FIELD_GROUPS

KEEP: Final = "keep"
_LIMIT_MB: Final = 512
# Several columns for one field: their texts under each other, or the steps of a path; else the first that speaks.
_JOINS: Final[Mapping[Field, Join]] = {
    Field.TITLE: Join.LINES,
    Field.BODY: Join.LINES,
    Field.REPLY: Join.LINES,
    Field.NOTE: Join.LINES,
    Field.CATEGORY: Join.PATH,
}
_TEMPLATES: Final = (Field.TITLE, Field.BODY)
_CONSTANTS: Final = (Field.CATEGORY, Field.LEAD_UNIT, Field.CHANNEL, Field.KIND)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Spreadsheet or CSV"),
        help_text=_("As you have it: any column names, titles above them, GBK or UTF-8. Nothing is imported yet."),
        widget=OneFile(limit_mb=_LIMIT_MB, accept=".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.txt"),
        allow_empty_file=True,
    )


class MappingFileForm(forms.Form):
    file = forms.FileField(
        label=_("Mapping as JSON"),
        help_text=_("As it was exported here or elsewhere."),
        widget=OneFile(limit_mb=1, accept=".json,application/json"),
    )


class ColumnsForm(forms.Form):
    """What each column becomes (`use_0` …, with a second use in `also_0` …), and how cells are read."""

    name = forms.CharField(label=_("Name of this mapping"), max_length=80)
    source = forms.RegexField(
        SOURCE,
        label=_("Whose records these are"),
        help_text=_("Small letters and dashes. A row with the same number from the same source comes in only once."),
        max_length=40,
    )
    day_first = forms.ChoiceField(
        label=_("In 03/04/2026, the day is"),
        choices=[
            ("", _("as the column shows")),
            ("yes", _("03: the day comes first")),
            ("no", _("04: the month comes first")),
        ],
        required=False,
    )
    time_zone = forms.CharField(label=_("Time zone of the times"), max_length=40)
    datum = forms.ChoiceField(label=_("Map datum"), choices=[(each.value, DATUMS[each]) for each in Datum])
    through = forms.ChoiceField(
        label=_("New matters are"),
        choices=[
            ("received", _("received, to be accepted one by one")),
            ("accepted", _("accepted, to be dispatched")),
            ("assigned", _("accepted and dispatched by the routing rules")),
        ],
        widget=RadioList(),
    )
    without_category = forms.BooleanField(
        label=_("Bring rows in whose category nobody knows"),
        help_text=_("They wait for a category among the matters to accept."),
        required=False,
    )

    suggests = forms.BooleanField(
        label=_("Fill in categories that the words surely tell"),
        help_text=_(
            "For rows that name none. All of them wait to be accepted; where it is not sure, the clerk chooses."
        ),
        required=False,
    )

    reads_words = forms.BooleanField(
        label=_("Fill in level and kind that the words speak for"),
        help_text=_(
            "For new matters for which the file has none. A level is only ever raised; the words stand in the case. "
            "Whether it is a dispute is left to a person."
        ),
        required=False,
    )

    def __init__(
        self, data: Any, *, content: MappingContent, headers: Sequence[str], urls: Mapping[Field, str]
    ) -> None:
        super().__init__(data, initial=_initial(content))
        self.content, self.headers = content, headers
        choices = _use_choices()
        # What a column feeds beyond the two uses that can be chosen here stays as it is.
        self._further: dict[int, list[str]] = {}
        for column, header in enumerate(headers):
            uses = _uses(content, header)
            self._further[column] = uses[2:]
            self.fields[f"use_{column}"] = _choice(choices, uses[:1])
            if len(uses) > 1 or any(use in set(MOMENTS) for use in uses):
                self.fields[f"also_{column}"] = _choice([("", "—"), *choices[1:]], uses[1:2])
        for field in _TEMPLATES:
            self.fields[f"template_{field}"] = _template(field, content.fields.get(field))
        for field in _CONSTANTS:
            constant = content.fields[field].constant if field in content.fields else ""
            self.fields[f"constant_{field}"] = forms.CharField(
                label=TITLES[field],
                required=False,
                initial=constant,
                widget=RemoteCombobox(url=urls[field], shown=constant),
            )

    def rows(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField | None]]:
        """Each column with its fields, for the table."""
        for column, header in enumerate(self.headers):
            also = self[f"also_{column}"] if f"also_{column}" in self.fields else None
            yield header, self[f"use_{column}"], also

    def template_fields(self) -> list[forms.BoundField]:
        return [self[f"template_{field}"] for field in _TEMPLATES]

    def constant_fields(self) -> list[forms.BoundField]:
        return [self[f"constant_{field}"] for field in _CONSTANTS]

    def mapping(self) -> MappingContent:
        """The mapping as it was sent. Raises pydantic.ValidationError."""
        said = self.cleaned_data
        unknown: dict[Field, Unknown] = dict(self.content.unknown)
        unknown.pop(Field.CATEGORY, None)
        if said["without_category"]:
            unknown[Field.CATEGORY] = Unknown.LEAVE_EMPTY
        changes = {
            "name": said["name"],
            "source": said["source"],
            "headers": tuple(self.headers),
            "fields": self._sources(),
            "extras": tuple(self.headers[column] for column in self._columns(KEEP)),
            "time_zone": said["time_zone"],
            "day_first": {"yes": True, "no": False}.get(said["day_first"]),
            "datum": said["datum"],
            "through": said["through"],
            "unknown": unknown,
            "suggests": said["suggests"],
            "reads_words": said["reads_words"],
        }
        return MappingContent.model_validate({**self.content.model_dump(), **changes})

    def _sources(self) -> dict[Field, Source]:
        made: dict[Field, Source] = {}
        for field in Field:
            source = self._source(field)
            if source.all_columns or source.constant:
                made[field] = source
        return made

    def _source(self, field: Field) -> Source:
        before = self.content.fields.get(field, Source())
        columns = tuple(self.headers[column] for column in self._columns(field))
        template = self.cleaned_data.get(f"template_{field}", before.template)
        constant = self.cleaned_data.get(f"constant_{field}", before.constant)
        # Columns that were not touched keep their order and the way in which they are joined.
        same = {header_key(column) for column in columns} == {header_key(column) for column in before.columns}
        if same:
            return before.model_copy(update={"template": template, "constant": constant})
        return Source(columns=columns, join=_JOINS.get(field, Join.FIRST), template=template, constant=constant)

    def _columns(self, use: str) -> list[int]:
        said = self.cleaned_data
        return [
            column
            for column in range(len(self.headers))
            if use in {said[f"use_{column}"], said.get(f"also_{column}", ""), *self._further[column]}
        ]


def _initial(content: MappingContent) -> dict[str, Any]:
    return {
        "name": content.name,
        "source": content.source,
        "day_first": {True: "yes", False: "no", None: ""}[content.day_first],
        "time_zone": content.time_zone,
        "datum": content.datum,
        "through": content.through,
        "suggests": content.suggests,
        "reads_words": content.reads_words,
        "without_category": content.unknown.get(Field.CATEGORY) is Unknown.LEAVE_EMPTY,
    }


def _uses(content: MappingContent, header: str) -> list[str]:
    """The fields that a column feeds by itself; templates name their columns in their own text."""
    key = header_key(header)
    uses = [
        str(field)
        for field, source in content.fields.items()
        if any(header_key(column) == key for column in source.columns)
    ]
    if any(header_key(column) == key for column in content.extras):
        uses.append(KEEP)
    return uses


def _use_choices() -> list[Any]:
    groups = [(label, [(str(field), TITLES[field]) for field in fields]) for label, fields in FIELD_GROUPS]
    return [("", _("— not imported —")), *groups, (KEEP, _("Kept as it is (nothing about a person)"))]


def _choice(choices: list[Any], initial: Sequence[str]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, initial=initial[0] if initial else "")


def _template(field: Field, source: Source | None) -> forms.CharField:
    return forms.CharField(
        label=TITLES[field],
        required=False,
        max_length=200,
        initial=source.template if source is not None else "",
        help_text=_("Names of columns in braces are filled in: {类型}：{地点}") if field is Field.TITLE else "",
    )
