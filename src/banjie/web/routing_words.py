"""Why a case goes where it goes, in a sentence."""

from django.utils.translation import gettext as _

from banjie.core.routing import Check, Outcome, Routing


def why(routing: Routing) -> str:
    """What matched, or why nobody but the dispatcher can decide."""
    match routing.outcome:
        case Outcome.MATCHED:
            return _("Rule %(rule)s matched: %(checks)s.") % {"rule": routing.rule_id, "checks": _checks(routing)}
        case Outcome.SUPERVISOR:
            return _("Rule %(rule)s leads to the unit complained of; the unit above it takes the case.") % {
                "rule": routing.rule_id
            }
        case Outcome.COMPLAINED_OF:
            return _("Rule %(rule)s leads to the unit complained of; the dispatcher decides.") % {
                "rule": routing.rule_id
            }
        case Outcome.NO_UNIT:
            return _("Rule %(rule)s matched, but no unit holds that duty here; the dispatcher decides.") % {
                "rule": routing.rule_id
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
