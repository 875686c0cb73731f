"""Words for evidence, offers and agreements."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banjie.mediation import sentences
from banjie.mediation.place_words import place_words, side_letter
from banjie.mediation.queries import AgreementView, EvidenceAnswerLine
from banjie.mediation.terms import Finding, Term
from banjie.mediation.wording_agreements import CHOICES

register = template.Library()

_TONES = {
    "draft": "neutral",
    "read": "accent",
    "signing": "accent",
    "binding": "good",
    "open": "accent",
    "accepted": "good",
    "refused": "danger",
}
_LEVELS = {"error": "danger", "warning": "warn", "note": "neutral"}


@register.filter
def finding_words(finding: Finding) -> str:
    return sentences.finding_words(finding, get_language() or "zh-hans")


@register.filter
def finding_tone(finding: Finding) -> str:
    return _LEVELS[finding.level]


@register.filter
def agreement_tone(state: str) -> str:
    return _TONES.get(state, "neutral")


@register.simple_tag
def term_sentence(term: Term, view: AgreementView) -> str:
    def name_of(party_id: int) -> str:
        person = view.person(party_id)
        return person.name or place_words(person.label) if person is not None else _("somebody who left")

    return sentences.sentence(term, name_of)


@register.filter
def doubts_words(answer: EvidenceAnswerLine) -> str:
    """What of an item a side disputes, and why."""
    chinese = (get_language() or "").startswith("zh")
    doubts = [str(CHOICES["evidence_doubt"][each]) for each in answer.doubts]
    listed = ("、" if chinese else "; ").join(doubts)
    return f"{listed}{'：' if chinese else ': '}{answer.reason}" if listed else answer.reason


@register.filter
def short_digest(digest: str) -> str:
    """The first signs of a digest in groups, as one compares them by eye."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


@register.filter
def side_words(letter: str) -> str:
    return _("Side %(letter)s") % {"letter": side_letter(letter)} if letter else _("The mediators")
