"""Which unit a case goes to: ordered rules, the first match wins and says why.

A case that no rule matches, or whose destination does not exist, goes to the centre's dispatcher. A case
never goes to the unit complained of, nor to any unit below it.
"""

from banjie.core.routing.compiled import CompiledRules, Router
from banjie.core.routing.matching import covers, route
from banjie.core.routing.values import (
    About,
    Check,
    Destination,
    Match,
    Miss,
    Outcome,
    Resolve,
    Routing,
    Rule,
    Subject,
    UnitChoice,
)

__all__ = [
    "About",
    "Check",
    "CompiledRules",
    "Destination",
    "Match",
    "Miss",
    "Outcome",
    "Resolve",
    "Router",
    "Routing",
    "Rule",
    "Subject",
    "UnitChoice",
    "covers",
    "route",
]
