"""What `channels` keeps sealed (see `platform.sealing`)."""

from banjie.channels import bindings
from banjie.channels.models import Call, Device, Endpoint, Inbound, Part, Phone, Stopped, Telling, Thread
from banjie.platform.sealing import declare, holds_no_secret

declare(Endpoint, secrets=lambda row: bindings.endpoint(row.ref))
declare(Inbound, sealed=lambda row: bindings.inbound(row.endpoint_id, row.key, row.generation))
declare(Thread, sealed=lambda row: bindings.thread(row.endpoint_id, row.case_id))
declare(Part, sealed=lambda row: bindings.part(row.endpoint_id, row.digest, row.number))
declare(Telling, sealed=lambda row: bindings.telling(row.endpoint_id, row.digest))
declare(Phone, sealed=lambda row: bindings.phone(row.case_id, row.digest))
declare(Call, recording=lambda row: bindings.call(row.endpoint_id, row.digest))
holds_no_secret(Endpoint, "token_digest", holds="digest of an address")
holds_no_secret(Inbound, "key", holds="keyed digest of a message's id")
holds_no_secret(Thread, "window", holds="keyed digest of an address and a day, while an answer is awaited")
holds_no_secret(Device, "digest", holds="keyed digest of a device's name")
holds_no_secret(Part, "digest", holds="keyed digest of a long message's id")
holds_no_secret(Stopped, "digest", holds="keyed digest of a number, which leads nowhere")
holds_no_secret(Telling, "digest", holds="keyed digest of an address at one account, for an hour")
holds_no_secret(Call, "digest", holds="keyed digest of a call's id")
holds_no_secret(Phone, "digest", holds="keyed digest of a browser's address, of one case alone")
