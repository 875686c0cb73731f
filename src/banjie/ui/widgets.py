"""Form widgets drawn with the components. Plain Django inputs, selects and text areas need none of these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise


class RadioList(forms.RadioSelect):
    """Radios under each other; `hints` maps a choice's value to a line below its label.

    `large=True` gives each answer an edge of its own, for thumbs; `inline=True` sets short answers side by side.
    """

    template_name = "ui/widgets/choices.html"
    option_template_name = "ui/widgets/choice.html"

    def __init__(
        self, *, large: bool = False, inline: bool = False, hints: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.large = large
        self.inline = inline
        self.hints = dict(hints or {})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {
            "large": self.large,
            "inline": self.inline,
            "hints": self.hints,
        }

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        return option | {"hint": self.hints.get(str(option["value"]), "")}


class CheckboxList(RadioList, forms.CheckboxSelectMultiple):
    """Checkboxes under each other, with the same options as RadioList."""

    allow_multiple_selected = True
    input_type = "checkbox"


class Combobox(forms.Select):
    """A select one can type into. `initials` maps a value to its pinyin initials, so "ld" finds 路灯;
    `details` maps a value to a word shown at the right of it. Without script it stays a select."""

    template_name = "ui/widgets/combobox.html"
    option_template_name = "ui/widgets/combobox_option.html"

    def __init__(
        self,
        *,
        initials: Mapping[str, str] | None = None,
        details: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.initials = dict(initials or {})
        self.details = dict(details or {})

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        key = str(option["value"])
        if key in self.initials:
            option["attrs"]["data-initials"] = self.initials[key]
        if key in self.details:
            option["attrs"]["data-detail"] = self.details[key]
        return option


class RemoteCombobox(forms.TextInput):
    """A combobox whose options come from `url`, asked as `?q=<typed>`, answered as
    `{"options": [{"value", "label", "detail"?}]}`. The field's value is the option's value;
    `shown` is the words for the present value."""

    template_name = "ui/widgets/remote_combobox.html"

    def __init__(self, *, url: str | Promise = "", shown: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = url
        self.shown = shown

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"url": self.url, "shown": self.shown}


class CountedTextarea(forms.Textarea):
    """A text area that says how many characters are left, once `limit` comes near. It never cuts text off."""

    template_name = "ui/widgets/counted_textarea.html"

    def __init__(self, *, limit: int, rows: int = 4, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": rows, **(attrs or {})})
        self.limit = limit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs) | {"limit": self.limit}
        # The form field's max_length would make the browser cut pasted text without a word.
        context["widget"]["attrs"].pop("maxlength", None)
        return context


class FilePicker(forms.FileInput):
    """File input with preview, size check and drop. `limit_mb` is per file; `accept` as in HTML.

    A browser writes its own button, in its own language: ours is a second label, over which the input lies unseen.
    """

    template_name = "ui/widgets/file_picker.html"
    allow_multiple_selected = True

    def __init__(
        self, *, limit_mb: int = 10, accept: str = "", multiple: bool = False, attrs: dict[str, Any] | None = None
    ) -> None:
        extra = {"accept": accept} if accept else {}
        super().__init__({**extra, **({"multiple": True} if multiple else {}), **(attrs or {})})
        self.limit_mb = limit_mb

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs) | {"limit_mb": self.limit_mb}
        given = context["widget"]["attrs"]
        given.setdefault("id", f"id_{name}")
        given["aria-describedby"] = f"{given.get('aria-describedby', '')} {given['id']}_limit".strip()
        return context


class OneFile(FilePicker):
    """A picker for a single file, whose field gets the file and not a list."""

    allow_multiple_selected = False


class DateInput(forms.DateInput):
    """The browser's own date picker: it knows the person's keyboard, calendar and screen reader."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own date-and-time picker, to the minute."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
