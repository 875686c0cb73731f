"""Form fields that are typed into and name an area, a unit or a member of staff."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banjie.organisations import queries
from banjie.organisations.permissions import Viewer
from banjie.organisations.queries import StaffRef
from banjie.organisations.tree import UnitRef
from banjie.places import queries as places
from banjie.places.refs import AreaRef
from banjie.platform import clock
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
    """Its value is a code (of an account: the username); the cleaned value what it names, or None.

    What does not lie `within` is not there: it is neither taken nor named. `keep_around` sets it for a form.
    """

    url_name = ""
    unknown: "StrOrPromise" = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=_TypedCombobox(self.url_name), max_length=120, **kwargs)
        self.within: Callable[[T], bool] | None = None

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        if not code:
            return None
        found = self.known(code)
        if found is None:
            raise forms.ValidationError(self.unknown, code="unknown")
        return found

    def prepare_value(self, value: Any) -> Any:
        """Also gives the widget the words it shows for the value."""
        found = self.known(str(value)) if value else None
        self.widget.shown = self.words(found) if found is not None else str(value or "")
        return value

    def known(self, code: str) -> T | None:
        found = self.find(code)
        return found if found is not None and (self.within is None or self.within(found)) else None

    def find(self, code: str) -> T | None:
        raise NotImplementedError

    def around(self, found: T, viewer: Viewer) -> bool:
        """Whether it lies in a jurisdiction of the viewer's."""
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

    def around(self, found: AreaRef, viewer: Viewer) -> bool:
        return viewer.around(found.path)

    def words(self, found: AreaRef) -> str:
        return area_name(found)


class UnitField(_NamedField[UnitRef]):
    """Cleans to a unit in use."""

    url_name = "accounts:unit-options"
    unknown = _("There is no such unit. Type a part of its name and choose one.")

    def find(self, code: str) -> UnitRef | None:
        found = queries.unit_by_code(code)
        return found if found is not None and found.active else None

    def around(self, found: UnitRef, viewer: Viewer) -> bool:
        return viewer.around(found.area_path)

    def words(self, found: UnitRef) -> str:
        return found.named(language())


class StaffField(_NamedField[StaffRef]):
    """Cleans to somebody whose account is in use."""

    url_name = "accounts:staff-options"
    unknown = _("There is no such person. Type a part of the name and choose one.")

    def find(self, code: str) -> StaffRef | None:
        return queries.staff_named(code)

    def around(self, found: StaffRef, viewer: Viewer) -> bool:
        return queries.is_colleague(viewer, found.id, at=clock.now())

    def words(self, found: StaffRef) -> str:
        return found.name


def keep_around(form: forms.BaseForm, viewer: Viewer, **narrower: Callable[[Any], bool]) -> None:
    """Lets the fields of a form name what lies in the viewer's jurisdictions and nothing else; a field that is named
    here, what it says besides.
    """
    for name, field in form.fields.items():
        if isinstance(field, _NamedField):
            field.within = partial(_reached, field, viewer, narrower.get(name))


def _reached(
    field: _NamedField[Any], viewer: Viewer, narrower: Callable[[Any], bool] | None, found: AreaRef | UnitRef | StaffRef
) -> bool:
    return field.around(found, viewer) and (narrower is None or narrower(found))


def area_name(area: AreaRef) -> str:
    """The area's name for the present reader."""
    return area.name_en if area.name_en and language().startswith("en") else area.name
