"""How fast the pages of mediation are read: `python bench/read_disputes.py --data /tmp/perf [--times 15]`.

Reads an installation made by bench/fill.py and bench/multiply_disputes.py as bench/read_pages.py does, signed in as a
mediator, the head of the county's mediation centre, a village mediator, a dispatcher and an auditor. A dispute's own
pages are read of one of the demo's, whose words can be opened.
"""

import sys
from collections.abc import Iterator
from typing import Any

from installation import describe, open_installation
from read_pages import CASE_MS, LIST_MS, Page, heading, measure, options

# What reckons over a stretch of time, or looks at everybody's week.
FIGURES_MS = 250
PEOPLE = {
    "mediator": "mediate",
    "head": "mediate_head",
    "village": "village_mediator",
    "dispatcher": "dispatch",
    "auditor": "audit",
}
TABS = (
    *("", "parties/", "seats/", "letters/", "sessions/", "evidence/", "agreement/", "performance/", "confirmation/"),
    *("documents/", "pages/"),
)
LISTS = ("", "?ended", "due/", "reports-due/", "calendar/", "mediators/", "committees/", "rounds/", "register/")


def main() -> int:
    asked = options(__doc__.splitlines()[0])
    open_installation(asked.data)
    clients = _clients()
    print(f"{describe()}; {_disputes()}")
    print(heading())
    missed = 0
    for page in _pages(clients):
        if asked.only in f"{page.who} {page.name}":
            missed += measure(page, clients[page.who], asked)
    print(f"{missed} pages miss their target")
    return 0


def _clients() -> dict[str, Any]:
    from django.test import Client

    from banjie.organisations.models import Staff

    clients = {}
    for who, username in PEOPLE.items():
        clients[who] = Client()
        clients[who].force_login(Staff.objects.get(username=username))
    return clients


def _disputes() -> str:
    from banjie.mediation.models import Dispute

    return f"{Dispute.objects.count():,} disputes, {Dispute.objects.filter(case__is_open=True).count():,} open"


def _pages(clients: dict[str, Any]) -> Iterator[Page]:
    dispute = _with_a_whole_file()
    for who, client in clients.items():
        for queue in _queues(who):
            yield Page(who, f"queue {queue}", f"/work/cases/?queue={queue}", LIST_MS)
        for name, url, target in _shared(dispute):
            # What somebody may not see has no page.
            if client.get(url).status_code == 200:
                yield Page(who, name, url, target)


def _shared(dispute: int) -> Iterator[tuple[str, str, int]]:
    for each in LISTS:
        yield f"/{each}", f"/work/mediation/{each}", LIST_MS
    for each in ("", "?period=2026", "?track=people"):
        yield f"/figures/{each}", f"/work/mediation/figures/{each}", FIGURES_MS
    for each in TABS:
        yield f"dispute {each or 'overview/'}", f"/work/mediation/{dispute}/{each}", CASE_MS
    yield "case page", f"/work/cases/{dispute}/", CASE_MS


def _queues(who: str) -> list[str]:
    from banjie.cases.queries import worklists
    from banjie.organisations.models import Staff
    from banjie.organisations.queries import viewer_for
    from banjie.platform import clock

    return list(worklists.queues_of(viewer_for(Staff.objects.get(username=PEOPLE[who]), clock.now())))


def _with_a_whole_file() -> int:
    """Of the demo's own disputes the one with the most papers."""
    from django.db.models import Count
    from multiply_disputes import STRIDE

    from banjie.mediation.models import Dispute

    own = Dispute.objects.filter(case_id__lt=STRIDE).annotate(made=Count("documents"))
    return own.order_by("-made").values_list("case_id", flat=True)[0]


if __name__ == "__main__":
    sys.exit(main())
