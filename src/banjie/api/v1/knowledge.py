"""Articles: strangers read and search what is published; clients with the right write, publish and answer with it."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from banjie.api.v1.cases import CaseNumber
from banjie.api.v1.commands import IfMatch, expected_from
from banjie.api.v1.credentials import acting, require
from banjie.api.v1.intake import IdempotencyKey, refuse_elsewhere, submission_key
from banjie.api.v1.shapes import knowledge as shapes
from banjie.api.v1.wire import reply
from banjie.cases import queries as cases
from banjie.cases.intake.draft import ChannelKey, Submission
from banjie.cases.publishing.payloads import Why
from banjie.knowledge import actions, answering, counting, editing, queries
from banjie.knowledge.content import ArticleWords
from banjie.knowledge.counting import What
from banjie.knowledge.days import local_day
from banjie.knowledge.editing import ArticleFile, Pile
from banjie.knowledge.queries import MOST_PAGES, Line, Wanted
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Permission
from banjie.platform import clock
from banjie.platform.origin import address_of

strangers = Router(tags=["Questions and answers"], auth=None)
router = Router(tags=["Questions and answers"])

ArticleNumber = Annotated[int, Path(ge=1, le=2**63 - 1, description="The id of an article")]
_Language = Annotated[shapes.Language, Query(description="In which language, where it is written in it")]
_Page = Annotated[int, Query(ge=1, le=MOST_PAGES)]
_Category = Annotated[str, Query(max_length=40, description="The code of a category, with all below it")]
_Area = Annotated[str, Query(max_length=400, description="A path: what holds there")]
_PLAIN = {
    "propose": actions.propose,
    "publish": actions.publish,
    "confirm": actions.confirm,
    "discard": actions.discard,
}
_REASONED = {"send-back": actions.send_back, "withdraw": actions.withdraw}


@strangers.get(
    "/public/articles", operation_id="list_articles", summary="Questions answered", response=shapes.ArticleLines
)
def list_articles(
    request: HttpRequest,
    category: _Category = "",
    area: _Area = "",
    language: _Language = "zh-hans",
    page: _Page = 1,
) -> HttpResponse:
    """What is published and holds today."""
    return _listed(Wanted(category=category, area=area, page=page), language)


@strangers.get(
    "/public/articles/search",
    operation_id="search_articles",
    summary="Search the answers",
    response=shapes.ArticleLines,
)
def search_articles(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=200, description="A question in plain words")],
    category: _Category = "",
    area: _Area = "",
    language: _Language = "zh-hans",
    page: _Page = 1,
) -> HttpResponse:
    """What answers a question, the best first."""
    return _listed(Wanted(category=category, area=area, q=q.replace("\0", ""), page=page), language)


@strangers.get(
    "/public/articles/{int:article_id}",
    operation_id="get_article",
    summary="One answer",
    response=shapes.PublicArticle,
)
def get_article(request: HttpRequest, article_id: ArticleNumber, language: _Language = "zh-hans") -> HttpResponse:
    found = queries.public_article(article_id, language=language, today=_today())
    own = {"answer": found.answer, "sources": found.sources, "version": found.version, "also_in": found.also_in}
    return reply(shapes.PublicArticle, _line(found.line) | own)


@strangers.post(
    "/public/articles/{int:article_id}/verdict",
    operation_id="judge_article",
    summary="Say whether it answered",
    response={204: None},
)
def judge(request: HttpRequest, article_id: ArticleNumber, body: shapes.ArticleVerdict) -> HttpResponse:
    """One more in a count."""
    what = What.YES if body.answered else What.NO
    counting.reader_says(article_id, what, origin=address_of(request), at=clock.now())
    return HttpResponse(status=204)


@router.get("/articles", operation_id="list_own_articles", summary="Articles to keep", response=shapes.EditorsArticles)
def list_own(
    request: HttpRequest,
    pile: Annotated[Pile, Query(description="Why they lie before an editor")] = Pile.PUBLISHED,
    page: Annotated[int, Query(ge=1, le=editing.MOST_PAGES)] = 1,
) -> HttpResponse:
    client = require(request, Permission.KNOWLEDGE_WRITE)
    lines, count = editing.pile(client.viewer, pile, today=_today(), page=page)
    return reply(shapes.EditorsArticles, {"articles": [asdict(each) for each in lines], "count": count})


@router.post("/articles", operation_id="write_article", summary="Write an article", response={201: shapes.ArticleFile})
def write(request: HttpRequest, body: ArticleWords) -> HttpResponse:
    """Keeps it as a draft; somebody else publishes it."""
    require(request, Permission.KNOWLEDGE_WRITE)
    made = actions.write(words=body, by=acting(request), at=clock.now())
    return _file(request, made, status=201)


@router.get(
    "/articles/{int:article_id}", operation_id="get_article_file", summary="Its versions", response=shapes.ArticleFile
)
def get_file(request: HttpRequest, article_id: ArticleNumber) -> HttpResponse:
    return _file(request, article_id)


@router.put(
    "/articles/{int:article_id}", operation_id="rewrite_article", summary="Write it anew", response=shapes.ArticleFile
)
def rewrite(
    request: HttpRequest, article_id: ArticleNumber, body: ArticleWords, if_match: IfMatch = None
) -> HttpResponse:
    """A new draft; what is published stays until it is published too."""
    actions.write(words=body, article_id=article_id, **_common(request, if_match))
    return _file(request, article_id)


@router.post(
    "/articles/{int:article_id}/do/{what}",
    operation_id="act_on_article",
    summary="Put forward, publish, confirm or give up",
    response=shapes.ArticleFile,
)
def act(
    request: HttpRequest,
    article_id: ArticleNumber,
    what: Annotated[Literal["propose", "publish", "confirm", "discard"], Path(description="What to do")],
    if_match: IfMatch = None,
) -> HttpResponse:
    _PLAIN[what](article_id, **_common(request, if_match))
    return _file(request, article_id)


@router.post(
    "/articles/{int:article_id}/refuse/{what}",
    operation_id="refuse_article",
    summary="Send back or withdraw",
    response=shapes.ArticleFile,
)
def refuse(
    request: HttpRequest,
    article_id: ArticleNumber,
    what: Annotated[Literal["send-back", "withdraw"], Path(description="What to do")],
    body: Why,
    if_match: IfMatch = None,
) -> HttpResponse:
    _REASONED[what](article_id, reason=body.reason, **_common(request, if_match))
    return _file(request, article_id)


class AskedAtOnce(Submission):
    """An enquiry that an article answers, and by what channel it came."""

    channel: ChannelKey = Field("api", title="Channel by which it reached the client")
    language: shapes.Language = Field("zh-hans", title="In which language it is answered")


@router.post(
    "/articles/{int:article_id}/answer",
    operation_id="answer_caller",
    summary="Take an enquiry in and answer it at once",
    response={201: shapes.AnsweredAtOnce, 200: shapes.AnsweredAtOnce},
)
def answer_caller(
    request: HttpRequest, article_id: ArticleNumber, body: AskedAtOnce, idempotency_key: IdempotencyKey = None
) -> HttpResponse:
    """One case, closed, with the article's words as its approved reply; its reporter is asked as of any other."""
    client = require(request, Permission.CASES_CREATE)
    at = clock.now()
    refuse_elsewhere(body, client, at=at)
    made = answering.answer_caller(
        body,
        article_id=article_id,
        channel=body.channel,
        language=body.language,
        by=acting(request),
        at=at,
        key=submission_key(idempotency_key, client),
    )
    return reply(shapes.AnsweredAtOnce, made, status=200 if made.repeated else 201)


