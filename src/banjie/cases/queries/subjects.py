"""Cases as routing sees them, for asking what other rules would have done."""

from collections.abc import Iterator
from datetime import datetime

from banjie.cases.models import Case
from banjie.cases.reference import reference
from banjie.catalogue.comparing import SubjectWithOutcome
from banjie.core.routing import Subject


def routing_subjects(since: datetime, until: datetime) -> Iterator[SubjectWithOutcome]:
    """Every classified case received in [since, until), read in a stream."""
    look_up = reference()
    rows = (
        Case.objects.filter(received_at__gte=since, received_at__lt=until)
        .exclude(category=None)
        .values_list(
            "number", "category_path", "area_path", "kind", "level", "text__answers", "about_unit_id", "lead_unit_id"
        )
        .order_by("id")
    )
    for number, category, area, kind, level, answers, about, lead in rows.iterator(chunk_size=2000):
        subject = Subject(category, area, kind, level, answers or {}, look_up.about(about))
        yield SubjectWithOutcome(number, subject, lead)
