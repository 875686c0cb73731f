"""What `onward` keeps sealed (see `platform.sealing`)."""

from banjie.onward.models import Endpoint
from banjie.onward.secrets_kept import binding
from banjie.platform.sealing import declare

declare(Endpoint, api_key=lambda row: binding(row.pk))
