"""Of what a case holds, what may be put before the public at all."""

from collections.abc import Iterable, Sequence

from banjie.cases.commands.change import BadData
from banjie.cases.models import Answer, Attachment, Case
from banjie.platform.files import FileGroup, FileKind


def photos_of(case_id: int) -> Sequence[Attachment]:
    """The pictures that the reporter sent or may see; what offices keep for themselves is never offered."""
    shown = Attachment.objects.filter(case_id=case_id, resident_sees=True).order_by("id")
    return [each for each in shown if FileKind(each.kind).group is FileGroup.IMAGE]


def own_photos(case: Case, wanted: Iterable[int]) -> list[int]:
    """Raises BadData: photo_unknown."""
    known = {each.id for each in photos_of(case.id)}
    chosen = list(dict.fromkeys(wanted))
    if not known.issuperset(chosen):
        raise BadData("photo_unknown", "photos")
    return chosen


def told_answer(case: Case) -> Answer | None:
    """The newest approved answer that the reporter has been given."""
    if case.is_open and not case.reopens:
        return None
    return Answer.objects.filter(case=case, approved_at__isnull=False).order_by("-id").first()
