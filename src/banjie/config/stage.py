"""What the loading of the demo has made so far, by the names that its files use."""

from dataclasses import dataclass, field
from datetime import datetime

from banjie.cases.acting import AS_REPORTER, AS_SYSTEM, Acting
from banjie.organisations.models import Staff
from banjie.organisations.queries import viewer_for
from banjie.platform.files import StoredFile


@dataclass(slots=True)
class Stage:
    """`posts` are the unit and the role of each member of staff, as codes; `at` is the moment of loading."""

    at: datetime
    units: dict[str, int] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    posts: dict[str, tuple[str, str]] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    mediators: dict[str, int] = field(default_factory=dict)
    scan: StoredFile | None = None
    scan_content: bytes = b""

    @property
    def paper(self) -> StoredFile:
        """The scan that stands for every signed paper of the demo."""
        if self.scan is None:
            raise LookupError("no scan has been stored")
        return self.scan

    def acting(self, who: str) -> Acting:
        if who == "reporter":
            return AS_REPORTER
        return AS_SYSTEM if who == "system" else Acting.staff(viewer_for(self.staff[who], self.at))
