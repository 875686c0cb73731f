"""Importing boundaries from GeoJSON: from bytes to a plan, with every fault named. Pure."""

from banjie.places.boundaries.areas import Draft, Standing
from banjie.places.boundaries.faults import Fault, FaultCode, Severity
from banjie.places.boundaries.hierarchy import Node
from banjie.places.boundaries.options import ImportOptions, PropertyNames, Tolerances
from banjie.places.boundaries.plan import NEW_VERSION, Change, ImportPlan, plan
from banjie.places.boundaries.sniffing import Sniffed, sniff

__all__ = [
    "NEW_VERSION",
    "Change",
    "Draft",
    "Fault",
    "FaultCode",
    "ImportOptions",
    "ImportPlan",
    "Node",
    "PropertyNames",
    "Severity",
    "Sniffed",
    "Standing",
    "Tolerances",
    "plan",
    "sniff",
]
