"""The guard-rail itself: what nobody ordered comes backwards, what somebody ordered does not."""

import pytest

from banjie.organisations.models import Post
from tests.integration.organisations.factories import make_unit

pytestmark = pytest.mark.django_db


def test_rows_come_backwards_unless_they_are_ordered() -> None:
    unit = make_unit("works")
    for name in ("first", "second", "third"):
        Post.objects.create(unit=unit, name=name)
    posts = Post.objects.filter(unit=unit).order_by()
    assert [post.name for post in posts] == ["third", "second", "first"]
    assert list(posts.order_by("pk").values_list("name", flat=True)) == ["first", "second", "third"]
    assert posts.count() == 3
    assert posts.order_by("name").first() == posts.get(name="first")
