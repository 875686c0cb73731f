"""What `banjie doctor` looks at: each finding says what is so and what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection

ENOUGH_ROOM = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    grade: Literal["good", "note", "bad"]
    subject: str
    words: str


def findings() -> Iterator[Finding]:
    yield from _database()
    yield from _keys()
    yield from _files()
    yield from _calendar()
    yield from _fonts()
    yield from _numbers()
    yield from _push()
    yield from _model()
    yield from _jobs()


def _database() -> Iterator[Finding]:
    from django.db.migrations.executor import MigrationExecutor

    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
    except DatabaseError as error:
        yield Finding("bad", "Database", f"does not answer ({str(error).splitlines()[0]}). Check DATABASE_URL.")
        return
    kind = "embedded" if settings.EMBEDDED_DATABASE else "your own"
    yield Finding("good", "Database", f"PostgreSQL {version}, {kind}")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding("bad", "Migrations", f"{len(waiting)} are not applied. `banjie serve` applies them.")
    else:
        yield Finding("good", "Migrations", "all applied")


def _keys() -> Iterator[Finding]:
    from banjie.platform import crypto

    try:
        token = crypto.encrypt("doctor", bound_to="doctor")
        sound = crypto.decrypt(token, bound_to="doctor") == "doctor"
    except crypto.BadKeys as error:
        yield Finding("bad", "Contact keys", f"{error}. Make one with `banjie keys new`.")
        return
    yield Finding("good" if sound else "bad", "Contact keys", "encrypt and decrypt")
    if settings.EMBEDDED_DATABASE:
        yield Finding("note", "Keys", f"kept in {settings.DATA / 'secrets.env'}; back them up with the data")


def _files() -> Iterator[Finding]:
    room = shutil.disk_usage(Path(settings.DATA) if Path(settings.DATA).exists() else "/").free
    grade: Literal["good", "bad"] = "good" if room > ENOUGH_ROOM else "bad"
    yield Finding(grade, "Disk", f"{room // 1024**2} MB free" + ("" if room > ENOUGH_ROOM else "; make room"))


def _calendar() -> Iterator[Finding]:
    from banjie.platform import clock
    from banjie.platform.calendar import queries

    try:
        missing = queries.missing_years(today=clock.now().date())
    except DatabaseError:
        yield Finding("bad", "Calendar", "cannot be read; apply the migrations")
        return
    if missing:
        years = ", ".join(map(str, missing))
        yield Finding("note", "Calendar", f"holidays of {years} are not in it; run `banjie calendar` once published")
    else:
        yield Finding("good", "Calendar", "holidays known as far as deadlines reach")


def _fonts() -> Iterator[Finding]:
    from banjie.platform.documents.fonts import chosen

    found = chosen()
    if found.own_only:
        words = "only the one that comes along: 6,763 Han characters, no bold. Install Noto CJK, or set BANJIE_FONTS."
        yield Finding("note", "Fonts", words)
    else:
        names = ", ".join(dict.fromkeys(each[0] for each in found.families.values()))
        yield Finding("good", "Fonts", f"documents are set in {names}")


def _numbers() -> Iterator[Finding]:
    from banjie.core.numbers import BadNumbers
    from banjie.platform.numbers import numbers

    try:
        found = numbers()
    except (BadNumbers, OSError) as error:
        yield Finding("bad", "Numbers to call", f"{error}. Mend the file of BANJIE_NUMBERS.")
        return
    said = ", ".join(f"{each.call} ({each.worded('en')})" for each in found.emergency)
    yield Finding("good", "Numbers to call", f"{said}{'' if settings.BANJIE_NUMBERS else ', those of China'}")


def _push() -> Iterator[Finding]:
    from banjie.platform.pushing import identity

    try:
        ours = identity.identity_of(settings.BANJIE_PUSH_KEY) if settings.BANJIE_PUSH_KEY else None
    except identity.BadKey as error:
        yield Finding("bad", "News on phones", f"{error}.")
        return
    if ours is None:
        yield Finding("note", "News on phones", "off; `banjie keys push` makes a BANJIE_PUSH_KEY")
    elif not settings.SECURE:
        yield Finding("bad", "News on phones", "browsers ask for it over https only; set BANJIE_PUBLIC_URL")
    else:
        yield Finding("good", "News on phones", f"signed as {identity.contact()}, key {ours.public[:12]}…")


def _model() -> Iterator[Finding]:
    from banjie.cases.machine_texts import endpoint
    from banjie.intelligence.drafting import asking

    model = endpoint()
    if model is None:
        yield Finding("note", "Language model", "off; BANJIE_MODEL_URL names one (docs/language-model.md)")
        return
    try:
        said = asking.ask(model, [{"role": "user", "content": "Say OK."}], most_tokens=200)
    except asking.NoAnswer as error:
        words = f"{settings.BANJIE_MODEL_URL} gave no answer ({error.fault}) {error.said[:120]}".rstrip()
        yield Finding("bad", "Language model", f"{words}. Check BANJIE_MODEL_URL, _NAME and _KEY.")
        return
    kept = "sensitive matters too" if settings.BANJIE_MODEL_SENSITIVE else "nothing sensitive"
    yield Finding("good", "Language model", f"{said.model} answers; it is told {kept}, and never of disputes")
    if model.target().scheme == "http":
        yield Finding("note", "Language model", "is asked over plain http; have it on your own premises, or use https")


def _jobs() -> Iterator[Finding]:
    from banjie.platform import jobs

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
            failed = cursor.fetchone()[0]
        waiting = jobs.waiting()
    except DatabaseError:
        yield Finding("bad", "Jobs", "cannot be read; apply the migrations")
        return
    yield Finding("bad" if failed else "good", "Jobs", f"{waiting} waiting, {failed} failed")
