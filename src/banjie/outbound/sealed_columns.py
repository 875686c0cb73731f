"""What `outbound` keeps sealed (see `platform.sealing`)."""

from banjie.outbound.models import Delivery, Subscription, UnitCalendar
from banjie.outbound.secrets_kept import binding
from banjie.platform.sealing import declare, holds_no_secret

declare(Subscription, secret=lambda row: binding(row.client_id), secret_before=lambda row: binding(row.client_id))
holds_no_secret(Delivery, "body", holds="an event as it is sent")
holds_no_secret(UnitCalendar, "digest", holds="digest of an address")
