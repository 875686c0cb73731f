"""Changing an area by hand. Its boundary, level and parent change by import only."""

from datetime import datetime

from django.db import transaction

from banjie.places.actions.naming import MOST_NAME
from banjie.places.actions.record import entry
from banjie.places.levels import Happening
from banjie.places.models import Area
from banjie.places.pinyin import tidy
from banjie.places.queries.areas import STAMP
from banjie.places.refusals import Reason, Refused
from banjie.platform import stamps
from banjie.platform.actors import Actor


def rename_area(area_id: int, *, name: str, name_en: str, by: Actor, at: datetime) -> None:
    """Does nothing if it is called that already.

    Raises Refused: bad_text, name_missing, name_too_long, unknown.
    """
    tidied, tidied_en = tidy(name), tidy(name_en)
    if tidied is None or tidied_en is None:
        raise Refused(Reason.BAD_TEXT)
    name, name_en = tidied, tidied_en
    if not name:
        raise Refused(Reason.NAME_MISSING)
    if len(name) > MOST_NAME or len(name_en) > MOST_NAME:
        raise Refused(Reason.NAME_TOO_LONG, most=MOST_NAME)
    with transaction.atomic():
        area = Area.objects.select_for_update(of=("self",)).filter(pk=area_id).first()
        if area is None:
            raise Refused(Reason.UNKNOWN)
        before = {"before": area.name, "before_en": area.name_en}
        if (area.name, area.name_en) == (name, name_en):
            return
        Area.objects.filter(pk=area_id).update(name=name, name_en=name_en)
        entry(Happening.RENAMED, area_id, before | {"after": name, "after_en": name_en}, by=by, at=at).save()
        stamps.bump(STAMP)
