"""Place codes: what a scan finds, and what staff keep. Reading leaves no trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from banjie.core.coordinates import Datum
from banjie.places.codes.drafts import CodeDraft, CodesPlan, plan_codes
from banjie.places.codes.kinds import OF_PLACES
from banjie.places.codes.rules import normalised, written
from banjie.places.levels import CodeKind, Level, PlaceKind
from banjie.places.models import PlaceCode, PlaceName
from banjie.places.queries.areas import area, areas_tree
from banjie.places.queries.locating import locate, timeline
from banjie.places.queries.planning import table_rows, usual_bounds
from banjie.places.refs import AreaRef
from banjie.places.sheet_rows import Surroundings
from banjie.platform import tables


@dataclass(frozen=True, slots=True)
class CodedPlace:
    """What anybody learns of a code in use. `lon` and `lat` are WGS-84; None for a grid and where nobody knows."""

    code: str
    kind: CodeKind
    name: str
    area: AreaRef
    lon: float | None
    lat: float | None

    @property
    def written(self) -> str:
        return written(self.code)

    @property
    def point(self) -> tuple[float, float] | None:
        return None if self.lon is None or self.lat is None else (self.lon, self.lat)


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code as those who keep it see it. `retired_*` are None and "" while it is in use."""

    id: int
    code: str
    kind: CodeKind
    name: str
    area: AreaRef
    made_at: datetime
    made_by: str
    retired_at: datetime | None
    retired_by: str
    retired_why: str

    @property
    def written(self) -> str:
        return written(self.code)


@dataclass(frozen=True, slots=True)
class CodeFilters:
    """`area_path` "" and `kind` None: any. `typed` is a part of a name, or a whole code.

    `retired`: those no longer in use instead of those that are.
    """

    area_path: str = ""
    kind: CodeKind | None = None
    typed: str = ""
    retired: bool = False


def place_of(typed: str, *, at: datetime) -> CodedPlace | None:
    """The place of a code as it was scanned or typed. None for unknown and retired alike: they are not told apart."""
    code = normalised(typed)
    row = PlaceCode.objects.filter(code=code, retired_at=None).first() if code else None
    if row is None:
        return None
    home = _home(row, at)
    if home is None:
        return None
    # The name of a grid goes with the grid; what was painted on the plate may be older.
    name = home.name if row.kind == CodeKind.GRID and home.id == row.area_id else row.name
    return CodedPlace(row.code, CodeKind(row.kind), name, home, row.longitude, row.latitude)


def _home(row: PlaceCode, at: datetime) -> AreaRef | None:
    """Where the place lies today: boundaries move, plates stay."""
    tree = areas_tree()
    if row.longitude is not None and row.latitude is not None:
        found = locate([(row.longitude, row.latitude)], at=at)[0]
        if found is not None:
            return found
    own = tree.by_id(row.area_id)
    line = tree.line(own.path) if own is not None else ()
    return next((each for each in reversed(line) if each.active), None)


def codes_within(paths: Sequence[str], filters: CodeFilters, *, start: int, limit: int) -> tuple[list[CodeLine], int]:
    """The codes that lie under any of these paths and match, and how many there are in all."""
    rows = _matching(paths, filters)
    return [_line(row) for row in rows[start : start + limit]], rows.count()


def code_within(paths: Sequence[str], code_id: int) -> CodeLine | None:
    """One code, retired or not, if it lies under any of these paths."""
    row = PlaceCode.objects.filter(_under(paths), pk=code_id).select_related("area").first()
    return _line(row) if row is not None else None


def _matching(paths: Sequence[str], filters: CodeFilters) -> QuerySet[PlaceCode]:
    rows = PlaceCode.objects.filter(_under(paths), retired_at__isnull=not filters.retired)
    if filters.area_path:
        rows = rows.filter(area__path__descendants_of=filters.area_path)
    if filters.kind is not None:
        rows = rows.filter(kind=filters.kind)
    if filters.typed:
        rows = rows.filter(Q(name__icontains=filters.typed) | Q(code=normalised(filters.typed) or ""))
    return rows.order_by("area__path", "kind", "name", "id")


def _under(paths: Sequence[str]) -> Q:
    found = Q(pk__in=())
    for path in paths:
        found |= Q(area__path__descendants_of=path)
    return found


def _line(row: PlaceCode) -> CodeLine:
    home = areas_tree().by_id(row.area_id)
    assert home is not None  # areas are never removed
    return CodeLine(
        row.pk,
        row.code,
        CodeKind(row.kind),
        row.name,
        home,
        row.made_at,
        row.made_by,
        row.retired_at,
        row.retired_by,
        row.retired_why,
    )


def grids_without_code(path: str) -> list[CodeDraft]:
    """What would be made for the grids of an area, itself included, that have no code in use."""
    grids = [each for each in areas_tree().subtree(path) if each.level in {Level.GRID, Level.SUBGRID}]
    have = set(
        PlaceCode.objects.order_by()
        .filter(kind=CodeKind.GRID, retired_at=None, area__path__descendants_of=path)
        .values_list("area_id", flat=True)
    )
    return [CodeDraft(each.id, CodeKind.GRID, each.name) for each in grids if each.id not in have]


def names_without_code(path: str) -> list[CodeDraft]:
    """What would be made for the place names in an area and below it that have no code in use."""
    rows = PlaceName.objects.filter(alias_of=None, area__path__descendants_of=path, area__active=True)
    places = rows.exclude(kind=PlaceKind.AREA).order_by("area__path", "name", "id")
    drafts = {
        (draft.area_id, str(draft.kind), draft.name): draft
        for name, kind, area_id, lon, lat in places.values_list("name", "kind", "area_id", "longitude", "latitude")
        for draft in [CodeDraft(area_id, OF_PLACES[PlaceKind(kind)], name, lon, lat)]
    }
    have = PlaceCode.objects.order_by().filter(retired_at=None, area__path__descendants_of=path)
    for key in have.values_list("area_id", "kind", "name"):
        drafts.pop(key, None)
    return list(drafts.values())


def plan_code_sheet(content: bytes, name: str, chosen: AreaRef, *, at: datetime, datum: Datum) -> CodesPlan:
    """What a sheet of names asks for. Raises tables.TableRefused for a file that holds no table."""
    table = tables.read(content, name=name).table
    around = Surroundings(area, timeline().at(at).one, usual_bounds(at), datum)
    return plan_codes(table.headers, table_rows(content, table), chosen, around)
