"""What can be allowed, the roles that allow it, and the values that carry somebody's rights around.

Pure: no database, no clock. `queries.viewer_for` makes a Viewer from what is stored.
"""

from .permission import READING, Permission
from .roles import ROLES, Reach, Role
from .separation import SEPARATED, Breach, Holding, breach_between, breach_within
from .viewer import NOBODY, Viewer, ViewerGrant, inside, same_jurisdiction

__all__ = [
    "NOBODY",
    "READING",
    "ROLES",
    "SEPARATED",
    "Breach",
    "Holding",
    "Permission",
    "Reach",
    "Role",
    "Viewer",
    "ViewerGrant",
    "breach_between",
    "breach_within",
    "inside",
    "same_jurisdiction",
]
