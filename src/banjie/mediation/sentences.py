"""Obligations as sentences, sums and findings in words: the same on pages, in letters and in documents."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from banjie.mediation.place_words import place_words, side_letter
from banjie.mediation.terms import Finding, Term
from banjie.mediation.terms.limits import signal
from banjie.mediation.wording_agreements import FINDINGS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_SENTENCES: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "pay": gettext_lazy("%(who)s pays %(whom)s %(money)s %(when)s."),
        "deliver": gettext_lazy("%(who)s hands over to %(whom)s %(when)s: %(what)s."),
        "do": gettext_lazy("%(who)s does for %(whom)s %(when)s: %(what)s."),
        "refrain": gettext_lazy("%(who)s promises %(whom)s to refrain %(when)s: %(what)s."),
        "apologise": gettext_lazy("%(who)s apologises to %(whom)s %(when)s: %(what)s."),
        "waive": gettext_lazy("%(who)s gives up towards %(whom)s %(when)s: %(what)s."),
    }
)
# Of what a finding tells, the two that name a side or a place on it.
_CALLED: Mapping[str, Callable[[str], str]] = MappingProxyType({"side": side_letter, "party": place_words})


def sentence(term: Term, name_of: Callable[[int], str]) -> str:
    """One obligation in the language that is set. `name_of` gives a party's name for its id."""
    words = _SENTENCES.get(term.kind, _SENTENCES["do"]) % {
        "who": name_of(term.owed_by) if term.owed_by is not None else "…",
        "whom": name_of(term.owed_to) if term.owed_to is not None else _("the other side"),
        "money": money(term.amount, term.currency) if term.amount is not None else "…",
        "when": when(term),
        "what": _closed(term.what),
    }
    # Chinese sentences stand without a space between them.
    return ("" if (get_language() or "").startswith("zh") else " ").join([words, *_besides(term)])


def when(term: Term) -> str:
    if term.due == "at_signing":
        return _("at once on signing")
    if term.due == "lasting":
        return _("from the day the agreement binds")
    if term.due == "on_condition":
        return _("once this is met (%(condition)s)") % {"condition": _closed(term.condition) or "…"}
    return _("by %(day)s") % {"day": day(term.due_on) if term.due_on is not None else "…"}


def money(amount: Decimal, currency: str) -> str:
    figures = f"{amount:,.2f}"
    return _("%(amount)s yuan") % {"amount": figures} if currency == "CNY" else f"{currency} {figures}"


def day(value: date) -> str:
    """With the year, as papers write it: 11 November 2026, 2026年11月11日."""
    english = (get_language() or "").startswith("en")
    return str(date_format(value, "j F Y" if english else "DATE_FORMAT"))


def finding_words(finding: Finding, language: str) -> str:
    """What the checker found, with what the law says of it in the language of the page."""
    data: dict[str, Any] = {name: _shown(name, value, finding.data) for name, value in finding.data.items()}
    if "limit" in finding.data:
        found = signal(finding.data["limit"], vague=finding.code == "vague")
        chinese = language.startswith("zh")
        data |= {"reason": found.reason if chinese else found.reason_en, "law": found.law if chinese else found.law_en}
    return str(FINDINGS[finding.code]) % data


def _besides(term: Term) -> list[str]:
    found = []
    if term.kind == "pay" and term.what:
        found.append(_("For: %(what)s.") % {"what": _closed(term.what)})
    if term.kind != "pay" and term.amount is not None:
        found.append(_("Worth %(money)s.") % {"money": money(term.amount, term.currency)})
    if term.due != "on_condition" and term.condition:
        found.append(_("On condition: %(condition)s.") % {"condition": _closed(term.condition)})
    if term.how:
        found.append(_("How: %(how)s.") % {"how": _closed(term.how)})
    return found


def _closed(text: str) -> str:
    """Without the stop at its end, since the sentence around it has one."""
    return text.strip().rstrip("。.；;")


def _shown(name: str, value: Any, data: Mapping[str, Any]) -> str:
    if isinstance(value, Decimal):
        return money(value, str(data.get("currency", "CNY"))) if value.is_finite() else str(value)
    if isinstance(value, date):
        return day(value)
    return _CALLED.get(name, str)(str(value))
