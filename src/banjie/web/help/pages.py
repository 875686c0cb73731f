"""Which help belongs to which page, and the help itself: a language has a file for all pages but those of mediation,
and one for these; the same screens in each.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

START: Final = "start"
# The parts of mediation by the names of their views; the list and the overview of a dispute have the general one.
_OF_MEDIATION: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mediation-parties": "parties add-party change-party remove-party record-consent add-companion end-companion",
        "mediation-seats": (
            "seats take-seat take-panel join-seat no-tie tie recuse take-chair object-to hand-over rule-on-objection"
        ),
        "mediation-letters": "referrals reports-due add-referral report-back referral-letter",
        "mediation-sessions": (
            "sessions session calendar session-notices-read new-session session-invitation session-answer "
            "session-settle session-times session-other-time session-refuse session-put-off session-propose-again "
            "session-cancel session-start session-attendance session-adjourn session-end"
        ),
        "mediation-minutes": (
            "minutes minutes-lines minutes-line minutes-reading minutes-read-back minutes-add minutes-sign "
            "minutes-on-paper minutes-refused minutes-paper minutes-lock"
        ),
        "mediation-evidence": (
            "evidence evidence-bundle hand-in mend-evidence answer-evidence return-evidence show-evidence "
            "withdraw-evidence evidence-file"
        ),
        "mediation-agreement": (
            "agreement begin-agreement write-agreement read-agreement agreement-course agreement-copies sign signed "
            "sign-on-paper say-yes check-identity raise-point change-point settle-point make-offer counter-offer "
            "show-offer withdraw-offer reply-to-offer"
        ),
        "mediation-performance": (
            "performance due mediate-again relapse obligation-proof follow-up-visit obligation-step"
        ),
        "mediation-confirmation": (
            "confirmation begin-confirmation confirmation-review make-court-application add-confirmation-paper "
            "confirmation-paper confirmation-ruling confirmation-package hand-confirmation court-step sign-at-court"
        ),
        "mediation-documents": (
            "documents make-document document add-paper paper remove-paper ask-for-file file-progress file"
        ),
        "mediation-party-pages": ("party-pages party-paper party-number withdraw-party-page ask-parties end-question"),
        "mediation-rounds": (
            "rounds plan-rounds end-plan new-place place-at-risk report-task round open-round decide-item "
            "attend-round close-round round-minutes round-minutes-file"
        ),
        "mediation-mediators": (
            "mediators new-mediator mediator change-mediator absence cancel-absence training comment-figures "
            "committees new-committee committee"
        ),
        "mediation-ladders": "ladders new-ladder ladder give-up-ladder retire-ladder offer-ladder",
        "mediation-forms": "templates number-pattern template restore-template template-file",
        "mediation-figures": "figures figures-form figures-public",
        "mediation-registers": (
            "registers register register-progress register-columns register-sheet register-meanings register-start "
            "register-forget register-report"
        ),
    }
)
_OF_CODES: Final = (
    "codes code-labels make-codes make-codes-for codes-upload codes-sheet codes-sheet-confirm code code-plate "
    "retire-code replace-code"
)
# By view name where a namespace has several screens, else by namespace.
_BY_VIEW: Final[Mapping[str, str]] = MappingProxyType(
    {
        "workbench:cases": "list",
        "workbench:act-together": "list",
        "workbench:case": "case",
        "workbench:act": "case",
        "workbench:machine-draft": "case",
        "workbench:case-code": "case",
        "workbench:case-contact": "case",
        "workbench:new-case": "entry",
        "incoming:call": "entry",
        "workbench:notices": "notices",
        "workbench:replies": "replies",
        "accounts:account": "account",
        **{f"areas:{view}": "codes" for view in _OF_CODES.split()},
        **{f"mediation:{view}": screen for screen, views in _OF_MEDIATION.items() for view in views.split()},
    }
)
_BY_NAMESPACE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accounts": "organisation",
        "areas": "areas",
        "articles": "articles",
        "calendar": "calendar",
        "calls": "calls",
        "catalogue": "catalogue",
        "channels": "channels",
        "clients": "clients",
        "counter": "counter",
        "dispatching": "dispatch",
        "hall": "halls",
        "halls": "halls",
        "calendars": "calendars",
        "hooks": "clients",
        "incoming": "incoming",
        "imports": "imports",
        "map": "map",
        "mediation": "mediation",
        "onward": "onward",
        "oversight": "oversight",
        "publishing": "publishing",
        "reports": "reports",
        "screen": "screen",
        "screens": "screen",
        "likeness": "topics",
        "texts": "suggestions",
        "topics": "topics",
        "verdicts": "verdicts",
    }
)


@dataclass(frozen=True, slots=True)
class Help:
    """What a screen is for, how to do what one comes for, and what is good to know."""

    title: str
    purpose: str
    steps: Sequence[str]
    know: Sequence[str]


def screen_of(view_name: str) -> str:
    """The help screen of a view; the general one where it has none of its own."""
    return _BY_VIEW.get(view_name) or _BY_NAMESPACE.get(view_name.partition(":")[0], START)


@cache
def helps(language: str) -> Mapping[str, Help]:
    """Every screen in Chinese, or in English for whoever reads that."""
    name = "en.toml" if language.startswith("en") else "zh.toml"
    found: dict[str, Help] = {}
    for file in (name, f"mediation_{name}"):
        written = tomllib.loads((Path(__file__).parent / file).read_text(encoding="utf-8"))
        found |= {screen: Help(**parts) for screen, parts in written.items()}
    return MappingProxyType(found)
