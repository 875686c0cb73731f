"""Who carries out each step: staff by their role and unit, or the reporter."""

import random

from demo.casework.reference import Reference

REPORTER = "reporter"
SYSTEM = "system"
_FROM_HOME = ("web", "wechat", "email")

# Whose turn it is, apart from the units that handle.
_ROLE = {
    "accept": "intake_clerk",
    "approve": "reviewer",
    "assign": "dispatcher",
    "call_back": "follow_up_caller",
    "classify": "intake_clerk",
    "close": "reviewer",
    "decline": "intake_clerk",
    "escalate": "dispatcher",
    "follow_up": "follow_up_caller",
    "grant_extension": "dispatcher",
    "merge": "dispatcher",
    "oversee": "supervisor",
    "recall": "dispatcher",
    "refuse_extension": "dispatcher",
    "rule_on_return": "dispatcher",
    "send_back": "reviewer",
    "transfer": "dispatcher",
}
_BY_REPORTER = {"rate", "remind", "reopen"}
# What a resident does at home and a clerk enters for one who calls.
_FOR_REPORTER = {"add_information", "provide_information", "withdraw"}


class Cast:
    """Chooses the people of one case and keeps to them, as an office would."""

    def __init__(self, reference: Reference, channel: str, area: str, rng: random.Random) -> None:
        self._reference = reference
        self._channel = channel
        self._area_path = reference.area_paths[area]
        self._rng = rng
        self._chosen: dict[str, str] = {}

    def entered_by(self, reporter: str) -> str:
        """Who put the case in: the reporter from home, a field worker on site, a clerk at the centre."""
        if self._channel in _FROM_HOME:
            return REPORTER
        if self._channel == "field":
            return self.field_worker() or self.of_role("intake_clerk")
        return self.of_role("intake_clerk")

    def of_role(self, role: str) -> str:
        if role not in self._chosen:
            held = [
                m.username for m in self._reference.staff if m.role == role and _inside(self._area_path, m.area_path)
            ]
            self._chosen[role] = self._rng.choice(held)
        return self._chosen[role]

    def field_worker(self) -> str | None:
        held = [m.username for m in self._reference.staff if m.role == "field_worker"]
        here = [m for m in held if _inside(self._area_path, self._area_of(m))]
        return here[0] if here else None

    def handler(self, unit: str, role: str = "handler") -> str:
        """The member of `unit`, or of the nearest unit above it, who handles. KeyError if there is none."""
        path = self._reference.units[unit].path
        above = [m for m in self._reference.staff if m.role == role and _inside(path, m.unit_path)]
        if not above:
            raise KeyError(f"{unit} has no {role}")
        return max(above, key=lambda m: len(m.unit_path)).username

    def actor(self, command: str, lead: str, arguments: tuple[str, ...], *, claimed: bool) -> str:
        """The username (or "reporter", "system") for a command on a case led by `lead`."""
        if command in _BY_REPORTER:
            return REPORTER
        if command in _FOR_REPORTER:
            return REPORTER if self._channel in _FROM_HOME else self.of_role("intake_clerk")
        if command == "finish":
            return SYSTEM
        if command in ("settle_on_the_spot", "hand_on"):
            return self.field_worker() or self.of_role("dispatcher")
        if command == "contribute":
            return self.handler(arguments[0])
        if command == "suspend":
            return self._leader(lead)
        if command in _ROLE:
            return self.of_role(_ROLE[command])
        if not claimed and command in ("ask_reporter", "call_in", "note"):
            return self.of_role("dispatcher")
        return self.handler(lead)

    def _leader(self, lead: str) -> str:
        try:
            return self.handler(lead, "unit_leader")
        except KeyError:
            return self.of_role("dispatcher")

    def _area_of(self, username: str) -> str:
        return next(m.area_path for m in self._reference.staff if m.username == username)


def _inside(path: str, ancestor: str) -> bool:
    return path == ancestor or path.startswith(f"{ancestor}.")
