"""The words of an article as its writer fills them in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from banjie.catalogue import queries as catalogue
from banjie.knowledge import editing, wording
from banjie.knowledge.content import ArticleWords
from banjie.knowledge.errors import ArticleRefused, Code
from banjie.knowledge.models import Version
from banjie.knowledge.rules import CONFIRM_EVERY
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer
from banjie.places import queries as places
from banjie.places.levels import Level
from banjie.places.refs import AreaRef
from banjie.ui.widgets import CheckboxList, Combobox, CountedTextarea, DateInput, RemoteCombobox
from banjie.web.accounts.fields import area_name

CATEGORIES = ("category", "category_2", "category_3")


class ArticleForm(forms.Form):
    """Chinese first; English, areas, sources and days below."""

    question = forms.CharField(
        label=_("Question"), required=False, max_length=200, help_text=_("As a resident asks it.")
    )
    answer = forms.CharField(
        label=pgettext_lazy("article", "Answer"),
        required=False,
        help_text=_(
            "The answer first, then what to bring, where to go, how long it takes. "
            "A line that begins with “- ” is a point."
        ),
        widget=CountedTextarea(limit=8_000, rows=10),
    )
    asked_as = forms.CharField(
        label=_("How else people ask it"),
        required=False,
        help_text=_("One a line, in residents' own words: it is found by them too."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = forms.ChoiceField(label=_("Responsible unit"))
    category = forms.CharField(label=_("Category"), required=False)
    category_2 = forms.CharField(label=_("Second category"), required=False)
    category_3 = forms.CharField(label=_("Third category"), required=False)
    areas = forms.MultipleChoiceField(
        label=_("Only in these areas"),
        required=False,
        widget=CheckboxList(),
        help_text=_("None chosen: everywhere that the unit serves."),
    )
    more_areas = forms.CharField(
        label=_("Another area, of whatever level"),
        required=False,
        help_text=_("A township, a village, a grid: type a part of its name. Chosen, it joins those above."),
    )
    sources = forms.CharField(
        label=_("Sources"),
        required=False,
        help_text=_("One a line: the name, then its web address if it has one."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    valid_from = forms.DateField(label=_("Valid from"), required=False, widget=DateInput())
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=DateInput())
    confirm_every = forms.IntegerField(
        label=_("Confirm it every … days"),
        initial=CONFIRM_EVERY,
        min_value=7,
        max_value=730,
        help_text=_("Afterwards residents read that nobody has confirmed it since."),
    )
    question_en = forms.CharField(label=_("Question in English"), required=False, max_length=200)
    answer_en = forms.CharField(
        label=_("Answer in English"), required=False, widget=CountedTextarea(limit=8_000, rows=6)
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or ""
        unit, areas = self.fields["unit"], self.fields["areas"]
        assert isinstance(unit, forms.ChoiceField)
        assert isinstance(areas, forms.MultipleChoiceField)
        units = editing.units_for(viewer)
        unit.widget = Combobox(details={str(each.id): each.area_name for each in units})
        unit.choices = [("", ""), *((str(each.id), each.named(language)) for each in units)]
        areas.choices = _area_choices(viewer, self._codes_of_areas())
        self.fields["more_areas"].widget = RemoteCombobox(url=reverse_lazy("accounts:area-options"))
        # One language is enough; without a word of the other, this one is needed.
        in_english = any(self.data.get(name) or self.initial.get(name) for name in ("question_en", "answer_en"))
        for name in ("question", "answer"):
            self.fields[name].required = not in_english
        for name in CATEGORIES:
            code = str(self.data.get(name) or self.initial.get(name) or "")
            self.fields[name].widget = RemoteCombobox(
                url=reverse_lazy("workbench:category-options"), shown=category_name(code)
            )

    def clean(self) -> dict[str, Any]:
        """One chosen by its name belongs to the others, also in a browser without scripts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        more, areas = cleaned.get("more_areas", ""), cleaned.get("areas", [])
        known = {code for code, _name in self.fields["areas"].choices}  # type: ignore[attr-defined]
        if more and more not in known:
            self.add_error("more_areas", str(wording.REFUSALS[Code.AREA_UNKNOWN]))
        elif more:
            cleaned["areas"] = list(dict.fromkeys([*areas, more]))
        return cleaned

    def _codes_of_areas(self) -> list[str]:
        """What is chosen so far, of whatever level: each of them can be taken back by its own tick."""
        if not self.is_bound:
            return [str(code) for code in self.initial.get("areas") or []]
        given = self.data.getlist("areas") if isinstance(self.data, QueryDict) else self.data.get("areas", [])
        return [*given, str(self.data.get("more_areas", ""))]

    def words(self) -> ArticleWords:
        """Raises pydantic.ValidationError; hand it to `take_errors`."""
        given: Mapping[str, Any] = self.cleaned_data
        plain = ("question", "answer", "question_en", "answer_en", "valid_from", "valid_until", "confirm_every")
        return ArticleWords.model_validate(
            {name: given[name] for name in plain}
            | {
                "asked_as": _lines(given["asked_as"]),
                "unit": given["unit"],
                "categories": list(dict.fromkeys(given[name] for name in CATEGORIES if given[name])),
                "areas": given["areas"],
                "sources": [_source(line) for line in _lines(given["sources"])],
            }
        )

    def take_errors(self, error: ValidationError) -> None:
        for fault in error.errors():
            name = str(fault["loc"][0]) if fault["loc"] else "question"
            code = str(fault.get("ctx", {}).get("error", ""))
            self._put(name, str(wording.PROBLEMS.get(code, fault["msg"])))

    def take_refusal(self, refused: ArticleRefused) -> None:
        self._put(refused.field, str(wording.REFUSALS[refused.code]))

    def _put(self, name: str, words: str) -> None:
        name = "category" if name == "categories" else name
        self.add_error(name if name in self.fields else None, words)


