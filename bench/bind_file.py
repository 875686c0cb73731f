"""Times the file of a dispute: `python bench/bind_file.py [--pages 200] [--times 3]`. Needs no installation.

Half the pages are photographs of A4 at 150 dots an inch, a quarter PDFs of ten pages, the rest forms of one page;
cover, contents, explanation and back cover are filled and printed on the way.
"""

import argparse
import os
import time
from datetime import date
from io import BytesIO
from zoneinfo import ZoneInfo

TARGET_SECONDS = 10
CHINA = ZoneInfo("Asia/Shanghai")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
    _measure(options.pages, options.times)


def _measure(pages: int, times: int) -> None:
    from banjie.mediation.documents import file

    scans, booklet = _scan(), _booklet()
    for _ in range(times):
        told: list[tuple[int, int]] = []
        forms = [_form(number) for number in range(pages // 4)]
        papers = [
            *(_paper(f"f{n}", "session_record", content) for n, content in enumerate(forms)),
            *(_paper(f"s{n}", "evidence", scans) for n in range(pages // 2)),
            *(_paper(f"b{n}", "investigation", booklet) for n in range(pages // 40)),
        ]
        begun, begun_here = time.perf_counter(), time.process_time()
        made = file.bind(
            papers,
            reader=file.MEDIATORS,
            values={"committee": "青禾县人民调解委员会", "explanation": "材料齐全。"},
            zone=CHINA,
            progress=_noting(told),
        )
        took, used = time.perf_counter() - begun, time.process_time() - begun_here
        print(
            f"{made.pages} pages, {len(made.content) / 1e6:.0f} MB, told {len(told)} times: {took:.1f} s, "
            f"{took / TARGET_SECONDS:.2f} × the target; processor {used:.1f} s, {used / TARGET_SECONDS:.2f} ×"
        )


def _noting(told):
    return lambda done, whole: told.append((done, whole))


def _paper(key, slot, content):
    from banjie.mediation.documents.file import Paper

    return Paper(key, slot, f"材料{key}", date(2026, 11, 1), content)


def _form(number: int) -> bytes:
    from banjie.mediation.documents.forms import form
    from banjie.mediation.documents.making import make, shipped

    values = {"committee": "青禾县人民调解委员会", "addressee": f"当事人{number}", "told_on": date(2026, 11, 1)}
    return make(form("rights_notice"), values, shipped("rights_notice"), zone=CHINA).printed.content


def _scan() -> bytes:
    from PIL import Image

    made = BytesIO()
    Image.effect_noise((1240, 1754), 40).convert("RGB").save(made, "JPEG", quality=75)
    return made.getvalue()


def _booklet() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for number in range(10):
        writer.append(BytesIO(_form(number)))
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


if __name__ == "__main__":
    main()
