"""The agreement as it is written: one form for its words, one for every obligation."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from banjie.mediation.models import AgreementForm, Due, ObligationKind
from banjie.mediation.place_words import place_words
from banjie.mediation.queries import AgreementView
from banjie.mediation.terms import Draft, Every, Term, Text, days_of, parts_of
from banjie.mediation.terms.instalments import MOST_PARTS
from banjie.mediation.terms.rows import MOST_TERMS
from banjie.ui.widgets import DateInput
from banjie.web.mediation.parties.forms import LANGUAGES

_CURRENCIES: Final = [("CNY", _("Yuan")), ("USD", "USD"), ("EUR", "EUR"), ("HKD", "HKD"), ("MOP", "MOP")]
_EVERY: Final = [
    (Every.MONTH, _("month")),
    (Every.WEEK, _("week")),
    (Every.QUARTER, _("quarter")),
    (Every.YEAR, _("year")),
]


class SumField(forms.DecimalField):
    """A sum as people write it: ３，０００.00, ¥3000, 3000元."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_digits=14,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "number", "autocomplete": "off"}),
            **more,
        )

    def to_python(self, value: Any) -> Any:
        plain = unicodedata.normalize("NFKC", str(value or "")).translate(str.maketrans("", "", ", 　¥￥元"))
        return super().to_python(plain)


