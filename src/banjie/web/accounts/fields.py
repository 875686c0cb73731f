"""Form fields that are typed into and name an area, a unit or a member of staff."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banjie.organisations import queries
from banjie.organisations.queries import StaffRef
from banjie.organisations.tree import UnitRef
from banjie.places import queries as places
from banjie.places.refs import AreaRef
from banjie.ui.widgets import RemoteCombobox

from .pages import language

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class _TypedCombobox(RemoteCombobox):
    """Without script only the words arrive: then the field looks for what they name."""

    def __init__(self, url_name: str) -> None:
        super().__init__()
        self.url_name = url_name

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"url": reverse(self.url_name)}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(name) or data.get(f"{name}_text")


class _NamedField[T](forms.CharField):
    """Its value is a code (of an account: the username); the cleaned value what it names, or None."""

    url_name = ""
    unknown: "StrOrPromise" = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=_TypedCombobox(self.url_name), max_length=120, **kwargs)

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        if not code:
            return None
        found = self.find(code)
        if found is None:
            raise forms.ValidationError(self.unknown, code="unknown")
        return found

    def prepare_value(self, value: Any) -> Any:
        """Also gives the widget the words it shows for the value."""
        found = self.find(str(value)) if value else None
        self.widget.shown = self.words(found) if found is not None else str(value or "")
        return value

    def find(self, code: str) -> T | None:
        raise NotImplementedError

    def words(self, found: T) -> str:
        raise NotImplementedError


class AreaField(_NamedField[AreaRef]):
    """Cleans to an area in use."""

    url_name = "accounts:area-options"
    unknown = _("There is no such area. Type a part of its name and choose one.")

    def find(self, code: str) -> AreaRef | None:
        found = places.area(code)
        return found if found is not None and found.active else None

    def words(self, found: AreaRef) -> str:
        return area_name(found)


class UnitField(_NamedField[UnitRef]):
    """Cleans to a unit in use."""

    url_name = "accounts:unit-options"
    unknown = _("There is no such unit. Type a part of its name and choose one.")

    def find(self, code: str) -> UnitRef | None:
        found = queries.unit_by_code(code)
        return found if found is not None and found.active else None

    def words(self, found: UnitRef) -> str:
        return found.named(language())


class StaffField(_NamedField[StaffRef]):
    """Cleans to somebody whose account is in use."""

    url_name = "accounts:staff-options"
    unknown = _("There is no such person. Type a part of the name and choose one.")

    def find(self, code: str) -> StaffRef | None:
        return queries.staff_named(code)

    def words(self, found: StaffRef) -> str:
        return found.name


def area_name(area: AreaRef) -> str:
    """The area's name for the present reader."""
    return area.name_en if area.name_en and language().startswith("en") else area.name
