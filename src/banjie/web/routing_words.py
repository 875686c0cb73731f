"""Why a case goes where it goes, in a sentence."""

from django.utils.translation import gettext as _

from banjie.core.routing import Check, Outcome, Routing


def why(routing: Routing) -> str:
    """What matched, or why nobody but the dispatcher can decide."""
    # Its note says what a rule is for; its code is for those who keep the catalogue.
    rule = _("“%(note)s”") % {"note": routing.note} if routing.note else routing.rule_id
    match routing.outcome:
        case Outcome.MATCHED:
            return _("Rule %(rule)s matched: %(checks)s.") % {"rule": rule, "checks": _checks(routing)}
        case Outcome.SUPERVISOR:
            return _("Rule %(rule)s leads to the unit complained of; the unit above it takes the case.") % {
                "rule": rule
            }
        case Outcome.COMPLAINED_OF:
            return _("Rule %(rule)s leads to the unit complained of; the dispatcher decides.") % {"rule": rule}
        case Outcome.NO_UNIT:
            return _("Rule %(rule)s matched, but no unit holds that duty here; the dispatcher decides.") % {
                "rule": rule
            }
        case _:
            return _("No rule matches; the dispatcher decides.")


def _checks(routing: Routing) -> str:
    words = {
        Check.CATEGORY: _("category"),
        Check.AREA: _("area"),
        Check.KIND: _("kind"),
        Check.LEVEL: _("level"),
        Check.ANSWERS: _("answers"),
    }
    return _(", ").join(words[check] for check in routing.matched) or _("everything")
