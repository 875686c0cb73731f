"""Agreements and signatures to try the database with."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from banjie.mediation import actions, queries
from banjie.mediation.terms import Draft, Slot, Term, Text
from banjie.platform import files
from banjie.platform.files import StoredFile
from tests.integration.cases.world import AT

DUE = date(2027, 12, 30)
PEN = "M60 106" + "".join(f"L{x} {100 + x % 9}" for x in range(68, 320, 8))
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)


def scan() -> StoredFile:
    return files.store(_PNG, name="签字页.png")


def a_draft(payer: int, payee: int, **more) -> Draft:
    values = {
        "text": Text(facts="楼上卫生间漏水，致楼下吊顶损坏。", performance="银行转账。"),
        "terms": [
            Term("pay", payer, payee, amount=Decimal("3000.00"), due_on=DUE),
            Term("refrain", payee, payer, what="不在业主群里再发布此事", due="lasting"),
        ],
        "total": Decimal("3000"),
    } | more
    return Draft(**values)


def make_draft(world, case_id, payer, payee, *, at=AT, **more) -> int:
    by = world.acting("township")
    agreement_id = actions.draft_agreement(case_id, by=by, at=at, form=more.get("form", "written"))
    actions.write_agreement(case_id, agreement_id, draft=a_draft(payer, payee, **more), by=by, at=at)
    return agreement_id


def make_read(world, case_id, payer, payee, *, at=AT, **more) -> tuple[int, str]:
    """An agreement that was read out and can be signed, with its digest."""
    agreement_id = make_draft(world, case_id, payer, payee, at=at, **more)
    by = world.acting("township")
    digest = actions.read_out(case_id, agreement_id, by=by, at=at)
    actions.open_signing(case_id, agreement_id, by=by, at=at)
    return agreement_id, digest


def seen(world, case_id, agreement_id, who="township", at=AT):
    return queries.agreement(case_id, agreement_id, world.acting(who).viewer, at=at)


def sign_all(world, case_id, agreement_id, digest, *, at: datetime = AT + timedelta(hours=1)) -> bool:
    """Everybody signs on a screen, then the seal comes by paper. Returns whether it binds."""
    by = world.acting("township")
    for line in seen(world, case_id, agreement_id).slots:
        if line.slot.signed_as == "committee":
            continue
        identity = "card" if line.slot.signed_as == "party" else ""
        actions.sign(case_id, agreement_id, slot=line.slot, digest=digest, drawn=PEN, identity=identity, by=by, at=at)
    return actions.sign_on_paper(
        case_id,
        agreement_id,
        places=[(Slot("committee"), None)],
        scan=scan(),
        digest=digest,
        identity="known",
        signed_at=at,
        by=by,
        at=at,
    )


def make_binding(world, case_id, payer, payee, *, at=AT, **more) -> int:
    agreement_id, digest = make_read(world, case_id, payer, payee, at=at, **more)
    assert sign_all(world, case_id, agreement_id, digest, at=at)
    return agreement_id
