"""What the platform keeps sealed (see `platform.sealing`)."""

from banjie.platform.models import AddressProof, Knock, SpentTask
from banjie.platform.proving.asking import binding
from banjie.platform.sealing import declare, holds_no_secret

declare(AddressProof, sealed=lambda row: binding(row.pk))

holds_no_secret(AddressProof, "token_digest", "address_digest", "digits_digest", holds="keyed digest, gone in a day")
holds_no_secret(Knock, "origin", holds="keyed digest of a network address, gone in a day")
holds_no_secret(SpentTask, "digest", holds="keyed digest of a task that was used, gone within hours")
