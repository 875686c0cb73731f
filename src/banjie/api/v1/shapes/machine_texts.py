"""What a language model wrote about a case."""

from collections.abc import Sequence
from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field


class MachineDoubt(BaseModel):
    code: str = Field(description="`date`, `sum`, `span`, `number`, `law`, `link`: it stands nowhere in the case")
    words: str = Field(description="The passage that it is about; empty where it is about the whole")


class MachineText(BaseModel):
    """Erased after thirty days; never part of the case."""

    id: int
    purpose: Literal["reply", "summary"]
    standing: Literal["waiting", "written", "failed"]
    text: str = Field(description="Empty unless it is written")
    doubts: Sequence[MachineDoubt]
    fault: str = Field(description="Why there is none; empty unless it failed")
    model: str = Field(description="As the server names it; say it wherever the text is shown")
    asked_at: AwareDatetime
    done_at: AwareDatetime | None
    again_at: AwareDatetime | None = Field(description="The model was busy, and is asked again then")
    news: int = Field(description="How many entries the timeline has gained since")
