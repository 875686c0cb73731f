"""Why nothing was done to an article. Codes; the words are made at the edge (`wording`)."""

from enum import StrEnum


class Code(StrEnum):
    NOT_YOURS = "not_yours"
    WRONG_STAND = "wrong_stand"
    OWN_WORDS = "own_words"
    UNIT_UNKNOWN = "unit_unknown"
    AREA_UNKNOWN = "area_unknown"
    AREA_BEYOND_UNIT = "area_beyond_unit"
    CATEGORY_UNKNOWN = "category_unknown"
    IDENTITY_NUMBER = "identity_number"
    NOT_CLOSED = "not_closed"
    NO_REPLY = "no_reply"


class ArticleNotFound(LookupError):
    """There is no such article, or not for this person."""


class ArticleRefused(Exception):
    """Nothing was written. `field` is the one in which the fault lies, empty where it is none's."""

    def __init__(self, code: Code, field: str = "") -> None:
        super().__init__(code)
        self.code, self.field = code, field


class StaleArticle(Exception):
    """Somebody else did something to it since it was read; nothing was written."""

    def __init__(self, article_id: int, seen: int, entries: int) -> None:
        super().__init__(f"article {article_id}: seen {seen}, now {entries}")
        self.seen, self.entries = seen, entries
