"""Somebody's rights at a moment, as a value: asked in memory, handed to every query."""

from dataclasses import dataclass

from .permission import Permission
from .roles import Reach


@dataclass(frozen=True, slots=True)
class ViewerGrant:
    """One role that a post carries: over `area_path`, held from the unit at `unit_path`.

    A grant that reaches the area covers what lies in it, whichever unit has it; one that reaches the unit
    covers only what of it lies with the unit or a part of it.
    """

    role: str
    permissions: frozenset[Permission]
    area_path: str
    unit_id: int
    unit_path: str
    reach: Reach = Reach.UNIT

    def covers(self, *, area_path: str | None, unit_path: str | None) -> bool:
        """None stands for "not asked": the answer then does not depend on it."""
        if area_path is not None and not inside(area_path, self.area_path):
            return False
        if unit_path is None or self.reach is Reach.AREA:
            return True
        return inside(unit_path, self.unit_path)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A member of staff with all they may do just now, or another system.

    `reads_as_written` is False for a system that was not given the scope for it: what tells of persons is masked in the
    words it reads.
    """

    staff_id: int
    name: str
    grants: tuple[ViewerGrant, ...] = ()
    reads_as_written: bool = True

    def may(self, permission: Permission, *, area_path: str | None = None, unit_path: str | None = None) -> bool:
        """Whether one grant allows it there. Without a path: whether it is allowed anywhere at all."""
        return any(grant.covers(area_path=area_path, unit_path=unit_path) for grant in self.scopes(permission))

    def scopes(self, permission: Permission) -> tuple[ViewerGrant, ...]:
        """The grants that allow it, for building the condition of a query."""
        return tuple(grant for grant in self.grants if permission in grant.permissions)

    def around(self, area_path: str) -> bool:
        """Whether a place lies in a jurisdiction in which this person holds a role."""
        return any(same_jurisdiction(area_path, grant.area_path) for grant in self.grants)

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units this person holds a post in."""
        return frozenset(grant.unit_id for grant in self.grants)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that is allowed somewhere; for deciding what to offer, never for deciding what to do."""
        return frozenset[Permission]().union(*(grant.permissions for grant in self.grants))


NOBODY = Viewer(0, "")


def same_jurisdiction(one: str, other: str) -> bool:
    """Whether two areas lie under the same one at the top."""
    return one.partition(".")[0] == other.partition(".")[0]


def inside(path: str, ancestor: str) -> bool:
    """Whether a dotted path is `ancestor` itself or lies below it."""
    return path == ancestor or path.startswith(f"{ancestor}.")
