"""Giving numbers to papers: in order, without gaps, whoever else wants one at the same moment."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from banjie.cases.acting import Acting
from banjie.mediation.documents import numbering
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import Committee, NumberCount, NumberPattern
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission


class Given(NamedTuple):
    """A number as it stands on paper, and its place in the count of its committee and year."""

    text: str
    count_of: NumberCount
    place: int


def give_number(counter: str, *, unit_id: int, year: int) -> Given:
    """The next number of a committee. Belongs into the transaction of the paper: undone with it, the number is free
    again, and until then nobody else gets one."""
    NumberCount.objects.get_or_create(unit_id=unit_id, counter=counter, year=year)
    held = NumberCount.objects.select_for_update(of=("self",)).get(unit_id=unit_id, counter=counter, year=year)
    held.last += 1
    held.save(update_fields=["last"])
    own = NumberPattern.objects.filter(counter=counter).first()
    pattern = own.pattern if own is not None else numbering.USUAL[counter]
    name = short_name(unit_id)
    return Given(numbering.numbered(pattern, year=year, committee=name, number=held.last), held, held.last)


@transaction.atomic
def set_pattern(counter: str, *, pattern: str, by: Acting, at: datetime) -> None:
    """Papers that are made from now on are numbered by it. Raises BadEntry."""
    if by.viewer is not None and not by.viewer.may(Permission.MEDIATION_EDIT):
        raise DisputeNotFound(0)
    if counter not in numbering.USUAL:
        raise BadEntry("counter_unknown", "counter")
    if found := numbering.faults_of(pattern):
        raise BadEntry(f"pattern_{found[0]}", "pattern")
    values = {"pattern": pattern, "set_at": at, "set_by": by.actor.id}
    NumberPattern.objects.update_or_create(counter=counter, defaults=values)


def short_name(unit_id: int) -> str:
    """How a committee is called in its numbers; its name where it has told none."""
    committee = Committee.objects.filter(unit_id=unit_id).first()
    if committee is not None and committee.short_name:
        return committee.short_name
    unit = organisations.units_index().get(unit_id)
    return unit.name if unit is not None else ""
