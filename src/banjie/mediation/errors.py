"""What can be wrong with a write to a dispute."""


class DisputeNotFound(LookupError):
    """There is no such dispute, or whoever asks may not see it, or not that much of it."""


class StaleDispute(Exception):
    """Somebody else wrote to the dispute since it was looked at; nothing was written."""

    def __init__(self, case_id: int, expected: int, actual: int) -> None:
        self.case_id, self.expected, self.actual = case_id, expected, actual
        super().__init__(f"dispute {case_id}: version {actual}, expected {expected}")


class BadEntry(ValueError):
    """What was entered is well formed but does not hold; `code` is worded at the edge (`mediation.wording`)."""

    def __init__(self, code: str, field: str = "") -> None:
        self.code, self.field = code, field
        super().__init__(code, field)


class SessionNotFound(DisputeNotFound):
    """There is no such session for whoever asks. The message names no session: it may be another side's."""

    def __init__(self) -> None:
        super().__init__("no such session")


class SessionRefused(Exception):
    """The session's process does not grant the command; `code` is worded in `mediation.session_wording`."""

    def __init__(self, command: str, code: str) -> None:
        self.command, self.code = command, code
        super().__init__(command, code)