class WordsForm(forms.Form):
    form = forms.ChoiceField(label=_("Form"), choices=AgreementForm.choices)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    facts = forms.CharField(
        label=_("Facts and what is disputed"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What happened, and what the sides do not see alike."),
    )
    performance = forms.CharField(
        label=_("How it is performed"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    others = forms.CharField(
        label=_("What else is agreed"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    total = SumField(label=_("Sum in all"), required=False, help_text=_("Left empty, it is reckoned from the lines."))
    currency = forms.ChoiceField(label=_("Currency"), choices=_CURRENCIES)
    translated_into = forms.ChoiceField(
        label=_("Translated into"), choices=[("", _("No other language")), *LANGUAGES], required=False
    )
    translation = forms.CharField(
        label=_("Translation of the whole text"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TermForm(forms.Form):
    kind = forms.ChoiceField(label=_("What kind"), choices=ObligationKind.choices)
    owed_by = forms.TypedChoiceField(label=_("Who owes it"), coerce=int)
    owed_to = forms.TypedChoiceField(label=_("To whom"), coerce=int, required=False, empty_value=None)
    amount = SumField(label=_("Amount of money"), required=False)
    due = forms.ChoiceField(label=_("When it is due"), choices=Due.choices)
    due_on = forms.DateField(label=_("By which day"), required=False, widget=DateInput())
    what = forms.CharField(
        label=_("What exactly"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 1})
    )
    condition = forms.CharField(label=_("Under which condition"), required=False, max_length=1_000)
    how = forms.CharField(label=_("In which way"), required=False, max_length=1_000)
    group = forms.IntegerField(required=False, widget=forms.HiddenInput(), min_value=0, max_value=999)
    instalment = forms.IntegerField(required=False, widget=forms.HiddenInput(), min_value=0, max_value=999)
    of_total = forms.DecimalField(required=False, widget=forms.HiddenInput(), max_digits=14, decimal_places=2)
    parts = forms.IntegerField(label=_("In how many parts"), required=False, min_value=2, max_value=MOST_PARTS)
    every = forms.ChoiceField(label=_("One every"), choices=_EVERY, required=False)

    def __init__(self, *args: Any, parties: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owed_by"].choices = list(parties)  # type: ignore[attr-defined]
        self.fields["owed_to"].choices = [("", _("Every other side")), *parties]  # type: ignore[attr-defined]

    @property
    def number(self) -> int:
        """By which the page names the row, wherever it stands."""
        return int(str(self.prefix).rpartition("-")[2])

    @property
    def in_group(self) -> bool:
        return bool(self["group"].value())

    @property
    def more_open(self) -> bool:
        return bool(self["condition"].value() or self["how"].value() or self["due"].value() == Due.ON_CONDITION)

    def term(self, currency: str) -> Term:
        """The obligation as far as it can be read; what cannot is named at its field."""
        given: Mapping[str, Any] = self.cleaned_data if self.is_bound else self.initial
        return Term(
            kind=given.get("kind", "pay"),
            owed_by=given.get("owed_by"),
            owed_to=given.get("owed_to"),
            what=given.get("what", ""),
            amount=given.get("amount"),
            currency=currency,
            due=given.get("due", "on_date"),
            due_on=given.get("due_on"),
            condition=given.get("condition", ""),
            how=given.get("how", ""),
            group=given.get("group"),
            instalment=given.get("instalment"),
            of_total=given.get("of_total"),
        )


@dataclass
class DraftForm:
    """The words with the rows, as they were sent or as they stand."""

    words: WordsForm
    rows: list[TermForm]

    @property
    def is_valid(self) -> bool:
        return all([self.words.is_valid(), *(row.is_valid() for row in self.rows if row.is_bound)])

    def draft(self) -> Draft:
        """What was typed, as far as it can be read."""
        self.is_valid  # noqa: B018 - reads every field
        given = self.words.cleaned_data
        currency = given.get("currency", "CNY")
        tag, text = given.get("translated_into", ""), given.get("translation", "")
        return Draft(
            given.get("form", "written"),
            given.get("language", "zh-hans"),
            Text(
                given.get("facts", ""),
                given.get("performance", ""),
                given.get("others", ""),
                {tag: text} if tag and text.strip() else {},
            ),
            [row.term(currency) for row in self.rows],
            given.get("total"),
            currency,
        )


def of_view(view: AgreementView) -> DraftForm:
    """The forms for an agreement as it stands, with one empty row where there is none."""
    return of_draft(view.draft, view, bare=not view.draft.terms)


def of_draft(draft: Draft, view: AgreementView, *, bare: bool = False) -> DraftForm:
    tag, text = next(iter(draft.text.translations.items()), ("", ""))
    words = {
        "form": draft.form,
        "language": draft.language,
        "facts": draft.text.facts,
        "performance": draft.text.performance,
        "others": draft.text.others,
        "total": draft.total,
        "currency": draft.currency,
        "translated_into": tag,
        "translation": text,
    }
    terms = list(draft.terms) or ([_empty(view)] if bare else [])
    rows = [_row(number, term, view) for number, term in enumerate(terms)]
    return DraftForm(WordsForm(initial=words), rows)


def sent(posted: QueryDict, view: AgreementView) -> DraftForm:
    """The forms as the page sent them, in the order in which it names its rows."""
    numbers = dict.fromkeys(int(each) for each in posted.getlist("rows")[:MOST_TERMS] if each.isdecimal())
    rows = [TermForm(posted, prefix=f"terms-{number}", parties=parties_of(view)) for number in numbers]
    return DraftForm(WordsForm(posted), rows)


def add_line(form: DraftForm, view: AgreementView) -> None:
    form.rows.append(_row(_next(form), _empty(view), view))


def drop_line(form: DraftForm, number: int) -> None:
    """Takes one line out; an instalment goes with its whole debt."""
    gone = next((row for row in form.rows if row.number == number), None)
    group = gone["group"].value() if gone is not None and gone.in_group else None
    form.rows = [row for row in form.rows if row.number != number and (group is None or row["group"].value() != group)]


def part_line(form: DraftForm, number: int, view: AgreementView) -> bool:
    """One debt in equal parts, from its day on. Returns whether it could be parted; else its form says why not."""
    place = next((place for place, row in enumerate(form.rows) if row.number == number), None)
    if place is None:
        return False
    row = form.rows[place]
    given = row.cleaned_data if row.is_valid() else {}
    term, count = row.term(form.words["currency"].value() or "CNY"), given.get("parts")
    if term.amount is None or term.due_on is None or not count:
        row.add_error("parts", _("Give the whole amount, the first day and the number of parts."))
        return False
    try:
        amounts = parts_of(term.amount, count)
        days = days_of(term.due_on, count, Every(given.get("every") or Every.MONTH))
    except ValueError:
        row.add_error("parts", _("This amount cannot be parted so."))
        return False
    groups = [int(each["group"].value() or 0) for each in form.rows]
    common = replace(term, due="on_date", group=max(groups, default=0) + 1, of_total=term.amount)
    first = _next(form)
    form.rows[place : place + 1] = [
        _row(first + step, replace(common, amount=amount, due_on=due_on, instalment=step + 1), view)
        for step, (amount, due_on) in enumerate(zip(amounts, days, strict=True))
    ]
    return True


def _next(form: DraftForm) -> int:
    return 1 + max((row.number for row in form.rows), default=-1)


def parties_of(view: AgreementView) -> list[tuple[int, str]]:
    return [(each.id, f"{each.name or place_words(each.label)} ({place_words(each.label)})") for each in view.people]


def _empty(view: AgreementView) -> Term:
    """The usual first: the other side pays whoever applied."""
    first = next((each.id for each in view.people if each.side == "A"), None)
    other = next((each.id for each in view.people if each.side != "A"), first)
    return Term("pay", other, first, currency=view.draft.currency)


def _row(number: int, term: Term, view: AgreementView) -> TermForm:
    values: dict[str, Any] = {
        "kind": term.kind,
        "owed_by": term.owed_by,
        "owed_to": term.owed_to,
        "amount": term.amount,
        "due": term.due,
        "due_on": term.due_on if isinstance(term.due_on, date) and term.due == "on_date" else None,
        "what": term.what,
        "condition": term.condition,
        "how": term.how,
        "group": term.group,
        "instalment": term.instalment,
        "of_total": term.of_total,
    }
    return TermForm(initial=values, prefix=f"terms-{number}", parties=parties_of(view))
