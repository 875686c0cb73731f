"""Pages of other sites read what anybody may read, and nothing else."""

import pytest
from django.test import Client

from tests.integration.cases.world import World

ORIGIN = {"Origin": "https://a-blog.example"}
OPEN = ("/open311/discovery.json", "/open311/v2/requests.json", "/feeds/cases.json", "/api/v1/public/cases")


@pytest.mark.parametrize("path", OPEN)
def test_what_is_open_may_be_read_by_other_pages(world: World, client: Client, path: str) -> None:
    answer = client.get(path, headers=ORIGIN)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("path", OPEN)
def test_browsers_ask_ahead(client: Client, path: str) -> None:
    answer = client.options(path, headers=ORIGIN | {"Access-Control-Request-Method": "POST"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "Content-Type" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "path", ["/", "/report/", "/work/", "/api/v1/cases", "/api/v1/tracking/7K3M-9QPX-2VTD", "/mine/"]
)
def test_everything_else_stays_with_its_own(world: World, client: Client, path: str) -> None:
    for answer in (
        client.get(path, headers=ORIGIN),
        client.options(path, headers=ORIGIN | {"Access-Control-Request-Method": "POST"}),
    ):
        assert "Access-Control-Allow-Origin" not in answer
