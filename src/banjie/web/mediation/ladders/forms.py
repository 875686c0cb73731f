"""A ladder on a page: a form for the whole, one for each rung, and buttons that add, move and take away rungs.

What holds is decided by `ladders.read` alone; the forms carry what was typed, and show each fault where it is.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from banjie.core.clocks import Target, Unit
from banjie.mediation import wording
from banjie.mediation.ladders import LEVELS, MOST_RUNGS, BadLadder, Ladder, Rung, declare
from banjie.mediation.models import MediatorKind, Track
from banjie.organisations.tree import UnitRef
from banjie.ui.widgets import CheckboxList

_LEVEL_WORDS: Final = {
    "village": _("Village"),
    "township": _("Township"),
    "county": _("County"),
    "prefecture": _("Prefecture"),
    "province": _("Province"),
}
_IN_ORDER: Final = [each for each in _LEVEL_WORDS if each in LEVELS]
# A select whose empty answer means something is marked as if it could be left out; so the answer has a word.
_ANY: Final = "any"
_COUNTED: Final = [("d", _("days")), ("wd", _("working days"))]
# Roles that the shipped ladders ask for; besides them every role that some unit has.
ROLE_WORDS: Final = {
    "mediation": _("Mediation"),
    "mediation_centre": _("Mediation centre"),
    "justice": _("Justice office"),
}


class LadderForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    track = forms.ChoiceField(label=_("Track"), choices=[("", "–"), *Track.choices])

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            self.fields["track"].disabled = True
            self.fields["track"].help_text = _("Stays as it is.")


class RungForm(forms.Form):
    """One rung, as it was typed. `key` stands for the rung in every dispute, and is never shown."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    unit_role = forms.ChoiceField(label=_("Duty of the unit"))
    level = forms.ChoiceField(
        label=_("Its level"),
        choices=[(_ANY, _("Any, the nearest")), *((key, _LEVEL_WORDS[key]) for key in _IN_ORDER)],
    )
    amount = forms.CharField(label=_("Time"), max_length=6, initial="30")
    counted = forms.ChoiceField(label=_("Counted in"), choices=_COUNTED)
    sits = forms.MultipleChoiceField(
        label=_("Who may sit"),
        required=False,
        choices=MediatorKind.choices,
        widget=CheckboxList(),
        help_text=_("None ticked: any mediator."),
    )
    panel = forms.BooleanField(label=_("A panel of three is usual"), required=False)

    def __init__(self, *args: Any, units: Sequence[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = str((self.initial or {}).get("unit_role") or "")
        roles = sorted({role for unit in units for role in unit.roles})
        known = dict.fromkeys([*ROLE_WORDS, *roles, *filter(None, [present])])
        words = [(role, ROLE_WORDS.get(role, role)) for role in known]
        self.fields["unit_role"].choices = [("", "–"), *words]  # type: ignore[attr-defined]

    def declared(self) -> dict[str, Any]:
        """The rung as `ladders.read` takes it: what was typed, whether it is right or not."""
        kept = {name: str(self[name].value() or "").strip() for name in ("key", "name", "name_en", "unit_role")}
        level = str(self["level"].value() or "")
        time = f"{str(self['amount'].value() or '').strip()}{self['counted'].value() or 'd'}"
        return kept | {
            "level": "" if level == _ANY else level,
            "sits": list(self["sits"].value() or ()),
            "panel": bool(self["panel"].value()),
            "time": time,
        }


class LadderPage:
    """The forms of one ladder, bound to what was sent or filled from what is in force. `units` are those that whoever
    sets it may know of.
    """

    def __init__(self, known: Ladder | None, units: Sequence[UnitRef], sent: QueryDict | None = None) -> None:
        self.known = known
        self.units = units
        if sent is None:
            content = declare(known) if known is not None else {}
            self.whole = LadderForm(initial=content, known=known is not None)
            rungs = known.rungs if known is not None else ()
            self.rungs = [RungForm(initial=_initial(rung), prefix=f"r{n}", units=units) for n, rung in enumerate(rungs)]
        else:
            self.whole = LadderForm(sent, initial={"track": known.track if known else ""}, known=known is not None)
            count = min(_count(sent), MOST_RUNGS + 1)
            self.rungs = [RungForm(sent, prefix=f"r{n}", units=units) for n in range(count)]

    def declared(self, key: str) -> dict[str, Any]:
        """What was typed, as `ladders.read` takes it. New rungs get a key of their own."""
        rungs = [form.declared() for form in self.rungs]
        used = {rung["key"] for rung in rungs} | ({rung.key for rung in self.known.rungs} if self.known else set())
        for rung in rungs:
            if not rung["key"]:
                rung["key"] = next(new for n in range(1, 99) if (new := f"rung_{n}") not in used)
                used.add(rung["key"])
        whole = {name: str(self.whole[name].value() or "").strip() for name in ("name", "name_en")}
        track = self.known.track if self.known is not None else str(self.whole["track"].value() or "")
        return {"key": key, **whole, "track": track, "rungs": rungs}

    def rearranged(self, do: str) -> "LadderPage":
        """The page after a button that changes the rungs: "add", "up-1", "down-1", "remove-1". Nothing is written."""
        given = self.declared("x")
        rungs: list[dict[str, Any]] = given["rungs"]
        verb, _sep, place = do.partition("-")
        at = int(place) if place.isdecimal() else -1
        if verb == "add" and len(rungs) < MOST_RUNGS:
            rungs.append({})
        elif 0 <= at < len(rungs):
            rung = rungs.pop(at)
            if verb != "remove":
                rungs.insert(max(at - 1, 0) if verb == "down" else at + 1, rung)
        page = LadderPage(None, self.units)
        page.known = self.known
        page.whole = LadderForm(initial=given, known=self.known is not None)
        page.rungs = [RungForm(initial=_typed(rung), prefix=f"r{n}", units=self.units) for n, rung in enumerate(rungs)]
        return page

    def blame(self, bad: BadLadder) -> None:
        """Puts each fault where it is."""
        for code, where in bad.problems:
            text = str(wording.LADDER_PROBLEMS[code])
            first, _sep, rest = where.partition(".")
            if first == "rungs" and rest:
                place, _sep, name = rest.partition(".")
                _add(self.rungs[int(place)], _FIELDS.get(name, name), text)
            else:
                _add(self.whole, first if first in self.whole.fields else None, text)

    @property
    def faults(self) -> bool:
        return bool(self.whole.errors or any(form.errors for form in self.rungs))


_FIELDS: Final[Mapping[str, str]] = {"time": "amount"}


def _add(form: forms.Form, name: str | None, text: str) -> None:
    """A field that misses its answer has said so by itself."""
    if name is None or name not in form.errors:
        form.add_error(name, text)


def new_key(taken: Sequence[str]) -> str:
    return next(key for n in range(1, 1000) if (key := f"own_{n}") not in taken)


def _count(sent: QueryDict) -> int:
    text = sent.get("count", "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _initial(rung: Rung) -> dict[str, Any]:
    return {
        "key": rung.key,
        "name": rung.name,
        "name_en": rung.name_en,
        "unit_role": rung.unit_role,
        "level": rung.level or _ANY,
        "amount": rung.time.amount,
        "counted": _short(rung.time),
        "sits": sorted(rung.sits),
        "panel": rung.panel,
    }


def _typed(rung: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, for a page that is drawn anew."""
    time = str(rung.get("time", "30d"))
    working = time.endswith("wd")
    amount = time.removesuffix("wd") if working else time.removesuffix("d")
    return {**rung, "level": rung.get("level") or _ANY, "amount": amount, "counted": "wd" if working else "d"}


def _short(time: Target) -> str:
    return "wd" if time.unit is Unit.WORKING_DAYS else "d"
