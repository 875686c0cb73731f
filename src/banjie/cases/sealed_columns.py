"""What `cases` keeps sealed (see `platform.sealing`)."""

from banjie.cases.contacts import binding
from banjie.cases.models import Case, Contact, Follower, Joined, OwnSearch, Seal, TimelineEntry
from banjie.cases.own import binding as search_binding
from banjie.cases.publishing.joining import binding as follower_binding
from banjie.platform.sealing import declare, holds_no_secret

declare(Follower, sealed=lambda row: follower_binding(row.pk))
declare(Contact, sealed=lambda row: binding(row.case_id))
declare(OwnSearch, sealed=lambda row: search_binding(row.pk))

holds_no_secret(Follower, "digest", "code_digest", holds="keyed digest, of one case alone")
holds_no_secret(Joined, "digest", holds="keyed digest, of one case alone")
holds_no_secret(OwnSearch, "token_digest", holds="keyed digest of a random token, gone within the hour")
holds_no_secret(Case, "head", holds="digest of the last entry")
holds_no_secret(TimelineEntry, "previous", "digest", holds="digest")
holds_no_secret(Seal, "previous", "digest", holds="digest")