def initial_of(version: Version) -> dict[str, Any]:
    """The fields as a version has them."""
    names = ("question", "answer", "question_en", "answer_en", "valid_from", "valid_until", "confirm_every")
    return {name: getattr(version, name) for name in names} | {
        "asked_as": "\n".join(version.asked_as),
        "unit": str(version.unit_id),
        "areas": [] if version.areas == _whole(version) else version.areas,
        "sources": "\n".join(f"{each['title']} {each['url']}".strip() for each in version.sources),
        **dict(zip(CATEGORIES, version.categories, strict=False)),
    }


def _whole(version: Version) -> list[str]:
    """The area of its unit, which goes without saying."""
    unit = organisations.units_index().get(version.unit_id)
    return [unit.area_path.rpartition(".")[2]] if unit is not None else []


def category_name(code: str) -> str:
    node = catalogue.current().nodes.get(code)
    if node is None:
        return ""
    return node.name_en if (get_language() or "").startswith("en") else node.name


def _area_choices(viewer: Viewer, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """What lies directly below the widest areas around the editor, and what else is chosen, with where it lies."""
    near = [
        part
        for top in places.children()
        if viewer.around(top.path)
        for part in (top, *places.children(top.path))
        if part.level.rank <= Level.VILLAGE.rank
    ]
    shown = {part.code for part in near}
    found = [area for code in dict.fromkeys(chosen) if code not in shown and (area := places.area(code)) is not None]
    further = [(area.code, _where(area)) for area in found if area.active and viewer.around(area.path)]
    return [*((part.code, area_name(part)) for part in near), *further]


def _where(area: AreaRef) -> str:
    """A village and a grid by their township too: their names are not the only ones."""
    above = places.ancestors(area.path)[1:]
    return " › ".join(area_name(each) for each in (*above, area))


def _lines(text: str) -> Sequence[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _source(line: str) -> dict[str, str]:
    title, _space, url = line.rpartition(" ")
    if "://" in url:
        return {"title": title.strip() or url, "url": url}
    if "://" in line:
        return {"title": line, "url": line}
    return {"title": line, "url": ""}
