"""What mediation keeps sealed: everything a person is called, gave or said (see `platform.sealing`)."""

from banjie.mediation import agreed, details
from banjie.mediation.actions.bargaining import offer_binding, point_binding
from banjie.mediation.actions.evidence import answer_binding, evidence_binding
from banjie.mediation.actions.figures import comment_binding
from banjie.mediation.actions.panel import objection_binding, tie_binding
from banjie.mediation.actions.signing import signature_binding
from banjie.mediation.actions.whole_file import file_binding
from banjie.mediation.documents.typing_back import document_binding
from banjie.mediation.models import (
    AccessEntry,
    AccessProof,
    Agreement,
    Companion,
    Confirmation,
    DisputeDocument,
    Evidence,
    EvidenceAnswer,
    FigureComment,
    FileBinding,
    FollowUp,
    Keeping,
    Line,
    Minutes,
    MinutesSignature,
    Objection,
    Obligation,
    Offer,
    OtherTime,
    Paper,
    Party,
    PartyAccess,
    PartyVisit,
    Point,
    Session,
    Signature,
    Tie,
)
from banjie.mediation.performance import notes
from banjie.mediation.sessions import sealing
from banjie.platform.sealing import declare, holds_no_secret

declare(Party, sealed=lambda row: details.party_binding(row.id))
declare(Companion, sealed=lambda row: details.companion_binding(row.id))
declare(Objection, reason=lambda row: objection_binding(row.id))
declare(Tie, note=lambda row: tie_binding(row.id))

declare(
    Session,
    place=lambda row: sealing.session_binding(row.uid, "place"),
    room=lambda row: sealing.session_binding(row.uid, "room"),
    reason=lambda row: sealing.session_binding(row.uid, "reason"),
)
declare(OtherTime, reason=lambda row: sealing.wish_binding(row.session_id, str(row.who)))
declare(
    Minutes,
    salt=lambda row: sealing.minutes_binding(row.session_id, "salt"),
    head=lambda row: sealing.minutes_binding(row.session_id, "head"),
)
declare(Line, sealed=lambda row: sealing.line_binding(row.session_id, row.key))
declare(Paper, sealed=lambda row: sealing.paper_binding(row.session_id, row.digest))
declare(MinutesSignature, strokes=lambda row: sealing.signature_binding(row.session_id, str(row.who), row.digest))

declare(Evidence, sealed=lambda row: evidence_binding(row.id))
declare(EvidenceAnswer, sealed=answer_binding)
declare(Point, sealed=lambda row: point_binding(row.id))
declare(Offer, sealed=lambda row: offer_binding(row.id))

declare(Agreement, sealed=agreed.agreement_binding, sealed_text=agreed.text_binding)
declare(Obligation, sealed=lambda row: agreed.obligation_binding(row.agreement_id, row.number))
declare(Signature, sealed=signature_binding)

declare(Keeping, sealed=lambda row: notes.breach_binding(row.obligation_id))
declare(FollowUp, sealed=lambda row: notes.visit_binding(row.id))
declare(Confirmation, sealed=lambda row: notes.ruling_binding(row.id))

declare(DisputeDocument, typed=lambda row: document_binding(row.id))
declare(FileBinding, sealed=lambda row: file_binding(row.id))
declare(FigureComment, sealed=lambda row: comment_binding(row.mediator_id, row.year))

holds_no_secret(PartyAccess, "digest", holds="keyed digest of a code")
holds_no_secret(AccessEntry, "token_digest", holds="digest of a token")
holds_no_secret(AccessProof, "digest", holds="keyed digest of a number")
holds_no_secret(PartyVisit, "token_digest", holds="digest of a token")
