"""What `hall` keeps sealed (see `platform.sealing`)."""

from banjie.platform.sealing import declare, holds_no_secret
from banjie.services.hall.drafts import binding, binding_of_made
from banjie.services.hall.models import HallDevice, Ticket

declare(
    Ticket,
    draft=lambda row: binding(row.hall_id, row.day, row.number),
    made=lambda row: binding_of_made(row.hall_id, row.day, row.number),
)
holds_no_secret(HallDevice, "token_digest", holds="digest of a token")