@router.post(
    "/cases/{int:case_id}/answer-with/{int:article_id}",
    operation_id="answer_with_article",
    summary="Answer an enquiry with an article",
    response=shapes.AnsweredAtOnce,
)
def answer_case(
    request: HttpRequest,
    case_id: CaseNumber,
    article_id: ArticleNumber,
    language: _Language = "zh-hans",
    if_match: IfMatch = None,
) -> HttpResponse:
    common: dict[str, Any] = {"by": acting(request), "at": clock.now(), "language": language}
    answering.answer_case(case_id, article_id=article_id, expected=expected_from(if_match), **common)
    seen = cases.as_reporter_sees(case_id, by=acting(request), at=clock.now())
    values = {"case_id": case_id, "number": seen.number, "tracking_code": "", "state": seen.state}
    return reply(shapes.AnsweredAtOnce, values)


@router.get(
    "/cases/{int:case_id}/article",
    operation_id="get_article_beginning",
    summary="What an article could begin with",
    response=shapes.ArticleBeginning,
)
def get_beginning(request: HttpRequest, case_id: CaseNumber) -> HttpResponse:
    """The reply to a closed enquiry, to be written anew for everybody; nothing is kept."""
    found = answering.beginning_of(case_id, by=acting(request), at=clock.now())
    seen = [(str(each.kind), each.text) for each in found.findings]
    return reply(shapes.ArticleBeginning, found.values | {"number": found.number, "findings": seen})


def _listed(wanted: Wanted, language: str) -> HttpResponse:
    found, more = queries.public_list(wanted, language=language, today=_today())
    return reply(shapes.ArticleLines, {"articles": [_line(each) for each in found], "page": wanted.page, "more": more})


def _line(line: Line) -> dict[str, Any]:
    unit = organisations.units_index().get(line.unit_id)
    return asdict(line) | {"unit_name": unit.name if unit is not None else ""}


def _file(request: HttpRequest, article_id: int, *, status: int = 200) -> HttpResponse:
    found = editing.article_file(article_id, by=acting(request), at=clock.now())
    return reply(shapes.ArticleFile, _values(found), status=status, entries=found.entries)


def _values(found: ArticleFile) -> dict[str, Any]:
    words = {
        name: shapes.ArticleVersion.model_validate(version, from_attributes=True) if version is not None else None
        for name, version in (("live", found.live), ("draft", found.draft))
    }
    return words | {
        "id": found.id,
        "entries": found.entries,
        "standing": found.standing,
        "confirmed_on": found.confirmed_on,
        "confirm_by": found.confirm_by,
        "records": [asdict(each) for each in found.records],
        "tallies": found.tallies,
        "may": sorted(found.may),
    }


def _common(request: HttpRequest, if_match: str | None) -> dict[str, Any]:
    return {"by": acting(request), "at": clock.now(), "expected": expected_from(if_match)}


def _today() -> Any:
    return local_day(clock.now())
