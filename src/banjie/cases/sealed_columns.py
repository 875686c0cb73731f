"""What `cases` keeps sealed (see `platform.sealing`)."""

from banjie.cases.contacts import binding
from banjie.cases.models import Case, Contact, Seal, TimelineEntry
from banjie.platform.sealing import declare, holds_no_secret

declare(Contact, sealed=lambda row: binding(row.case_id))

holds_no_secret(Case, "head", holds="digest of the last entry")
holds_no_secret(TimelineEntry, "previous", "digest", holds="digest")
holds_no_secret(Seal, "previous", "digest", holds="digest")
