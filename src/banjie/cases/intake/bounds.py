"""Whether whoever hands a matter in may do so where it lies."""

from datetime import datetime

from banjie.cases.acting import covers_area
from banjie.cases.intake.draft import Submission
from banjie.core.coordinates import to_wgs84
from banjie.organisations.permissions import Permission, Viewer
from banjie.places import queries as places
from banjie.places.queries import AreaRef


def outside_own_areas(submission: Submission, viewer: Viewer, *, at: datetime) -> str | None:
    """The path of the area where a matter lies, if that is none of the viewer's; None where they may hand it in.

    A system hands in what lies in its own areas; what lies nowhere belongs to the whole jurisdiction.
    """
    grants = viewer.scopes(Permission.CASES_CREATE)
    if any(covers_area(grant, "") for grant in grants):
        return None
    area = area_of(submission, at=at)
    path = area.path if area is not None else ""
    return None if any(covers_area(grant, path) for grant in grants) else path


def area_of(submission: Submission, *, at: datetime) -> AreaRef | None:
    """The area that a matter names or that its point lies in; None where it says neither, or lies outside."""
    if submission.area:
        return places.area(submission.area)
    longitude, latitude = submission.longitude, submission.latitude
    # Written so that what is not a number is not on earth either.
    if longitude is None or latitude is None or not (abs(longitude) <= 180 and abs(latitude) <= 90):
        return None
    return places.locate([to_wgs84(longitude, latitude, submission.datum)], at=at)[0]
