"""“Me too”, and news for those who follow a public case. No account, and nothing that links one case to another."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from banjie.cases.models import Follower, Joined, Publication
from banjie.cases.publishing import showing
from banjie.core.workflow import final_states
from banjie.platform import crypto, proving
from banjie.platform.proving.addresses import Channel

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Following:
    """One case that somebody follows, by the code of theirs. `number` is empty where it is no longer shown."""

    number: str
    title: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class FollowerLetter:
    """News for one follower: the case was answered, in words that are shown now."""

    follower_id: int
    answer_id: int
    channel: Channel
    address: str = field(repr=False)
    language: str
    number: str
    title: str
    code: str = field(repr=False)


def binding(follower_id: int) -> str:
    return f"case-follower:{follower_id}"


def join(number: str, *, device: str, at: datetime) -> bool:
    """“Me too”, counted once for a browser. Returns whether it was counted now. Raises CaseNotFound."""
    return _join(showing.public_case_id(number), f"device {device}", at)


def counts(ids: Collection[int]) -> Mapping[int, int]:
    """How many said “me too” of each."""
    rows = Joined.objects.filter(case_id__in=ids).order_by()
    return dict(rows.values("case_id").annotate(many=Count("*")).values_list("case_id", "many"))


@transaction.atomic
def follow(number: str, *, who: proving.Proved, at: datetime) -> str:
    """Follows with a proved address, which also counts as “me too”. Returns the code that ends it, shown this once.

    Following twice is following once, with a new code. Raises CaseNotFound.
    """
    case_id = showing.public_case_id(number)
    code = crypto.tracking_code()
    known = f"address {who.channel} {who.address}"
    kept = timedelta(days=settings.BANJIE_CONTACT_KEPT_DAYS)
    row, _made = Follower.objects.update_or_create(
        case_id=case_id,
        digest=_digest(case_id, known),
        defaults={
            "code_digest": _of_code(code),
            "channel": who.channel,
            "language": who.language,
            "erase_on": (at + kept).date(),
        },
        create_defaults={
            "code_digest": _of_code(code),
            "channel": who.channel,
            "language": who.language,
            "since": at,
            "erase_on": (at + kept).date(),
            "told_answer_id": Publication.objects.filter(case_id=case_id).values_list("answer_id", flat=True).first(),
        },
    )
    sealed = crypto.encrypt_json({"address": who.address, "code": code}, bound_to=binding(row.pk))
    Follower.objects.filter(pk=row.pk).update(sealed=sealed)
    _join(case_id, known, at)
    return code


def following(code: str) -> Following | None:
    """What a code follows; None for one that is nobody's."""
    normal = crypto.normalise_tracking_code(code)
    row = Follower.objects.filter(code_digest=_of_code(normal)).first() if normal else None
    if row is None:
        return None
    shown = showing.public_lines([row.case_id])
    number, title = (shown[0].number, shown[0].title) if shown else ("", "")
    return Following(number, title, Channel(row.channel))


def leave(code: str) -> None:
    """Nothing more is sent, and nothing of the address is kept. Leaving twice is leaving."""
    normal = crypto.normalise_tracking_code(code)
    if normal:
        Follower.objects.filter(code_digest=_of_code(normal)).delete()


def letters(case_id: int) -> Iterator[FollowerLetter]:
    """News that followers have not been told yet: an answer that is shown. Of a case that is shown, and no other."""
    shown = showing.public_lines([case_id])
    publication = Publication.objects.filter(case_id=case_id).exclude(answer=None).first()
    if not shown or publication is None or publication.answer_id is None:
        return
    waiting = Follower.objects.filter(case_id=case_id, sealed__isnull=False).order_by("id")
    for row in waiting.filter(Q(told_answer=None) | Q(told_answer_id__lt=publication.answer_id)):
        known = crypto.decrypt_json(row.sealed or b"", bound_to=binding(row.pk))
        yield FollowerLetter(
            row.pk,
            publication.answer_id,
            Channel(row.channel),
            known["address"],
            row.language,
            shown[0].number,
            shown[0].title,
            known["code"],
        )


def told(letter: FollowerLetter) -> None:
    Follower.objects.filter(pk=letter.follower_id).update(told_answer_id=letter.answer_id)


@transaction.atomic
def move(case_id: int, *, into: int) -> int:
    """Followers and voices of a merged case go on with the one it went into; one who follows both follows once.

    A browser that said “me too” of both counts twice there: what it is, nobody can tell any more. Returns how many
    followers went along.
    """
    moved = 0
    for row in Follower.objects.select_for_update().filter(case_id=case_id, sealed__isnull=False).order_by("id"):
        address = crypto.decrypt_json(row.sealed or b"", bound_to=binding(row.pk))["address"]
        digest = _digest(into, f"address {row.channel} {address}")
        if Follower.objects.filter(case_id=into, digest=digest).exists():
            row.delete()
            continue
        # What that case was answered with before is no news of theirs.
        told_answer = Publication.objects.filter(case_id=into).values_list("answer_id", flat=True).first()
        Follower.objects.filter(pk=row.pk).update(case_id=into, digest=digest, told_answer_id=told_answer)
        moved += 1
    Joined.objects.filter(case_id=case_id).update(case_id=into)
    return moved


def erase_due(*, today: date) -> int:
    """Forgets followers of cases that are over, once their day has come. Returns how many."""
    erased = 0
    due = Follower.objects.filter(erase_on__lte=today, case__state__in=final_states()).order_by("erase_on", "id")
    while batch := list(due.values_list("id", flat=True)[:_BATCH]):
        erased += Follower.objects.filter(id__in=batch).delete()[0]
    return erased


def _join(case_id: int, known: str, at: datetime) -> bool:
    # One of two at once loses quietly: both meant the same.
    _row, made = Joined.objects.get_or_create(case_id=case_id, digest=_digest(case_id, known), defaults={"at": at})
    return made


def _digest(case_id: int, known: str) -> bytes:
    return proving.digest(f"joined {case_id}", known)


def _of_code(code: str) -> bytes:
    return proving.digest("follower code", code)
