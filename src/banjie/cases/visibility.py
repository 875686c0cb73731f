"""Which cases a viewer may see. Fetching is authorising: what is not visible does not exist."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from banjie.cases.models import Assisting, Case
from banjie.organisations.permissions import Permission, Viewer, ViewerGrant


def visible_to(viewer: Viewer, cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases of an area for those who see the area; of a unit for those who see the unit.

    Never a case that complains of the viewer's own unit or of one above it.
    """
    allowed = Q()
    for grant in viewer.grants:
        if (scope := _of_grant(grant)) is not None:
            allowed |= scope
    if not allowed:
        return cases.none()
    return cases.filter(allowed)


def _of_grant(grant: ViewerGrant) -> Q | None:
    if Permission.CASES_SEE_AREA in grant.permissions:
        scope = in_area(grant)
    elif Permission.CASES_SEE_UNIT in grant.permissions:
        scope = _unit(grant)
    else:
        return None
    return scope & ~about_own_unit(grant)


def in_area(grant: ViewerGrant) -> Q:
    """The cases of the grant's area; what lies outside every area goes with the whole jurisdiction."""
    inside = Q(area_path__descendants_of=grant.area_path)
    return inside if "." in grant.area_path else inside | Q(area_path="")


def _unit(grant: ViewerGrant) -> Q:
    assisting = Assisting.objects.filter(
        case_id=OuterRef("id"), unit_path__descendants_of=grant.unit_path, released_at=None
    )
    return Q(lead_unit_path__descendants_of=grant.unit_path) | Q(Exists(assisting))


def about_own_unit(grant: ViewerGrant) -> Q:
    """The unit complained of, and everyone below it, is kept from the complaint.

    The paths are spelled out: comparing whole values is quicker than walking trees, and an index holds them.
    """
    labels = grant.unit_path.split(".")
    return Q(about_unit_path__in=[".".join(labels[: depth + 1]) for depth in range(len(labels))])
