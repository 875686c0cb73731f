"""Forms of the pages of areas and places."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.core.coordinates import Datum
from banjie.places.boundaries import ImportOptions, PropertyNames, Sniffed, Tolerances
from banjie.places.levels import Level, PlaceKind
from banjie.places.queries import NamedPlace
from banjie.places.words import KINDS, LEVELS
from banjie.ui.widgets import DateInput, OneFile
from banjie.web.areas.words import DATUMS

_EDITABLE_KINDS = [("", "—"), *((kind.value, word) for kind, word in KINDS.items() if kind is not PlaceKind.AREA)]
_PROPERTIES = ("code", "name", "name_en", "level", "parent", "aliases")


class AreaNameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("English name"), max_length=100, required=False)


class PlaceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=_EDITABLE_KINDS)
    aliases = forms.CharField(
        label=_("Other names"),
        help_text=_("One a line: what people call it, and what it was called before."),
        widget=forms.Textarea({"rows": 3}),
        max_length=4000,
        required=False,
    )
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180)
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90)

    @staticmethod
    def initial_for(place: NamedPlace) -> dict[str, Any]:
        return {
            "name": place.name,
            "kind": place.kind,
            "aliases": "\n".join(place.aliases),
            "longitude": place.lon,
            "latitude": place.lat,
        }

    def alias_names(self) -> tuple[str, ...]:
        return tuple(part for part in re.split(r"[\n;；、]", self.cleaned_data["aliases"]) if part.strip())


class BoundaryUploadForm(forms.Form):
    file = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_("A FeatureCollection of polygons with a code, a name, a level and the code of the area above."),
        widget=OneFile(limit_mb=100, accept=".geojson,.json,application/geo+json"),
    )


class NamesUploadForm(forms.Form):
    file = forms.FileField(
        label=_("Spreadsheet or CSV"),
        help_text=_(
            "Columns: name, kind, and the code of an area or a longitude and latitude; other names parted by ;"
        ),
        widget=OneFile(limit_mb=20, accept=".csv,.xlsx,.xls,.ods"),
    )
    datum = forms.ChoiceField(
        label=_("Coordinates are in"), choices=[(datum.value, word) for datum, word in DATUMS.items()]
    )


class ImportOptionsForm(forms.Form):
    """How a file of boundaries is to be understood; sent with every look at the preview."""

    code = forms.ChoiceField(label=_("Code"))
    name = forms.ChoiceField(label=_("Name"))
    name_en = forms.ChoiceField(label=_("English name"), required=False)
    level = forms.ChoiceField(label=_("Administrative level"), required=False)
    parent = forms.ChoiceField(label=_("Code of the area above"), required=False)
    aliases = forms.ChoiceField(label=_("Other names"), required=False)
    default_level = forms.ChoiceField(
        label=_("Level of areas that name none"),
        choices=[("", "—"), *((level.value, word) for level, word in LEVELS.items())],
        required=False,
    )
    datum = forms.ChoiceField(
        label=_("Coordinates are in"), choices=[(datum.value, word) for datum, word in DATUMS.items()]
    )
    tolerance = forms.FloatField(
        label=_("Let pass overlaps, gaps and overhangs up to (m²)"), min_value=0, max_value=1_000_000
    )
    retires_below = forms.ChoiceField(label=_("Areas of the same levels that the file leaves out"), required=False)
    accepts_gaps = forms.BooleanField(
        label=_("Import although parts of an area belong to none of the areas below"), required=False
    )

    def __init__(self, *args: Any, sniffed: Sniffed, scopes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [(name, name) for name in sniffed.found]
        for key in _PROPERTIES:
            self._choices(key, there if self.fields[key].required else [("", "—"), *there])
        keeps = ("-", _("stay in use"))
        self._choices("retires_below", [keeps, *scopes])

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def property_fields(self) -> list[forms.BoundField]:
        """What is called what in the file: seldom touched, since it is guessed."""
        return [self[key] for key in (*_PROPERTIES, "default_level")]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in ("datum", "retires_below", "tolerance", "accepts_gaps")]

    @property
    def properties_at_fault(self) -> bool:
        return any(field.errors for field in self.property_fields)

    @staticmethod
    def usual(sniffed: Sniffed) -> dict[str, Any]:
        """What the form says before anybody has said otherwise."""
        first = sniffed.found[0] if sniffed.found else ""
        said = {key: getattr(sniffed.names, key) for key in _PROPERTIES}
        return said | {
            "code": said["code"] or first,
            "name": said["name"] or first,
            "datum": Datum.WGS84.value,
            "tolerance": Tolerances().overlap,
            "retires_below": "-",
        }

    def options(self) -> ImportOptions:
        said = self.cleaned_data
        metres = said["tolerance"]
        below = said["retires_below"]
        return ImportOptions(
            properties=PropertyNames(**{key: said[key] for key in _PROPERTIES}),
            default_level=Level(said["default_level"]) if said["default_level"] else None,
            datum=Datum(said["datum"]),
            tolerances=Tolerances(overlap=metres, outside=metres, gap=metres),
            retires_below=None if below in ("", "-") else below.removeprefix("/"),
            accepts_gaps=said["accepts_gaps"],
        )


class ConfirmForm(forms.Form):
    valid_from = forms.DateField(
        label=_("New boundaries hold from"),
        help_text=_("Today or earlier. Matters that came in before keep the area they had."),
        widget=DateInput(),
    )
