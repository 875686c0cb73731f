"""The words for the public, as their reader changes them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from banjie.cases import wording
from banjie.cases.publishing.payloads import PublicWords, Why
from banjie.cases.publishing.queue import Reading
from banjie.cases.publishing.rules import Act
from banjie.ui.widgets import CheckboxList, CountedTextarea

SHOWING = frozenset({Act.PROPOSE, Act.RELEASE})


class WordsForm(forms.Form):
    """Title, text, photos, reply, and the reason for not showing it. What is needed hangs on the button pressed."""

    title = forms.CharField(label=_("Title for the public"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Text for the public"),
        required=False,
        help_text=_("Leave out names, numbers, doors, and whatever tells who it was."),
        widget=CountedTextarea(limit=5_000, rows=8),
    )
    photos = forms.MultipleChoiceField(
        label=_("Photos to show"),
        required=False,
        widget=CheckboxList(),
        help_text=_("No faces, no number plates, no house numbers."),
    )
    reply = forms.CharField(
        label=_("Reply for the public"),
        required=False,
        help_text=_("The answer was written to the reporter: leave out how it speaks to them."),
        widget=CountedTextarea(limit=5_000, rows=5),
    )
    reason = forms.CharField(
        label=_("Why it is not shown"),
        required=False,
        help_text=_("The reporter reads it."),
        widget=CountedTextarea(limit=2_000, rows=2),
    )

    def __init__(self, data: Any = None, *, reading: Reading, act: Act | None = None) -> None:
        initial: dict[str, Any] = {name: getattr(reading, name) for name in ("title", "text", "reply")}
        super().__init__(data, initial=initial | {"photos": [str(each) for each in reading.chosen]})
        photos = self.fields["photos"]
        assert isinstance(photos, forms.MultipleChoiceField)
        photos.choices = [(str(each.id), each.name) for each in reading.photos]
        for name in ("title", "text", "reason"):
            needed = act is None or (act in SHOWING) == (name != "reason")
            self.fields[name].required = needed
            self.fields[name].error_messages["required"] = str(_("Write something here."))
        self._drop(photos=bool(reading.photos), reply=bool(reading.given))
        self._drop(reason=bool(reading.may - SHOWING))
        if not reading.may & SHOWING:
            self._drop(title=False, text=False, photos=False, reply=False)

    def _drop(self, **kept: bool) -> None:
        for name, wanted in kept.items():
            if not wanted:
                self.fields.pop(name, None)

    def words(self) -> PublicWords:
        """Raises pydantic.ValidationError; hand it to `take_errors`."""
        given: Mapping[str, Any] = self.cleaned_data
        return PublicWords(
            title=given.get("title", ""),
            text=given.get("text", ""),
            reply=given.get("reply", ""),
            photos=tuple(int(each) for each in given.get("photos", ())),
        )

    def why(self) -> str:
        """Raises pydantic.ValidationError."""
        return Why(reason=self.cleaned_data.get("reason", "")).reason

    def take_errors(self, error: ValidationError) -> None:
        for fault in error.errors():
            name = str(fault["loc"][0]) if fault["loc"] else None
            missing = fault["type"] in {"string_too_short", "too_short", "missing"}
            self.put(name, str(_("Write something here.") if missing else fault["msg"]))

    def put(self, name: str | None, words: str) -> None:
        self.add_error(name if name in self.fields else None, words)

    def put_code(self, name: str, code: str) -> None:
        self.put(name, str(wording.word(wording.PROBLEMS, code)))
