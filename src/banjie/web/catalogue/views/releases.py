"""What was published, when, by whom and why; and what each release changed."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banjie.catalogue import queries
from banjie.catalogue.compiled import Catalogue
from banjie.catalogue.content import CatalogueContent
from banjie.catalogue.differences import differences
from banjie.web.catalogue.access import sees_catalogue
from banjie.web.catalogue.page import desk, page
from banjie.web.catalogue.showing import change_rows
from banjie.web.staff import StaffRequest


@sees_catalogue
@require_safe
def releases(request: StaffRequest) -> HttpResponse:
    columns = [
        {"label": _("Release"), "kind": "number"},
        {"label": _("What changed, and why"), "kind": "wide"},
        {"label": _("Published")},
        {"label": _("By")},
    ]
    context = {"releases": queries.releases(), "in_force": queries.current().number, "columns": columns}
    return page(request, "releases", desk(), context, section="releases")


@sees_catalogue
@require_safe
def release(request: StaffRequest, number: int) -> HttpResponse:
    catalogue = release_or_404(number)
    before = queries.release(number - 1).content if number > 1 else CatalogueContent()
    # The first release is new from end to end; its entries are on the other pages.
    changes = differences(before, catalogue.content) if number > 1 else ()
    context = {
        "release": queries.release_facts(number),
        "in_force": queries.current().number == number,
        "changes": change_rows(catalogue, changes),
        "counts": {
            "categories": len(catalogue.content.categories),
            "targets": len(catalogue.content.targets),
            "rules": len(catalogue.content.rules),
        },
    }
    return page(request, "release", desk(), context, section="releases")


def release_or_404(number: int) -> Catalogue:
    try:
        return queries.release(number)
    except queries.UnknownRelease:
        raise Http404(number) from None
