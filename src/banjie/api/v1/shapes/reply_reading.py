"""What a draft of an answer may want."""

from collections.abc import Sequence

from pydantic import BaseModel, Field


class ReplyPassage(BaseModel):
    side: str = Field(description="`matter` or `reply`: where the words stand")
    text: str


class EarlierAnswer(BaseModel):
    id: int
    number: str
    percent: int = Field(description="How much of the draft's own words stands in the answer to that case")


class ReplyRemark(BaseModel):
    aspect: str = Field(description="`point`, `complete`, `explained`, `own_words` or `private`")
    code: str
    passages: Sequence[ReplyPassage]
    earlier: EarlierAnswer | None


class ReplyReading(BaseModel):
    remarks: Sequence[ReplyRemark] = Field(description="Empty where nothing gave cause to ask")
    asked: int = Field(description="How many wishes were found in the matter")
    compared: int = Field(description="With how many earlier answers of the unit it was compared")
