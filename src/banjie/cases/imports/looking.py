"""What the words of files can mean just now, and what an import looks things up in."""

from datetime import datetime

from banjie.cases.imports.choices import Choices
from banjie.cases.imports.mapping import MappingContent
from banjie.cases.imports.surveying import Lacking, lacking, survey
from banjie.catalogue import queries as catalogue_queries
from banjie.organisations import queries as organisation_queries
from banjie.places import queries as place_queries
from banjie.platform.tables import Sheet


def choices() -> Choices:
    """Everything of ours that words can mean."""
    return Choices(
        catalogue_queries.current().nodes.values(), organisation_queries.units_index(), place_queries.areas_tree()
    )


def lacking_for(sheet: Sheet, content: MappingContent, *, at: datetime) -> Lacking:
    """What would have to be made for a sheet; nothing where the mapping does not say how."""
    if content.missing is None:
        return Lacking()
    found = survey(content, sheet.table.headers, sheet.rows())
    located = sum(area is not None for area in place_queries.locate(found.points(), at=at))
    any_area = bool(place_queries.children())
    return lacking(content, found, choices(), located=located, any_area=any_area)
