"""Which cases a viewer may see. Fetching is authorising: what is not visible does not exist."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from banjie.cases.models import Assisting, Case
from banjie.cases.models.case import PUBLIC
from banjie.cases.reference import reference
from banjie.organisations.permissions import Permission, Viewer, ViewerGrant, inside


def visible_to(
    viewer: Viewer, cases: QuerySet[Case], *, area_path: str = "", lead_unit_path: str = ""
) -> QuerySet[Case]:
    """The cases of an area for those who see the area; of a unit for those who see the unit.

    Never a case that complains of the viewer's own unit or of one above it. `area_path` and `lead_unit_path`
    say that only cases there are wanted: grants that cannot reach them are left out of the condition, since
    the database would walk through every case only to find that out.
    """
    allowed = Q()
    for grant in viewer.grants:
        if area_path and _apart(area_path, grant.area_path) and Permission.CASES_SEE_AREA in grant.permissions:
            continue
        if (scope := _of_grant(grant, lead_unit_path)) is not None:
            allowed |= scope
    if not allowed:
        return cases.none()
    return cases.filter(allowed)


def shown_publicly(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases that anybody may know of: whoever took them in said so, and their category allows it today.

    Never a complaint about a unit, which the unit itself would read here; never a dispute, which is confidential.
    """
    return cases.filter(PUBLIC, category_id__in=sorted(reference().catalogue.public_ids))


def _apart(one: str, other: str) -> bool:
    """Whether neither path lies within the other."""
    return not (inside(one, other) or inside(other, one))


def _of_grant(grant: ViewerGrant, lead_unit_path: str) -> Q | None:
    if Permission.CASES_SEE_AREA in grant.permissions:
        scope = in_area(grant)
    elif Permission.CASES_SEE_UNIT in grant.permissions:
        scope = _unit(grant, lead_unit_path)
    else:
        return None
    return scope & ~about_own_unit(grant)


def in_area(grant: ViewerGrant) -> Q:
    """The cases of the grant's area; what lies outside every area goes with the whole jurisdiction."""
    inside = Q(area_path__descendants_of=grant.area_path)
    return inside if "." in grant.area_path else inside | Q(area_path="")


def _unit(grant: ViewerGrant, lead_unit_path: str) -> Q:
    assisting = Assisting.objects.filter(
        case_id=OuterRef("id"), unit_path__descendants_of=grant.unit_path, released_at=None
    )
    if lead_unit_path and not inside(lead_unit_path, grant.unit_path):
        return Q(Exists(assisting))
    return Q(lead_unit_path__descendants_of=grant.unit_path) | Q(Exists(assisting))


def about_own_unit(grant: ViewerGrant) -> Q:
    """The unit complained of, and everyone below it, is kept from the complaint.

    The paths are spelled out: comparing whole values is quicker than walking trees, and an index holds them.
    """
    labels = grant.unit_path.split(".")
    return Q(about_unit_path__in=[".".join(labels[: depth + 1]) for depth in range(len(labels))])
