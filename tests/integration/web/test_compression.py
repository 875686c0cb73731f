"""What goes over a poor line goes small; what is small already goes as it is."""

import gzip

import pytest

from tests.integration.cases.test_closed_loop import taken_in, walked_to_handling

pytestmark = pytest.mark.django_db
ASKING = {"accept-encoding": "gzip"}


def test_pages_and_data_go_compressed_to_whoever_can_read_that(world, signed_in):
    for _ in range(12):
        taken_in(world)
    client = signed_in("dispatcher")
    plain = client.get("/work/cases/")
    answer = client.get("/work/cases/", headers=ASKING)
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) * 4 < len(plain.content)
    assert "西乡主街路灯不亮三天了" in gzip.decompress(answer.content).decode()
    assert "Content-Encoding" not in plain
    found = client.get("/work/cases/find/", {"q": "路灯"}, headers=ASKING)
    assert found["Content-Encoding"] == "gzip"
    taken_away = client.get("/work/cases/export/", {"as": "csv"}, headers=ASKING)
    assert taken_away["Content-Encoding"] == "gzip"
    assert "西乡主街" in gzip.decompress(b"".join(taken_away.streaming_content)).decode("utf-8-sig")


def test_documents_go_as_they_are(world, signed_in):
    case = walked_to_handling(world).case_id
    answer = signed_in("dispatcher").get(f"/work/cases/{case}/file.pdf", headers=ASKING)
    assert "Content-Encoding" not in answer
