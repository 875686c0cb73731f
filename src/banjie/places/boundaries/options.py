"""How a file of boundaries is to be understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from banjie.core.coordinates import Datum
from banjie.places.levels import Level

# What offices write for a level, beside the words of Level itself. Compared in lower case.
LEVEL_SYNONYMS: Mapping[str, Level] = {
    "省": Level.PROVINCE,
    "自治区": Level.PROVINCE,
    "直辖市": Level.PROVINCE,
    "市": Level.PREFECTURE,
    "地级市": Level.PREFECTURE,
    "州": Level.PREFECTURE,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "区县": Level.COUNTY,
    "县级市": Level.COUNTY,
    "district": Level.COUNTY,
    "镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
    "乡镇": Level.TOWNSHIP,
    "街道": Level.TOWNSHIP,
    "镇街": Level.TOWNSHIP,
    "subdistrict": Level.TOWNSHIP,
    "town": Level.TOWNSHIP,
    "村": Level.VILLAGE,
    "社区": Level.VILLAGE,
    "村居": Level.VILLAGE,
    "村社区": Level.VILLAGE,
    "community": Level.VILLAGE,
    "网格": Level.GRID,
    "微网格": Level.SUBGRID,
    "子网格": Level.SUBGRID,
}


@dataclass(frozen=True, slots=True)
class PropertyNames:
    """Under which property names the file says what; an empty name means that the file does not say it."""

    code: str = "code"
    name: str = "name"
    name_en: str = "name_en"
    level: str = "level"
    parent: str = "parent"
    aliases: str = "aliases"


@dataclass(frozen=True, slots=True)
class Tolerances:
    """Pieces no larger than this many square metres come from drawing, not from a decision, and pass."""

    overlap: float = 500.0
    outside: float = 500.0
    gap: float = 500.0
    redrawn: float = 1.0


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`retires_below`: areas below this path, of a level the file holds and not in it, are retired.

    None keeps every area that the file does not name. `default_level` is for features that name none.
    `accepts_gaps`: parts of a parent that no child covers are pointed out, and do not stop the import.
    """

    properties: PropertyNames = PropertyNames()
    levels: Mapping[str, Level] = field(default_factory=lambda: LEVEL_SYNONYMS)
    default_level: Level | None = None
    datum: Datum = Datum.WGS84
    tolerances: Tolerances = Tolerances()
    retires_below: str | None = None
    accepts_gaps: bool = False
