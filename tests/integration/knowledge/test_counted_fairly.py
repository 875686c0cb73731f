"""One address cannot make an article look good or bad."""

import pytest

from banjie.knowledge import counting
from banjie.knowledge.counting import MOST_SAID, What
from banjie.knowledge.errors import ArticleNotFound
from banjie.platform import clock
from tests.integration.cases.world import World
from tests.integration.knowledge.articles import published

pytestmark = pytest.mark.django_db


def test_beyond_so_many_an_address_counts_no_more(world: World, client) -> None:
    article = published(world)
    for _ in range(MOST_SAID + 3):
        answer = client.post(f"/knowledge/{article}/verdict/", {"answered": "yes"})
        assert answer.status_code == 302, "and is thanked all the same"
    client.post(f"/api/v1/public/articles/{article}/verdict", {"answered": False}, content_type="application/json")
    told = counting.since(clock.now().date().replace(year=2020))
    assert (told[What.YES], told[What.NO]) == (MOST_SAID, 0)
    client.post(f"/knowledge/{article}/verdict/", {"answered": "no"}, REMOTE_ADDR="203.0.113.9")
    assert counting.since(clock.now().date().replace(year=2020))[What.NO] == 1


def test_what_nobody_can_read_is_not_judged(world: World) -> None:
    with pytest.raises(ArticleNotFound):
        counting.reader_says(999_999, What.YES, origin="203.0.113.9", at=clock.now())
