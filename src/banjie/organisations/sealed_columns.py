"""What `organisations` keeps sealed (see `platform.sealing`)."""

from banjie.organisations.models import Client, RecoveryCode, ScreenLink, Staff
from banjie.organisations.second_factor import binding
from banjie.platform.sealing import declare, holds_no_secret

declare(Staff, totp_secret=lambda row: binding(row.pk))

holds_no_secret(RecoveryCode, "digest", holds="slow digest of a code")
holds_no_secret(Client, "token_digest", holds="digest of a token")
holds_no_secret(ScreenLink, "token_digest", holds="digest of a token")
