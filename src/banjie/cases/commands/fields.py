"""Types that payloads are made of. A form draws a field from its type, and the API publishes the same."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from banjie.core.clocks import ClockError, parse_target
from banjie.platform.tables.text import clean_text


class Payload(BaseModel):
    """What comes with a command. Unknown keys are refused, so that a misspelt one is not lost in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _cleaned(value: str) -> str:
    return clean_text(value).text


def _parsed(value: str) -> str:
    try:
        return str(parse_target(value))
    except ClockError as error:
        raise ValueError("bad_span") from error


Short = Annotated[str, AfterValidator(_cleaned), StringConstraints(min_length=1, max_length=200)]
Prose = Annotated[str, AfterValidator(_cleaned), StringConstraints(min_length=1, max_length=20_000)]
OptionalProse = Annotated[str, AfterValidator(_cleaned), StringConstraints(max_length=20_000)]
Span = Annotated[str, AfterValidator(_parsed), Field(examples=["4wh", "2wd", "24h", "3d"])]
UnitId = Annotated[int, Field(gt=0, json_schema_extra={"widget": "unit"})]
StaffId = Annotated[int, Field(gt=0, json_schema_extra={"widget": "staff"})]
CaseId = Annotated[int, Field(gt=0, json_schema_extra={"widget": "case"})]
CategoryCode = Annotated[str, StringConstraints(max_length=40), Field(json_schema_extra={"widget": "category"})]
LevelKey = Literal["general", "elevated", "urgent", "critical"]
# Why somebody whom one called did not say anything: nobody answered, the number is another's, they would not.
Unreached = Literal["no_answer", "wrong_number", "refused"]
WhyNot = Literal["not_done", "partly_done", "came_back", "not_contacted", "too_slow", "manner", "unclear", "other"]
KindKey = Literal["report", "request", "enquiry", "complaint", "suggestion", "dispute"]
