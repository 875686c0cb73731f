"""Where mediation names files of the store (see `platform.files.references`)."""

from banjie.mediation.models import (
    Agreement,
    Companion,
    Confirmation,
    ConfirmationPaper,
    DisputeDocument,
    DisputePaper,
    Evidence,
    FileBinding,
    FormTemplate,
    Handover,
    KeepingEntry,
    Minutes,
    MinutesSignature,
    Paper,
    Referral,
    Round,
    Signature,
)
from banjie.platform.files.references import names_files, names_none

names_files(Companion, "paper")
names_files(Referral, "letter")
names_files(Evidence, "digest", "receipt")
names_files(Signature, "scan")
names_files(FormTemplate, "digest")
names_files(DisputeDocument, "docx", "pdf")
names_files(DisputePaper, "digest")
names_files(FileBinding, "pdf")
names_files(Confirmation, "ruling")
names_files(ConfirmationPaper, "digest")
names_files(KeepingEntry, "proof")

names_none(Agreement, "digest", holds="digest of the text that was read out")
names_none(Signature, "digest", holds="digest of the text that was signed")
names_none(DisputeDocument, "values_digest", holds="digest of what was filled in")
names_none(Minutes, "digest", holds="digest of the text that was read back")
names_none(MinutesSignature, "digest", holds="digest of the text that was signed")
names_none(Paper, "digest", holds="digest of a scan that lies sealed in its row")
names_none(Handover, "package", holds="digest of a package that is made anew each time")
names_none(Round, "digest", holds="digest of the minutes")
