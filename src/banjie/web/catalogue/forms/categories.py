"""Saying what a category is, and where it stands."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.cases import wording as case_wording
from banjie.catalogue.content import CategoryEntry
from banjie.catalogue.notation import parse_list
from banjie.catalogue.tree import CategoryNode
from banjie.catalogue.vocabulary import DEEPEST, process_keys
from banjie.ui.widgets import CountedTextarea
from banjie.web.catalogue import wording
from banjie.web.catalogue.forms.shared import InColumns

_AS_ABOVE = ("", _("As in the category above"))
_YES_NO = (_AS_ABOVE, ("yes", _("Yes")), ("no", _("No")))
_KINDS = tuple(case_wording.CHOICES["kind"].items())
_LEVELS = tuple(case_wording.CHOICES["level"].items())
_CODE_HINT = _("Letters, digits and underscores. It never changes.")

FLAGS = ("offered", "public", "sensitive", "place_required")


class CategoryForm(InColumns):
    columns = (
        ("code", "name", "name_en", "description", "description_en", "keywords", "initials"),
        (
            "default_kind",
            "default_level",
            "process",
            "offered",
            "public",
            "public_place",
            "sensitive",
            "place_required",
        ),
    )
    name = forms.CharField(label=_("Name"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    description = forms.CharField(
        label=_("Description"),
        required=False,
        widget=CountedTextarea(limit=2000, rows=2),
        help_text=_("What belongs here."),
    )
    description_en = forms.CharField(
        label=_("Description in English"), required=False, widget=CountedTextarea(limit=2000, rows=2)
    )
    keywords = forms.CharField(
        label=_("Keywords"), required=False, help_text=_("Further words it is found by, with commas between them.")
    )
    initials = forms.CharField(
        label=_("Initials"), required=False, max_length=60, help_text=_("Only if those made from the name are wrong.")
    )
    default_kind = forms.ChoiceField(label=_("Kind"), required=False, choices=(_AS_ABOVE, *_KINDS))
    default_level = forms.ChoiceField(label=_("Level"), required=False, choices=(_AS_ABOVE, *_LEVELS))
    process = forms.ChoiceField(
        label=_("Process"),
        required=False,
        choices=(_AS_ABOVE, *((key, wording.PROCESSES.get(key, key)) for key in process_keys())),
    )
    offered = forms.ChoiceField(label=_("Offered to residents"), required=False, choices=_YES_NO)
    public = forms.ChoiceField(
        label=_("May be shown publicly"),
        required=False,
        choices=_YES_NO,
        help_text=_("Its cases may appear on public pages, where the reporter agrees."),
    )
    public_place = forms.ChoiceField(
        label=_("Place shown publicly"),
        required=False,
        choices=(_AS_ABOVE, *wording.PUBLIC_PLACES.items()),
        help_text=_("Where reports are about homes, the area is enough."),
    )
    sensitive = forms.ChoiceField(
        label=_("Confidential"),
        required=False,
        choices=_YES_NO,
        help_text=_("Only those who may see confidential cases see its cases."),
    )
    place_required = forms.ChoiceField(label=_("Place required"), required=False, choices=_YES_NO)

    def values(self) -> dict[str, Any]:
        """The fields as an entry has them."""
        given = dict(self.cleaned_data)
        chosen = ("default_kind", "default_level", "process", "public_place")
        return {
            **given,
            "keywords": parse_list(given["keywords"]),
            **{key: given[key] or None for key in chosen},
            **{key: {"yes": True, "no": False}.get(given[key]) for key in FLAGS},
        }

    @staticmethod
    def initial_of(entry: CategoryEntry) -> dict[str, Any]:
        flags = {key: {True: "yes", False: "no"}.get(getattr(entry, key), "") for key in FLAGS}
        return {**entry.model_dump(exclude={"questions"}), **flags, "keywords": ", ".join(entry.keywords)}


class NewCategoryForm(CategoryForm):
    code = forms.CharField(label=_("Code"), max_length=40, help_text=_CODE_HINT)
    field_order = ("code",)


class MoveCategoryForm(forms.Form):
    parent = forms.ChoiceField(label=_("Stands below"), required=False)
    before = forms.ChoiceField(label=_("Before"), required=False)

    def __init__(self, *args: Any, node: CategoryNode, nodes: Mapping[str, CategoryNode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = [each for each in nodes.values() if each.depth < DEEPEST and node.code not in each.path.split(".")]
        self._choices("parent", _("The top"), parents)
        self._choices("before", _("Last"), (each for each in nodes.values() if each.code != node.code))

    def _choices(self, name: str, empty: Any, nodes: Iterable[CategoryNode]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", empty), *((each.code, f"{each.code} {' › '.join(each.names)}") for each in nodes)]
