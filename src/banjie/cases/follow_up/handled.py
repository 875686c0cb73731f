"""Whose work a case was: nobody asks a reporter about what their own unit did. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from banjie.organisations.permissions import inside


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit from which somebody holds a role. A centre dispatches; what units below it do is not its own work."""

    path: str
    is_centre: bool = False


def is_own_work(own: Iterable[OwnUnit], worked: Iterable[str]) -> bool:
    """Whether somebody of these units asked about their own work.

    `worked` are the paths of the units that led the case or helped. A unit and its parts are one: a bureau answers
    for its teams, and a team is not asked about its bureau. A centre answers for what it did itself.
    """
    paths = [path for path in worked if path]
    return any(_is_own(each, path) for each in own for path in paths)


def _is_own(own: OwnUnit, worked: str) -> bool:
    return inside(own.path, worked) or (not own.is_centre and inside(worked, own.path))
