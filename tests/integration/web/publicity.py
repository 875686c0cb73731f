"""A matter that strangers may read: raised with secrets all over it, read, and released without them."""

import re
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.intake.draft import ContactDetails
from banjie.cases.publishing import acts
from banjie.cases.publishing.payloads import PublicWords
from banjie.catalogue import actions as catalogue
from banjie.catalogue import content
from banjie.catalogue.loading import default_content
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import matter
from tests.integration.cases.world import AT, World

# Each is somewhere in the case and belongs to nobody but its reporter and the offices.
SECRETS = (
    "张某某",
    "19900000077",
    "secret.person@example.cn",
    "梧桐里9号楼2单元501",
    "原话不公开",
    "110.512345",
    "30.509876",
)
WORDS = PublicWords(title="主街路灯不亮", text="主街的路灯不亮，夜里看不见路。")


def raised(world: World, **changes: Any) -> Any:
    contact = ContactDetails(name="张某某", phone="19900000077", email="secret.person@example.cn")
    values = {
        "title": "我家门口，原话不公开",
        "body": "原话不公开：我是张某某，家住梧桐里9号楼2单元501，电话19900000077。路灯不亮。",
        "place_text": "梧桐里9号楼2单元501",
        "longitude": 110.512345,
        "latitude": 30.509876,
        "identity": "open",
        "public": True,
        "contact": contact,
    }
    return actions.submit(matter(world, **values | changes), channel="web", by=AS_REPORTER, at=AT)


def released(world: World, words: PublicWords = WORDS, **changes: Any) -> Any:
    made = raised(world, **changes)
    acts.release(made.case_id, words=words, by=world.acting("reviewer"), at=AT)
    return made


def category_says(world: World, **changes: Any) -> None:
    """Publishes the catalogue with other settings for the world's category."""
    document = default_content().as_json()
    (category,) = [each for each in document["categories"] if each["code"] == world.category]
    category |= {"public": True} | changes
    catalogue.publish_content(content=content.read(document), note="changed", by=SYSTEM, at=AT)


def opened(path: str, language: str = "zh-hans", **query: Any) -> Any:
    """As a stranger without a cookie."""
    return Client().get(path, query, headers={"accept-language": language})


def words(answer: Any) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def plain(answer: Any) -> str:
    """A page without what differs in every answer: tokens, and its own address."""
    text = re.sub(r'"X-CSRFToken": "[^"]*"', "", answer.content.decode())
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    return re.sub(r'name="next" value="[^"]*"', "", text)
