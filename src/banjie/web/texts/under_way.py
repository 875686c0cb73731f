"""How learning stands, as the page tells it: waiting, at work with what it does, failed, or nothing to say."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from banjie.cases import jobs
from banjie.intelligence.classifying.progress import Step
from banjie.intelligence.shelf import queries
from banjie.intelligence.shelf.queries import Progress
from banjie.platform.actors import SYSTEM
from banjie.platform.jobs import under_way
from banjie.web.texts import frame

STEPS: Final = {
    Step.READ: _("Reading the cases"),
    Step.LEARN: _("Learning from them"),
    Step.CALIBRATE: _("Finding out how sure it may be"),
    Step.CHECK: _("Checking it on cases that it has not seen"),
}
_ANY: Final = (jobs.train_now, jobs.learn, jobs.begin_to_learn)


def learning_shown(purpose: str) -> dict[str, Any]:
    """`working` is "doing" or "todo" while something is learned, whatever it is; `other` names it where it is not
    what this page is about. `fault` is "failed" or "stopped" where the last learning came to no end.
    """
    asked = under_way(jobs.train_now)
    at_work = asked == "doing" or any(under_way(each) == "doing" for each in _ANY)
    going = _going() if at_work else None
    own = queries.learning(purpose)
    return {
        "purpose": purpose,
        "working": "doing" if at_work and (going is not None or asked) else asked,
        "step": STEPS[Step(going.step)] if going is not None else STEPS[Step.READ],
        "percent": int(100 * going.share) if going is not None else 0,
        "began": going.begun_at if going is not None else None,
        "by": going.begun_by if going is not None and going.begun_by != SYSTEM.name else "",
        "other": frame.purposes()[going.purpose] if going is not None and going.purpose != purpose else "",
        "fault": _fault(own, at_work=at_work),
        "last": own,
    }


def _going() -> Progress | None:
    """What is being learned just now: a worker learns one thing at a time."""
    found = [each for name in queries.PURPOSES if (each := queries.learning(name)) is not None and not each.ended]
    return max(found, key=lambda each: each.told_at, default=None)


def _fault(last: Progress | None, *, at_work: bool) -> str:
    """Why there is no new model: a fault, nothing to learn from, or an end that was never told."""
    if last is None or at_work:
        return ""
    if last.failed:
        return "failed"
    if last.found_nothing:
        return "nothing"
    return "" if last.ended else "stopped"
