"""Who changed what, and when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class Change(BaseModel):
    at: datetime
    by: str
    verb: str = Field(description="create, change, renew, stop, start, remove, map, admit or revoke")
    subject_kind: str
    subject_name: str
    before: Mapping[str, Any] = Field(description="Of what differs")
    after: Mapping[str, Any] = Field(
        description="`withheld` names what changed and is not written down, as secrets are"
    )


class Changes(BaseModel):
    changes: Sequence[Change]
