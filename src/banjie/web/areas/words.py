"""The sentences for what is wrong with a file, or why something was refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from banjie.core.coordinates import Datum
from banjie.places.boundaries import Fault, FaultCode
from banjie.places.levels import Level
from banjie.places.refusals import Reason, Refused
from banjie.places.sheet_rows import RowFault, RowFaultCode
from banjie.places.words import LEVELS
from banjie.platform.tables import TableProblem

DATUMS: Mapping[Datum, Promise] = {
    Datum.WGS84: _("WGS-84 or CGCS2000 (GPS, surveying)"),
    Datum.GCJ02: _("GCJ-02 (Amap, Tencent)"),
    Datum.BD09: _("BD-09 (Baidu)"),
}

FAULTS: Mapping[FaultCode, Promise] = {
    FaultCode.FILE_TOO_LARGE: _("The file is larger than %(most)s. Split it by county."),
    FaultCode.NOT_JSON: _("The file is not JSON: it breaks at line %(line)s, column %(column)s."),
    FaultCode.NOT_A_COLLECTION: _("The file holds no GeoJSON FeatureCollection, but “%(type)s”."),
    FaultCode.NO_FEATURES: _("The file holds no feature."),
    FaultCode.TOO_MANY_FEATURES: _("The file holds %(count)s features, more than %(most)s. Split it."),
    FaultCode.UNSUPPORTED_REFERENCE_SYSTEM: _(
        "Its coordinates are in “%(name)s”. Save it in degrees of longitude and latitude (EPSG:4326 or 4490)."
    ),
    FaultCode.NOT_A_FEATURE: _("This is no feature with properties."),
    FaultCode.MISSING_CODE: _("The code is missing (property “%(property)s”)."),
    FaultCode.BAD_CODE: _("“%(text)s” cannot be a code. Letters without accents, digits and _ can."),
    FaultCode.DUPLICATE_CODE: _("The code is already that of feature %(first)s."),
    FaultCode.MISSING_NAME: _("The name is missing (property “%(property)s”)."),
    FaultCode.BAD_TEXT: _("The property “%(property)s” holds characters or a value that no text has."),
    FaultCode.TEXT_TOO_LONG: _("The property “%(property)s” is longer than %(most)s characters."),
    FaultCode.MISSING_LEVEL: _("The level is missing (property “%(property)s”)."),
    FaultCode.UNKNOWN_LEVEL: _("“%(level)s” is no level that is known."),
    FaultCode.MISSING_PARENT: _("The area above, “%(parent)s”, is neither in the file nor in use."),
    FaultCode.LEVEL_NOT_BELOW_PARENT: _("A %(level)s cannot lie under %(parent)s, which is a %(parent_level)s."),
    FaultCode.CYCLE: _("These areas lie under each other in a circle: %(codes)s."),
    FaultCode.LEAVES_CHILDREN: _("It would be taken out of use, but %(count)s areas still lie under it: %(children)s."),
    FaultCode.MISSING_GEOMETRY: _("The geometry is missing."),
    FaultCode.WRONG_TYPE: _("The geometry is a “%(type)s”; a Polygon or MultiPolygon is needed."),
    FaultCode.BAD_POSITIONS: _("The coordinates are not lists of numbers as GeoJSON has them."),
    FaultCode.TOO_MANY_POSITIONS: _("The boundary has %(count)s positions, more than %(most)s. Simplify it."),
    FaultCode.RING_TOO_SHORT: _("A ring has %(positions)s positions; it needs at least four."),
    FaultCode.UNCLOSED_RING: _("A ring does not end where it began, but at %(lon)s, %(lat)s."),
    FaultCode.NOT_A_NUMBER: _("A coordinate is not a number."),
    FaultCode.OUT_OF_RANGE: _("The position %(lon)s, %(lat)s is nowhere on earth."),
    FaultCode.SWAPPED: _("Longitude and latitude seem to have changed places: %(lon)s, %(lat)s."),
    FaultCode.SELF_INTERSECTION: _("The boundary crosses itself at %(lon)s, %(lat)s."),
    FaultCode.BAD_SHAPE: _("The boundary is not a valid polygon: %(reason)s."),
    FaultCode.TOO_SMALL: _("The area measures only %(square_metres)s m²."),
    FaultCode.OVERLAP: _("It overlaps %(other)s %(other_name)s by %(square_metres)s m²."),
    FaultCode.OUTSIDE_PARENT: _("It reaches beyond %(parent)s, the area above, by %(square_metres)s m²."),
    FaultCode.GAP: _("%(square_metres)s m² of it belong to none of the areas below."),
    FaultCode.LIKELY_DATUM: _("The file fits what stands far better if it was drawn in %(datum)s."),
}

ROW_FAULTS: Mapping[RowFaultCode, Promise] = {
    RowFaultCode.MISSING_COLUMN: _("A column is missing: %(headings)s."),
    RowFaultCode.TOO_MANY_ROWS: _("The table has more than %(most)s rows. Split it."),
    RowFaultCode.MISSING_NAME: _("The name is missing."),
    RowFaultCode.NAME_TOO_LONG: _("A name is longer than %(most)s characters."),
    RowFaultCode.BAD_TEXT: _("A name holds characters that no name has."),
    RowFaultCode.UNKNOWN_KIND: _("“%(kind)s” is no kind of place that is known."),
    RowFaultCode.UNKNOWN_AREA: _("There is no area in use with the code “%(area)s”."),
    RowFaultCode.NO_AREA: _("Give the code of an area, or a position from which to find it."),
    RowFaultCode.OUTSIDE_EVERY_AREA: _("The position %(lon)s, %(lat)s lies outside every area."),
    RowFaultCode.OUTSIDE_CHOSEN_AREA: _("The position lies in %(area)s, outside the area you chose."),
    RowFaultCode.BAD_POSITION: _("“%(lon)s, %(lat)s” is no position."),
    RowFaultCode.SWAPPED: _("Longitude and latitude seem to have changed places: %(lon)s, %(lat)s."),
    RowFaultCode.REPEATED: _("The same name, kind and area are in row %(first)s already."),
    RowFaultCode.UNREADABLE: _("The row cannot be read: a quote is not closed, or it has too many cells."),
}

REFUSALS: Mapping[Reason, Promise] = {
    Reason.ALREADY_NAMED: _("There is a place of this name and kind in the area already."),
    Reason.AREA_RETIRED: _("The area is no longer in use."),
    Reason.BAD_POSITION: _("Give longitude and latitude, both of them, or neither."),
    Reason.BAD_TEXT: _("The name holds characters that no name has."),
    Reason.CODE_RETIRED: _("This code is retired already."),
    Reason.FILE_AT_FAULT: _("The file has errors; nothing was imported."),
    Reason.NAME_MISSING: _("Enter a name."),
    Reason.NAME_TOO_LONG: _("The name is longer than %(most)s characters."),
    Reason.PLAN_OUTDATED: _("Areas have changed since the preview. Look at the new preview below."),
    Reason.REASON_MISSING: _("Say why, so that the record tells it."),
    Reason.STARTS_BEFORE_CURRENT: _("%(area)s was last redrawn on %(since)s; choose that day or a later one."),
    Reason.STARTS_IN_FUTURE: _("New boundaries cannot begin in the future. Import them on their day."),
    Reason.TOO_MANY: _("At most %(most)s codes are made at once. Choose a smaller area."),
    Reason.UNKNOWN: _("This is no longer there."),
}

TABLE_PROBLEMS: Mapping[TableProblem, Promise] = {
    TableProblem.EMPTY: _("The file is empty."),
    TableProblem.NOT_A_TABLE: _("This is no spreadsheet and no CSV."),
    TableProblem.WEB_PAGE: _("This is a web page with the ending of a spreadsheet. Save it as xlsx."),
    TableProblem.PROTECTED: _("The file is protected by a password. Save it without one."),
    TableProblem.DAMAGED: _("The file is damaged. Save it anew and try again."),
    TableProblem.DECOMPRESSION_BOMB: _("The file unpacks to far more than it should. It was not opened."),
    TableProblem.TOO_LARGE: _("The file is too large. Split it."),
    TableProblem.ENCODING_UNKNOWN: _("The writing of the file is unknown. Save it as UTF-8 or xlsx."),
    TableProblem.NO_VISIBLE_SHEET: _("Every sheet of the file is hidden."),
}


def fault_text(fault: Fault) -> str:
    """What is wrong and, where it can be said, what to do."""
    data = dict(fault.data)
    if isinstance(first := data.get("first"), int):
        data["first"] = first + 1
    return str(FAULTS[fault.code]) % _shown(data)


def row_fault_text(fault: RowFault) -> str:
    return str(ROW_FAULTS[fault.code]) % _shown(fault.data)


def refusal_text(refusal: Refused) -> str:
    return str(REFUSALS[refusal.code]) % _shown(refusal.data)


def fault_count_text(count: int) -> str:
    return ngettext("%(count)s error", "%(count)s errors", count) % {"count": f"{count:,}"}


def _shown(data: Mapping[str, Any]) -> dict[str, str]:
    return {key: _value(key, value) for key, value in data.items()}


def _value(key: str, value: Any) -> str:
    if key in {"level", "parent_level"} and value in set(Level):
        return str(LEVELS[Level(value)])
    if key == "datum":
        return str(DATUMS[Datum(value)])
    if key == "parent" and not value:
        return gettext("(none)")
    if key == "most" and isinstance(value, int) and value >= 1 << 20:
        return f"{value >> 20} MB"
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d}"
    if isinstance(value, float) and key in {"lon", "lat"}:
        return f"{value:.6f}"
    return f"{value:,}" if isinstance(value, int | float) else str(value)
