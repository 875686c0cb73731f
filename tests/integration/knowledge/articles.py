"""Articles for tests: written by one of the world's staff, published by another."""

from datetime import datetime
from typing import Any

from banjie.knowledge import actions
from banjie.knowledge.content import ArticleWords
from tests.integration.cases.world import AT, World

LAMP = {
    "question": "路灯坏了多久能修好？",
    "answer": "主街24小时内修好。\n- 报修时说清灯杆编号",
    "asked_as": ["路灯报修时限"],
}


def words(world: World, **changes: Any) -> ArticleWords:
    given = {"unit": world.units["urban"].pk, "categories": [world.category]} | LAMP | changes
    return ArticleWords.model_validate(given)


def proposed(world: World, *, by: str = "handler", at: datetime = AT, **changes: Any) -> int:
    made = actions.write(words=words(world, **changes), by=world.acting(by), at=at)
    actions.propose(made, by=world.acting(by), at=at)
    return made


def published(world: World, *, at: datetime = AT, **changes: Any) -> int:
    made = proposed(world, at=at, **changes)
    actions.publish(made, by=world.acting("reviewer"), at=at)
    return made
