"""What can be wrong with a file of boundaries, as values. The words are made where people read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

type Datum = str | int | float


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class FaultCode(StrEnum):
    """One thing that is wrong; `data` of the fault carries what is in brackets."""

    # The file as a whole
    FILE_TOO_LARGE = "file_too_large"  # (bytes, most)
    NOT_JSON = "not_json"  # (line, column)
    NOT_A_COLLECTION = "not_a_collection"  # (type)
    NO_FEATURES = "no_features"
    TOO_MANY_FEATURES = "too_many_features"  # (count, most)
    UNSUPPORTED_REFERENCE_SYSTEM = "unsupported_reference_system"  # (name)

    # One feature's description
    NOT_A_FEATURE = "not_a_feature"
    MISSING_CODE = "missing_code"  # (property)
    BAD_CODE = "bad_code"  # (text)
    DUPLICATE_CODE = "duplicate_code"  # (first: index)
    MISSING_NAME = "missing_name"  # (property)
    BAD_TEXT = "bad_text"  # (property)
    TEXT_TOO_LONG = "text_too_long"  # (property, most)
    MISSING_LEVEL = "missing_level"  # (property)
    UNKNOWN_LEVEL = "unknown_level"  # (level)
    MISSING_PARENT = "missing_parent"  # (parent)
    LEVEL_NOT_BELOW_PARENT = "level_not_below_parent"  # (parent, level, parent_level)
    CYCLE = "cycle"  # (codes)
    LEAVES_CHILDREN = "leaves_children"  # (children, count)

    # One feature's geometry
    MISSING_GEOMETRY = "missing_geometry"
    WRONG_TYPE = "wrong_type"  # (type)
    BAD_POSITIONS = "bad_positions"
    TOO_MANY_POSITIONS = "too_many_positions"  # (count, most)
    RING_TOO_SHORT = "ring_too_short"  # (positions)
    UNCLOSED_RING = "unclosed_ring"  # (lon, lat)
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"  # (lon, lat)
    SWAPPED = "swapped"  # (lon, lat)
    SELF_INTERSECTION = "self_intersection"  # (lon, lat)
    BAD_SHAPE = "bad_shape"  # (reason, lon, lat)
    TOO_SMALL = "too_small"  # (square_metres)

    # Areas against each other
    OVERLAP = "overlap"  # (other, other_name, square_metres)
    OUTSIDE_PARENT = "outside_parent"  # (parent, square_metres)
    GAP = "gap"  # (square_metres)
    LIKELY_DATUM = "likely_datum"  # (datum)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the feature at `index` (from 0; None: not with one feature).

    `shape` shows on a map where: a point, or the piece that overlaps or is missing.
    """

    code: FaultCode
    index: int | None = None
    area_code: str = ""
    name: str = ""
    data: Mapping[str, Datum] = field(default_factory=dict)
    shape: BaseGeometry | None = None
    severity: Severity = Severity.ERROR
