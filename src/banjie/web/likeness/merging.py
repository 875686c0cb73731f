"""A matter that was just taken in, merged into the one that was chosen while it was told."""

from django.utils.translation import gettext as _

from banjie.cases import actions, queries, wording
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CaseNotFound, CommandRefused
from banjie.platform import clock
from banjie.web import messages
from banjie.web.staff import StaffRequest, acting


def merge_at_once(request: StaffRequest, made: actions.Submitted) -> None:
    """Says what came of it. A submission that is repeated has been merged before; where merging is refused, the case
    stands by itself, and that is said.
    """
    asked = request.POST.get("merge_into", "")
    if not (asked.isdecimal() and len(asked) < 19) or made.repeated:
        return
    into = queries.lines([int(asked)], request.viewer).get(int(asked))
    try:
        if into is None:
            raise CaseNotFound(int(asked))
        actions.perform(made.case_id, "merge", by=acting(request), at=clock.now(), data={"into": into.id})
    except CommandRefused as error:
        _stands_alone(request, str(wording.REFUSALS[error.refusal.code]))
    except BadData as error:
        _stands_alone(request, str(wording.PROBLEMS[error.code]))
    except CaseNotFound:
        _stands_alone(request, _("There is no such case."))
    else:
        messages.done(
            request, _("Merged into %(number)s; its reporter is told what becomes of that.") % {"number": into.number}
        )


def _stands_alone(request: StaffRequest, why: str) -> None:
    messages.problem(request, _("It was not merged and stands by itself: %(why)s") % {"why": why})
