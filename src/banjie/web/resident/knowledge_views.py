"""Questions that are answered already: found by words or by category, each a page of its own.

Nothing of a visit is kept but numbers by article and day; whether somebody was answered twice is not asked.
"""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from banjie.catalogue import queries as catalogue
from banjie.knowledge import counting, queries
from banjie.knowledge.counting import What
from banjie.knowledge.days import local_day
from banjie.knowledge.errors import ArticleNotFound
from banjie.knowledge.queries import MOST_PAGES, PublicArticle, Typed, Wanted
from banjie.platform import clock
from banjie.platform.origin import address_of
from banjie.web.resident import article_words

_VERDICTS: Final = {"yes": What.YES, "no": What.NO}
_LONGEST_ID: Final = 12


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    wanted = _wanted(request)
    today = local_day(clock.now())
    found, more = queries.public_list(wanted, language=get_language() or "", today=today)
    context = {
        "wanted": wanted,
        "articles": [article_words.line(each) for each in found],
        "categories": _categories(today) if not wanted.q else [],
        "chosen": next(iter(article_words.category_words([wanted.category])), ""),
        "report_url": _report_url(wanted.category, wanted.q),
        "previous_url": _address(wanted, wanted.page - 1) if wanted.page > 1 else "",
        "next_url": _address(wanted, wanted.page + 1) if more else "",
    }
    return render(request, "resident/knowledge_list.html", context)


@require_safe
def article(request: HttpRequest, article_id: int) -> HttpResponse:
    try:
        found = queries.public_article(article_id, language=get_language() or "", today=local_day(clock.now()))
    except ArticleNotFound:
        return render(request, "resident/knowledge_unknown.html", status=404)
    said = request.GET.get("said", "")
    context = {
        "found": found,
        "article": article_words.line(found.line),
        "said": said if said in {*_VERDICTS, "spared"} else "",
        "report_url": _report_url(next(iter(found.line.categories), ""), ""),
        "others": _others(found),
    }
    return render(request, "resident/knowledge_article.html", context)


@require_POST
def verdict(request: HttpRequest, article_id: int) -> HttpResponse:
    """Whether it answered its reader: one more in a count, and nothing else."""
    said = request.POST.get("answered", "")
    what = _VERDICTS.get(said)
    if what is None:
        raise Http404
    return _counted(request, article_id, what, said)


@require_POST
def spared(request: HttpRequest) -> HttpResponse:
    """Somebody about to raise a matter has been answered: it becomes no case, and nothing of it was sent here."""
    asked = request.POST.get("article", "")
    if not (asked.isdecimal() and len(asked) < _LONGEST_ID):
        raise Http404
    return _counted(request, int(asked), What.SPARED, "spared")


def _counted(request: HttpRequest, article_id: int, what: What, said: str) -> HttpResponse:
    try:
        counting.reader_says(article_id, what, origin=address_of(request), at=clock.now())
    except ArticleNotFound:
        raise Http404 from None
    return HttpResponseRedirect(f"{reverse('knowledge:article', args=[article_id])}?said={said}#answered")


def _wanted(request: HttpRequest) -> Wanted:
    page = request.GET.get("page", "")
    return Wanted(
        category=request.GET.get("category", "")[:40],
        q=request.GET.get("q", "").replace("\0", "").strip()[:100],
        page=min(int(page), MOST_PAGES) if page.isdecimal() and len(page) < 6 and int(page) > 0 else 1,
    )


def _categories(today: Any) -> list[dict[str, Any]]:
    """The top of the catalogue, as far as anything below is answered."""
    english = (get_language() or "").startswith("en")
    counts = queries.counts_by_category(today=today)
    return [
        {"name": node.name_en if english else node.name, "code": node.code, "count": counts[node.code]}
        for node in catalogue.current().top
        if counts.get(node.code)
    ]


def _others(found: PublicArticle) -> list[dict[str, Any]]:
    """What is asked beside it."""
    typed = Typed(found.line.question, kind="enquiry")
    near = queries.for_a_caller(typed, language=found.line.language, today=local_day(clock.now()))
    return [article_words.line(each.line) for each in near if each.line.id != found.line.id][:3]


def _report_url(category: str, q: str) -> str:
    given = {"kind": "enquiry", "category": category, "text": q}
    return f"{reverse('resident:report')}?{urlencode({key: value for key, value in given.items() if value})}"


def _address(wanted: Wanted, page: int) -> str:
    given = {"category": wanted.category, "q": wanted.q, "page": str(page) if page > 1 else ""}
    return f"?{urlencode({key: value for key, value in given.items() if value})}"
