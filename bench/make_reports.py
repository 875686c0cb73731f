"""Times what reports take: `python bench/make_reports.py --data /tmp/perf [--times 3]`, on what `fill.py` made."""

import argparse
import time
from pathlib import Path

from installation import describe, open_installation


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--area", default="QH")
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    open_installation(options.data)
    print(describe())
    _measure(options.area, options.times)


def _measure(area: str, times: int) -> None:
    from banjie.analytics.report import forms, gathering, keeping, wording
    from banjie.analytics.report.contents import contents
    from banjie.analytics.report.figures import ScopeKind
    from banjie.analytics.report.periods import PeriodKind, latest_over
    from banjie.platform import clock

    zone, at = keeping.zone(), clock.now()
    subject = gathering.subject_of(ScopeKind.AREA, area)
    for kind in PeriodKind:
        period = latest_over(kind, at, zone)
        took, figures = _best(times, lambda period=period: gathering.gather(subject, period, zone=zone))
        made = wording.worded(contents(figures), language="zh-hans", zone=zone, made_on=at.date())
        pdf, content = _best(times, lambda made=made: forms.pdf(made, address=lambda link: ""))
        docx, _ = _best(times, lambda made=made: forms.docx(made, address=lambda link: ""))
        now = figures.now
        print(
            f"{kind:8} {period.first} received {now.received:>7,} open {now.open:>7,} overdue {now.overdue:>6,}   "
            f"figures {took:6,.0f} ms   pdf {pdf:5,.0f} ms ({len(content):,} bytes)   docx {docx:5,.0f} ms"
        )


def _best(times, act):
    """The median of some runs, in milliseconds, and what the last came to."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        result = act()
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)[len(taken) // 2], result


if __name__ == "__main__":
    main()
